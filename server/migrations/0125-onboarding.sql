-- How far somebody new has come with the first steps, and which letters he got about it (TOU-02, TOU-09).

create table onboarding (
  tenant_id uuid not null,
  user_id uuid not null,
  started_at timestamptz not null,
  dismissed_at timestamptz,
  finished text[] not null default '{}',
  -- The days after the start for which a letter went out.
  checked_in integer[] not null default '{}',
  constraint pk_onboarding primary key (tenant_id, user_id),
  constraint fk_onboarding__user foreign key (tenant_id, user_id) references user_account (tenant_id, id),
  constraint ck_onboarding__finished check (cardinality(finished) <= 100)
);
call kontor.protect('onboarding', 'tenant');
create policy own_only on onboarding as restrictive to kontor_app
  using (user_id = (select nullif(current_setting('erp.user_id', true), '')::uuid))
  with check (user_id = (select nullif(current_setting('erp.user_id', true), '')::uuid));
create index ix_onboarding__started_at on onboarding (started_at);

grant select, insert, update on onboarding to kontor_directory;

-- The first sign-in is the start.
create function kontor.start_onboarding() returns trigger
language plpgsql
as $$
begin
  insert into onboarding (tenant_id, user_id, started_at) values (new.tenant_id, new.id, new.last_login_at)
  on conflict (tenant_id, user_id) do nothing;
  return null;
end
$$;

-- Takes those whose day has come, each once. Whoever was away for long is not written to late.
create function kontor.take_check_ins(p_day integer, p_now timestamptz)
returns table (tenant_id uuid, user_id uuid, display_name text, email text, language text)
language sql
as $$
  with taken as (
    update onboarding o set checked_in = o.checked_in || p_day
    where o.started_at <= p_now - make_interval(days => p_day) and not p_day = any (o.checked_in)
    returning o.tenant_id, o.user_id, o.started_at
  )
  select u.tenant_id, u.id, u.display_name, u.email, u.language
  from taken t join user_account u on u.tenant_id = t.tenant_id and u.id = t.user_id
  where u.status = 'active' and u.email is not null
    and t.started_at > p_now - make_interval(days => p_day + 7)
$$;
call kontor.define_as('kontor_directory', 'kontor.start_onboarding()',
  'kontor.take_check_ins(integer, timestamptz)');

create trigger start_onboarding after update of last_login_at on user_account for each row
  when (old.last_login_at is null and new.last_login_at is not null and new.kind in ('internal', 'external'))
  execute function kontor.start_onboarding();

-- Writes to them; `p_letters` has subject and body by language. Called by the clock (TOU-09).
create function kontor.send_check_ins(p_day integer, p_now timestamptz, p_letters jsonb) returns integer
language plpgsql
as $$
declare
  due record;
  letter jsonb;
  sent integer := 0;
begin
  for due in select * from kontor.take_check_ins(p_day, p_now) loop
    letter := coalesce(p_letters -> left(due.language, 2), p_letters -> 'en');
    perform set_config('erp.tenant_id', due.tenant_id::text, true);
    perform kontor.queue_mail(due.user_id, due.email, letter ->> 'subject',
      replace(letter ->> 'body', '{name}', due.display_name));
    sent := sent + 1;
  end loop;
  return sent;
end
$$;
revoke all on function kontor.send_check_ins(integer, timestamptz, jsonb) from public;
