-- A change of rights is told on the connection that makes it, too: its own process needs no notification to know.

-- The message reaches the client whatever client_min_messages says, and is not logged.
create or replace function kontor.tell_access() returns trigger
language plpgsql
as $$
declare
  tenant constant text := coalesce(to_jsonb(coalesce(new, old)) ->> 'tenant_id', '');
begin
  perform pg_notify('kontor_access', tenant);
  raise info using errcode = 'KT010', message = 'rights have changed', detail = tenant;
  return null;
end
$$;
