-- Accounts that people ask for themselves: proven by mail, approved by an administrator (REG).

alter table organization
  add column self_registration boolean not null default false,
  add column password_days integer,
  add constraint ck_organization__password_days check (password_days between 1 and 3650);

-- Until the address is proven nobody but its owner has to do with it.
create table registration (
  tenant_id uuid not null,
  digest bytea not null,
  username text not null,
  display_name text not null,
  email text not null,
  kind text not null,
  language text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  constraint pk_registration primary key (tenant_id, digest),
  constraint uq_registration__digest unique (digest),
  constraint ck_registration__kind check (kind in ('internal', 'external')),
  constraint ck_registration__digest check (length(digest) = 32)
);
create index ix_registration__created_at on registration (tenant_id, created_at);
call kontor.protect('registration', 'tenant');
revoke all on registration from kontor_app;
grant select, delete on registration to kontor_directory;
grant insert on user_account to kontor_directory;

-- What is asked for goes to a job; the answer is the same whether or not there is such a company or name.
create function kontor.ask_registration(p_wanted jsonb) returns void
language sql
as $$
  select graphile_worker.add_job('send_registration_link', p_wanted::json, max_attempts => 3)
$$;
alter function kontor.ask_registration(jsonb) security definer;
alter function kontor.ask_registration(jsonb) set search_path = public, pg_temp;
revoke all on function kontor.ask_registration(jsonb) from public;
grant execute on function kontor.ask_registration(jsonb) to kontor_app;

-- Called by the job: null where the company takes no registrations.
create function kontor.registering_tenant(p_code text) returns uuid
language sql stable
as $$
  select o.id from organization o
  where o.tenant_id = o.id and o.code_lower = lower(p_code) and o.self_registration and o.status = 'active'
$$;
revoke all on function kontor.registering_tenant(text) from public;

-- The name or the address may be in use: then its owner is told so by mail, and nobody else. Of letters to one
-- address there are three an hour at most, of all 200: false where there were so many.
create function kontor.keep_registration(p_tenant_id uuid, p_digest bytea, p_wanted jsonb, p_now timestamptz,
  p_subject text, p_body text, p_taken_subject text, p_taken_body text) returns boolean
language plpgsql
as $$
declare
  is_taken constant boolean := exists (select from user_account u where u.tenant_id = p_tenant_id
    and (u.username_lower = lower(p_wanted ->> 'username') or lower(u.email) = lower(p_wanted ->> 'email')));
begin
  perform set_config('erp.tenant_id', p_tenant_id::text, true);
  perform pg_advisory_xact_lock(hashtextextended('registrations ' || p_tenant_id, 0));
  if (select count(*) filter (where lower(r.email) = lower(p_wanted ->> 'email')) >= 3 or count(*) >= 200
      from registration r where r.tenant_id = p_tenant_id and r.created_at > p_now - interval '1 hour') then
    return false;
  end if;
  delete from registration where tenant_id = p_tenant_id and expires_at <= p_now;
  insert into registration (tenant_id, digest, username, display_name, email, kind, language, created_at,
    expires_at)
  values (p_tenant_id, p_digest, p_wanted ->> 'username', p_wanted ->> 'display_name', p_wanted ->> 'email',
    p_wanted ->> 'kind', p_wanted ->> 'language', p_now,
    case when is_taken then p_now + interval '1 hour' else p_now + interval '1 day' end);
  perform kontor.queue_mail(null, p_wanted ->> 'email', case when is_taken then p_taken_subject else p_subject end,
    case when is_taken then p_taken_body else p_body end);
  return true;
end
$$;
revoke all on function kontor.keep_registration(uuid, bytea, jsonb, timestamptz, text, text, text, text)
  from public;

-- Proves the address and makes the account that waits for approval; gives it with those who may approve.
create function kontor.verify_registration(p_digest bytea, p_now timestamptz, p_context jsonb) returns jsonb
language plpgsql
as $$
declare
  held registration;
  made uuid;
begin
  delete from registration r where r.digest = p_digest and r.expires_at > p_now returning * into held;
  if not found then
    return null;
  end if;
  perform set_config('erp.tenant_id', held.tenant_id::text, true);
  if exists (select from user_account u where u.tenant_id = held.tenant_id
      and (u.username_lower = lower(held.username) or lower(u.email) = lower(held.email))) then
    return null;
  end if;
  insert into user_account (tenant_id, username, display_name, email, kind, language, status)
  values (held.tenant_id, held.username, held.display_name, held.email, held.kind, held.language,
    'pending_approval')
  returning id into made;
  insert into audit_log (tenant_id, user_id, actor_name, action, record, record_id, record_label, context)
  select held.tenant_id, made, held.display_name, what, 'user.user_account', made::text, held.username, p_context
  from unnest(array['ACCOUNT_REGISTERED', 'EMAIL_VERIFIED']) what;
  return jsonb_build_object('tenant_id', held.tenant_id, 'user_id', made, 'username', held.username,
    'display_name', held.display_name, 'approvers', (
      select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'email', a.email, 'language', a.language)), '[]')
      from (
        select distinct u.id, u.email, u.language
        from user_account u
        cross join kontor.grants_of(u.tenant_id, u.id) g
        where u.tenant_id = held.tenant_id and u.status = 'active' and u.email is not null
          and (g.starts_at is null or g.starts_at <= p_now) and (g.ends_at is null or g.ends_at > p_now)
          and exists (select from kontor.permissions_of_roles(array[g.role_id]) p (code)
            where p.code in ('*', 'user.*', 'user.approve_useraccount'))
        limit 50) a));
end
$$;

call kontor.define_as('kontor_directory', 'kontor.verify_registration(bytea, timestamptz, jsonb)');
call kontor.open_to_application('kontor.verify_registration(bytea, timestamptz, jsonb)');
