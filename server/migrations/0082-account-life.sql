-- The life of an account and its profile: invited or registered, active, suspended, left.

alter table user_account add column department_id uuid;

alter table user_account add column site_id uuid;

alter table user_account add column manager_id uuid;

alter table user_account add column hire_date date;

alter table user_account add column photo_id uuid;

alter table user_account add column preferences jsonb not null default '{}';

alter table user_account add column custom_fields jsonb not null default '{}';

alter table user_account alter status set default 'pending_activation'::text;

alter table user_account add column employee_id text not null default '';

alter table user_account add column job_title text not null default '';

alter table user_account add column phone text not null default '';

alter table user_account add column email_visibility text not null default 'organization';

alter table user_account add column phone_visibility text not null default 'organization';

alter table user_account add column photo_visibility text not null default 'public';

alter table user_account add column site_visibility text not null default 'public';

alter table user_account
  add constraint ck_user_account__custom_fields check (jsonb_typeof(custom_fields) = 'object');

alter table user_account
  add constraint ck_user_account__email_visibility
    check (email_visibility in ('public', 'organization', 'hidden'));

alter table user_account
  add constraint ck_user_account__employee_id check (char_length(employee_id) <= 50);

alter table user_account
  add constraint ck_user_account__job_title check (char_length(job_title) <= 100);

alter table user_account
  add constraint ck_user_account__phone check (char_length(phone) <= 50);

alter table user_account
  add constraint ck_user_account__phone_visibility
    check (phone_visibility in ('public', 'organization', 'hidden'));

alter table user_account
  add constraint ck_user_account__photo_visibility
    check (photo_visibility in ('public', 'organization', 'hidden'));

alter table user_account
  add constraint ck_user_account__preferences check (jsonb_typeof(preferences) = 'object');

alter table user_account
  add constraint ck_user_account__site_visibility
    check (site_visibility in ('public', 'organization', 'hidden'));

alter table user_account drop constraint ck_user_account__status;
alter table user_account
  add constraint ck_user_account__status
    check (status in ('pending_approval', 'pending_activation', 'active', 'suspended', 'inactive'));

alter table user_account
  add constraint fk_user_account__department foreign key (tenant_id, department_id)
    references organization (tenant_id, id);

alter table user_account
  add constraint fk_user_account__manager foreign key (tenant_id, manager_id)
    references user_account (tenant_id, id) on delete set null (manager_id);

alter table user_account
  add constraint fk_user_account__photo foreign key (tenant_id, photo_id)
    references file (tenant_id, id) on delete set null (photo_id);

alter table user_account
  add constraint fk_user_account__site foreign key (tenant_id, site_id)
    references organization (tenant_id, id);

create index ix_user_account__manager on user_account (tenant_id, manager_id) where manager_id is not null;

create index ix_user_account__photo on user_account (tenant_id, photo_id) where photo_id is not null;

create index ix_user_account__site on user_account (tenant_id, site_id, username_lower, id);

create index ix_user_account__department on user_account (tenant_id, department_id, username_lower, id);

-- A name or an address is looked up before the tenant is known.
create index sx_user_account__sign_in_email on user_account (lower(email)) where email is not null;

grant update (status, version, updated_at) on user_account to kontor_directory;
grant insert (changes) on audit_log to kontor_directory;

-- Who is out keeps nothing that opens a door again: links in his mail, half a sign-in, trusted devices.
create table password_link (
  tenant_id uuid not null,
  user_id uuid not null,
  digest bytea not null,
  -- `reset`: he has forgotten his password; `activate`: his account is new.
  purpose text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  constraint pk_password_link primary key (tenant_id, user_id, digest),
  constraint uq_password_link__digest unique (digest),
  constraint fk_password_link__user foreign key (tenant_id, user_id) references user_account (tenant_id, id),
  constraint ck_password_link__purpose check (purpose in ('reset', 'activate')),
  constraint ck_password_link__digest check (length(digest) = 32)
);
call kontor.protect('password_link', 'tenant');
revoke all on password_link from kontor_app;
grant select, insert, update, delete on password_link to kontor_directory;

create function kontor.end_open_doors() returns trigger
language plpgsql
as $$
begin
  delete from password_link where tenant_id = new.tenant_id and user_id = new.id;
  delete from sign_in_ticket where tenant_id = new.tenant_id and user_id = new.id;
  delete from trusted_device where tenant_id = new.tenant_id and user_id = new.id;
  return null;
end
$$;
create trigger end_open_doors after update of status on user_account for each row
  when (old.status is distinct from new.status and new.status in ('inactive', 'suspended'))
  execute function kontor.end_open_doors();

-- Asked for by whoever knows a name or an address. What is looked up, and whether there is anything to find,
-- is the work of a job: the answer takes the same time for everybody (PWD-06).
create function kontor.ask_password_reset(p_name text, p_tenant text, p_context jsonb) returns void
language sql
as $$
  select graphile_worker.add_job('send_password_link', json_build_object('name', p_name, 'tenant', p_tenant,
    'context', p_context), max_attempts => 3)
