-- Run as waymark_owner. Nothing in here names a class or a role of a tablet: those are rows.

create table waymark.classes (
    class text collate "C" primary key check (class ~ '^[A-Za-z0-9]{1,32}$'),
    name text not null check (octet_length(name) <= 200)
);

-- Which class a role belongs to. An invited role belongs to none until it has accepted.
create table waymark.members (
    role text collate "C" primary key,
    class text collate "C" not null references waymark.classes,
    invited_until timestamptz
);

-- Entries to the letter. The order of `received` means nothing to a tablet.
create table waymark.entries (
    class text collate "C" not null,
    tablet text collate "C" not null,
    seq bigint not null check (seq > 0),
    millis bigint not null,
    count bigint not null,
    at text not null,
    time_unsure boolean not null,
    actor text not null,
    kind text not null,
    student text,
    body text not null,
    checksum bytea not null check (octet_length(checksum) = 32),
    received bigint not null generated always as identity,
    primary key (class, tablet, seq)
);

create table waymark.statuses (
    class text collate "C" not null,
    tablet text collate "C" not null,
    status text not null check (octet_length(status) <= 1000000),
    primary key (class, tablet)
);

-- The class of whoever is connected, whatever role is in force: null for a stranger.
create function waymark.my_class() returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $f$
    select class from waymark.members where role = session_user::text and invited_until is null
$f$;

-- As above, and a plain refusal instead of null.
create function waymark.of_member() returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $f$
declare
    ours text := waymark.my_class();
begin
    if ours is null then
        raise exception 'this role belongs to no class' using errcode = 'insufficient_privilege';
    end if;
    return ours;
end
$f$;

-- The wall: it holds for the owner too, and so for every function below.
alter table waymark.entries enable row level security;
alter table waymark.entries force row level security;
create policy own_class on waymark.entries
    using (class = (select waymark.my_class()))
    with check (class = (select waymark.my_class()));
alter table waymark.statuses enable row level security;
alter table waymark.statuses force row level security;
create policy own_class on waymark.statuses
    using (class = (select waymark.my_class()))
    with check (class = (select waymark.my_class()));
alter table waymark.classes enable row level security;
alter table waymark.members enable row level security;

