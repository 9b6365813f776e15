-- Run as waymark_owner. Telling of news is a kindness: whatever an engine or its people have against it,
-- what was added stays added, and the other tablets ask from time to time.

create or replace function waymark.tell_others(class text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $f$
begin
    perform pg_notify('waymark_' || class, '');
exception when others then
    null;
end
$f$;
