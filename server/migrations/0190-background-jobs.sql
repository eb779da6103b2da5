-- What who watches over the background jobs of a tenant sees and does of its letters; what they say stays closed.

alter table outgoing_mail drop constraint ck_outgoing_mail__status,
  add constraint ck_outgoing_mail__status check (status in ('waiting', 'delivered', 'failed', 'cancelled'));

-- Letters that have not reached anybody yet.
create function kontor.letters_under_way()
returns table (id uuid, user_id uuid, recipient text, status text, attempts integer, last_error text,
  created_at timestamptz)
language sql stable
as $$
  select m.id, m.user_id, m.recipient, m.status, m.attempts, m.last_error, m.created_at
  from outgoing_mail m
  where m.tenant_id = kontor.tenant_id() and m.status <> 'delivered'
$$;

-- Null where there is no such letter, else its status before; its text goes with it.
create function kontor.cancel_letter(p_id uuid) returns text
language plpgsql
as $$
declare
  was text;
begin
  select status into was from outgoing_mail where tenant_id = kontor.tenant_id() and id = p_id for update;
  if was = 'waiting' then
    update outgoing_mail set status = 'cancelled', body = '' where tenant_id = kontor.tenant_id() and id = p_id;
  end if;
  return was;
end
$$;

-- A letter that was given up is tried for another day.
create function kontor.retry_letter(p_id uuid) returns text
language plpgsql
as $$
declare
  was text;
begin
  select status into was from outgoing_mail where tenant_id = kontor.tenant_id() and id = p_id for update;
  if was = 'failed' then
    update outgoing_mail set status = 'waiting' where tenant_id = kontor.tenant_id() and id = p_id;
    perform graphile_worker.add_job('send_mail',
      json_build_object('tenant', kontor.tenant_id(), 'mail', p_id), max_attempts => 12);
  end if;
  return was;
end
$$;

do $$
declare
  name text;
begin
  foreach name in array array['letters_under_way()', 'cancel_letter(uuid)', 'retry_letter(uuid)'] loop
    execute format('alter function kontor.%s security definer', name);
    execute format('alter function kontor.%s set search_path = public, pg_temp', name);
    execute format('revoke all on function kontor.%s from public', name);
    execute format('grant execute on function kontor.%s to kontor_app', name);
  end loop;
end
$$;