-- Tells the other tablets of a class that there is news; silent where the engine cannot.
create function waymark.tell_others(class text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $f$
begin
    perform pg_notify('waymark_' || class, '');
exception when undefined_function or feature_not_supported then
    null;
end
$f$;

-- Adds the entries that follow number `before` of a series. What is there with the same checksum
-- is fine; `refused` is the first number that is not taken, and then nothing is added. Where two add
-- to one series at once, the primary key lets one of them in, and the other asks again.
create function waymark.push(
    series text, before bigint, clocks bigint[], counts bigint[], ats text[], unsures boolean[],
    actors text[], kinds text[], students text[], bodies text[], checksums bytea[],
    out refused bigint, out reason text
)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $f$
declare
    ours text := waymark.of_member();
    last bigint := coalesce((
        select e.seq from waymark.entries e where e.class = ours and e.tablet = series
        order by e.seq desc limit 1
    ), 0);
begin
    if last < before then
        refused := before + 1;
        reason := 'gap';
        return;
    end if;
    if last > before then
        select min(e.seq) into refused
        from waymark.entries e, unnest(checksums) with ordinality as n (checksum, place)
        where e.class = ours and e.tablet = series and e.seq = before + n.place
            and e.seq > before and e.seq <= before + array_length(checksums, 1)
            and e.checksum <> n.checksum;
        if refused is not null then
            reason := 'fork';
            return;
        end if;
    end if;
    insert into waymark.entries
        (class, tablet, seq, millis, count, at, time_unsure, actor, kind, student, body, checksum)
    select ours, series, before + n.place, n.clock, n.count, n.at, n.unsure, n.actor, n.kind, n.student, n.body, n.checksum
    from unnest(clocks, counts, ats, unsures, actors, kinds, students, bodies, checksums)
        with ordinality as n (clock, count, at, unsure, actor, kind, student, body, checksum, place)
    where before + n.place > last;
    if found then
        perform waymark.tell_others(ours);
    end if;
end
$f$;

-- Leaves word of how a tablet is.
create function waymark.tell(series text, said text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $f$
begin
    insert into waymark.statuses (class, tablet, status) values (waymark.of_member(), series, said)
    on conflict (class, tablet) do update set status = excluded.status;
end
$f$;

-- Takes the words out of entries of the class: the one way in which an entry changes. Place in the
-- series, clock and checksum stay, and nothing but the form without words can be put there. Returns
-- how many lost their words now.
create function waymark.scrub(
    tablets text[], seqs bigint[], actors text[], kinds text[], bodies text[], checksums bytea[]
) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $f$
declare
    ours text := waymark.of_member();
    changed bigint;
begin
    if exists (
        select from unnest(kinds, bodies) as n (kind, body)
        where n.kind <> 'scrubbed' or n.body::json ->> 'kind' is distinct from 'scrubbed'
    ) then
        raise exception 'only the words of an entry can be taken out' using errcode = 'insufficient_privilege';
    end if;
    update waymark.entries e
    set actor = n.actor, kind = n.kind, student = null, body = n.body
    from unnest(tablets, seqs, actors, kinds, bodies, checksums)
        as n (tablet, seq, actor, kind, body, checksum)
    where e.class = ours and e.tablet = n.tablet and e.seq = n.seq and e.checksum = n.checksum
        and e.kind <> 'scrubbed';
    get diagnostics changed = row_count;
    return changed;
end
$f$;

-- Makes a role for a new tablet of the same class, whose key is good for ten minutes. The server
-- is given a SCRAM verifier and never the key itself. Invitations that nobody took are cleared away.
create function waymark.invite(new_role text, verifier text) returns timestamptz
language plpgsql security definer set search_path = pg_catalog, pg_temp as $f$
declare
    ours text := waymark.of_member();
    ends timestamptz := now() + interval '10 minutes';
    stale text;
begin
    if new_role !~ '^waymark_[a-z]{12}$' or verifier !~ '^SCRAM-SHA-256\$[0-9]+:[A-Za-z0-9+/=]+\$[A-Za-z0-9+/=:]+$' then
        raise exception 'that is no invitation' using errcode = 'invalid_parameter_value';
    end if;
    if not exists (select from pg_catalog.pg_roles r where r.rolname = current_user and r.rolcreaterole) then
        raise exception 'its people let no tablet make room for another: use one of the spare connection lines'
            using errcode = 'insufficient_privilege';
    end if;
    for stale in
        select m.role from waymark.members m where m.class = ours and m.invited_until < now()
    loop
        delete from waymark.members m where m.role = stale;
        execute format('drop role if exists %I', stale);
    end loop;
    execute format(
        'create role %I login nosuperuser nocreatedb nocreaterole noreplication password %L valid until %L in role waymark_tablet',
        new_role, verifier, ends
    );
    insert into waymark.members (role, class, invited_until) values (new_role, ours, ends);
    return ends;
end
$f$;

-- Puts a lasting key in the place of an invitation's, and tells the class that the role is now in.
create function waymark.accept(verifier text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $f$
declare
    joined text;
begin
    if verifier !~ '^SCRAM-SHA-256\$[0-9]+:[A-Za-z0-9+/=]+\$[A-Za-z0-9+/=:]+$' then
        raise exception 'that is no key' using errcode = 'invalid_parameter_value';
    end if;
    update waymark.members m set invited_until = null
    where m.role = session_user::text and m.invited_until > now()
    returning m.class into joined;
    if joined is null then
        raise exception 'the invitation has expired or was used already' using errcode = 'insufficient_privilege';
    end if;
    execute format('alter role %I password %L valid until ''infinity''', session_user, verifier);
    return joined;
end
$f$;

-- A tablet reads its own class, and writes through the functions alone.
revoke all on all functions in schema waymark from public;
grant usage on schema waymark to waymark_tablet;
grant select on waymark.schema_version, waymark.entries, waymark.statuses to waymark_tablet;
grant execute on function waymark.my_class() to waymark_tablet;
grant execute on function waymark.push(text, bigint, bigint[], bigint[], text[], boolean[], text[], text[], text[], text[], bytea[]) to waymark_tablet;
grant execute on function waymark.tell(text, text) to waymark_tablet;
grant execute on function waymark.scrub(text[], bigint[], text[], text[], text[], bytea[]) to waymark_tablet;
grant execute on function waymark.invite(text, text) to waymark_tablet;
grant execute on function waymark.accept(text) to waymark_tablet;

-- Without these, the planner's guesses would say how common a value is in other classes.
do $f$
declare
    name text;
begin
    foreach name in array array['class', 'tablet', 'seq', 'millis', 'count', 'at', 'time_unsure', 'actor', 'kind', 'student', 'body', 'checksum', 'received']
    loop
        execute format('alter table waymark.entries alter column %I set statistics 0', name);
    end loop;
    foreach name in array array['class', 'tablet', 'status']
    loop
        execute format('alter table waymark.statuses alter column %I set statistics 0', name);
    end loop;
exception when feature_not_supported or syntax_error then
    null;
end
$f$;
