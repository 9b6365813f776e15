-- Run as waymark_owner.

-- Telling of news is a kindness: whatever an engine or its people have against it, what was added stays
-- added, and the other tablets ask from time to time.
create or replace function waymark.tell_others(class text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $f$
begin
    perform pg_notify('waymark_' || class, '');
exception when others then
    null;
end
$f$;

-- By which role a tablet told of itself last, so that whoever looks after the server knows which one to
-- lock out when that tablet is lost.
alter table waymark.statuses add column role text;

-- Leaves word of how a tablet is. Another one may do so for a tablet that is gone, and that says nothing
-- of its role.
create or replace function waymark.tell(series text, said text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $f$
begin
    insert into waymark.statuses as known (class, tablet, status, role)
    values (waymark.of_member(), series, said, session_user::text)
    on conflict (class, tablet) do update set
        status = excluded.status,
        role = case when said::json ->> 'retired' = 'true' then known.role else excluded.role end;
end
$f$;

do $f$
begin
    alter table waymark.statuses alter column role set statistics 0;
exception when feature_not_supported or syntax_error then
    null;
end
$f$;