$$;
alter function kontor.ask_password_reset(text, text, jsonb) security definer;
alter function kontor.ask_password_reset(text, text, jsonb) set search_path = public, pg_temp;
revoke all on function kontor.ask_password_reset(text, text, jsonb) from public;
grant execute on function kontor.ask_password_reset(text, text, jsonb) to kontor_app;

-- For a new account of the caller's tenant, whose user chooses his password himself.
create function kontor.ask_activation(p_user_id uuid, p_context jsonb) returns void
language sql
as $$
  select graphile_worker.add_job('send_password_link', json_build_object('user', p_user_id, 'tenant',
    kontor.tenant_id(), 'context', p_context), max_attempts => 12)
$$;
alter function kontor.ask_activation(uuid, jsonb) security definer;
alter function kontor.ask_activation(uuid, jsonb) set search_path = public, pg_temp;
revoke all on function kontor.ask_activation(uuid, jsonb) from public;
grant execute on function kontor.ask_activation(uuid, jsonb) to kontor_app;

-- Whom such a request means: by user name or address, in one tenant or all; five at most.
create function kontor.accounts_to_reset(p_name text, p_tenant text, p_now timestamptz)
returns table (tenant_id uuid, user_id uuid, username text, display_name text, email text, language text)
language sql stable
as $$
  select u.tenant_id, u.id, u.username, u.display_name, u.email, u.language
  from user_account u
  where (u.username_lower = lower(p_name) or lower(u.email) = lower(p_name)) and u.email is not null
    and u.kind in ('internal', 'external') and u.status in ('active', 'pending_activation')
    and (p_tenant is null or exists (
      select from organization o
      where o.tenant_id = u.tenant_id and o.id = u.tenant_id and o.code_lower = lower(p_tenant)))
    and not exists (
      select from password_link l
      where l.tenant_id = u.tenant_id and l.user_id = u.id and l.created_at > p_now - interval '1 minute')
  order by u.id
  limit 5
$$;

-- Writes a link to its user's address; called by the job behind both.
create function kontor.send_password_link(p_tenant_id uuid, p_user_id uuid, p_digest bytea, p_purpose text,
  p_now timestamptz, p_expires_at timestamptz, p_subject text, p_body text, p_context jsonb) returns void
language plpgsql
as $$
declare
  held record;
begin
  perform set_config('erp.tenant_id', p_tenant_id::text, true);
  -- Locked, so that of two jobs at once one sees the link of the other.
  select u.email, u.username into held from user_account u
  where u.tenant_id = p_tenant_id and u.id = p_user_id and u.email is not null for update;
  if not found or p_purpose = 'reset' and exists (select from password_link l
      where l.tenant_id = p_tenant_id and l.user_id = p_user_id and l.created_at > p_now - interval '1 minute') then
    return;
  end if;
  delete from password_link where tenant_id = p_tenant_id and user_id = p_user_id and expires_at <= p_now;
  insert into password_link (tenant_id, user_id, digest, purpose, created_at, expires_at)
  values (p_tenant_id, p_user_id, p_digest, p_purpose, p_now, p_expires_at);
  perform kontor.queue_mail(p_user_id, held.email, p_subject, p_body);
  insert into audit_log (tenant_id, action, record, record_id, record_label, context)
  values (p_tenant_id, 'PASSWORD_RESET_REQUESTED', 'user.user_account', p_user_id::text, held.username,
    p_context || jsonb_build_object('purpose', p_purpose));
end
$$;
revoke all on function kontor.send_password_link(uuid, uuid, bytea, text, timestamptz, timestamptz, text, text,
  jsonb) from public;

-- Whose link it is, while it may be used.
create function kontor.identity_by_link(p_digest bytea, p_now timestamptz) returns jsonb
language sql stable
as $$
  select kontor.identity_of(l.tenant_id, l.user_id)
  from password_link l
  where l.digest = p_digest and l.used_at is null and l.expires_at > p_now
$$;

-- Once, by one of two who come at the same time; all other links of the user are void with it.
create function kontor.take_password_link(p_digest bytea, p_now timestamptz) returns text
language plpgsql
as $$
declare
  taken password_link;
begin
  update password_link set used_at = p_now
  where digest = p_digest and used_at is null and expires_at > p_now returning * into taken;
  delete from password_link where tenant_id = taken.tenant_id and user_id = taken.user_id
    and digest <> p_digest;
  return taken.purpose;
end
$$;

call kontor.define_as('kontor_directory',
  'kontor.end_open_doors()',
  'kontor.accounts_to_reset(text, text, timestamptz)',
  'kontor.identity_by_link(bytea, timestamptz)',
  'kontor.take_password_link(bytea, timestamptz)');
call kontor.open_to_application(
  'kontor.identity_by_link(bytea, timestamptz)',
  'kontor.take_password_link(bytea, timestamptz)');
