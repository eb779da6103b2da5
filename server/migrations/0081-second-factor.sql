-- What proves who somebody is beside the password: authenticator apps, codes, passkeys, trusted devices.

create table user_factor (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  user_id uuid not null,
  kind text not null,
  -- Of an authenticator app: sealed by a key that the database does not know.
  secret text not null default '',
  -- Of codes by mail: the address that was proven, whatever the account says later.
  address text not null default '',
  -- The step of time of the last code that was accepted: none serves twice.
  last_time_step bigint,
  created_at timestamptz not null default now(),
  confirmed_at timestamptz,
  last_used_at timestamptz,
  constraint pk_user_factor primary key (tenant_id, id),
  constraint uq_user_factor__user__kind unique (tenant_id, user_id, kind),
  constraint fk_user_factor__user foreign key (tenant_id, user_id) references user_account (tenant_id, id),
  constraint ck_user_factor__kind check (kind in ('totp', 'email'))
);

create table recovery_code (
  tenant_id uuid not null,
  user_id uuid not null,
  digest bytea not null,
  created_at timestamptz not null default now(),
  used_at timestamptz,
  constraint pk_recovery_code primary key (tenant_id, user_id, digest),
  constraint fk_recovery_code__user foreign key (tenant_id, user_id) references user_account (tenant_id, id),
  constraint ck_recovery_code__digest check (length(digest) = 32)
);

-- Codes sent by mail, one at a time for each purpose.
create table factor_code (
  tenant_id uuid not null,
  user_id uuid not null,
  purpose text not null,
  digest bytea not null,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  constraint pk_factor_code primary key (tenant_id, user_id, purpose),
  constraint fk_factor_code__user foreign key (tenant_id, user_id) references user_account (tenant_id, id),
  constraint ck_factor_code__digest check (length(digest) = 32)
);

create table passkey (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  user_id uuid not null,
  name text not null,
  credential_id text not null,
  public_key bytea not null,
  -- How often the authenticator says it was used; one that goes back was copied.
  use_count bigint not null default 0,
  transports text[] not null default '{}',
  is_backed_up boolean not null default false,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  constraint pk_passkey primary key (tenant_id, id),
  constraint uq_passkey__credential_id unique (credential_id),
  constraint fk_passkey__user foreign key (tenant_id, user_id) references user_account (tenant_id, id),
  constraint ck_passkey__name check (char_length(name) between 1 and 100),
  constraint ck_passkey__credential_id check (char_length(credential_id) <= 1400)
);
create index ix_passkey__user on passkey (tenant_id, user_id, created_at);

create table trusted_device (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  user_id uuid not null,
  token_digest bytea not null,
  address text not null default '',
  device text not null default '',
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  last_used_at timestamptz not null default now(),
  constraint pk_trusted_device primary key (tenant_id, id),
  constraint uq_trusted_device__token_digest unique (token_digest),
  constraint fk_trusted_device__user foreign key (tenant_id, user_id) references user_account (tenant_id, id),
  constraint ck_trusted_device__token_digest check (length(token_digest) = 32)
);
create index ix_trusted_device__user on trusted_device (tenant_id, user_id, created_at);

-- Half a sign-in: the first step is proven, the next one is due. It opens nothing by itself.
create table sign_in_ticket (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  user_id uuid not null,
  token_digest bytea not null,
  step text not null,
  channel text not null,
  -- How the steps before were proven, such as `password totp`.
  proven text not null,
  address text not null,
  device text not null,
  attempts integer not null default 0,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  constraint pk_sign_in_ticket primary key (tenant_id, id),
  constraint uq_sign_in_ticket__token_digest unique (token_digest),
  constraint fk_sign_in_ticket__user foreign key (tenant_id, user_id) references user_account (tenant_id, id),
  constraint ck_sign_in_ticket__step check (step in ('second_factor', 'enrol_factor', 'change_password')),
  constraint ck_sign_in_ticket__channel check (channel in ('browser', 'program')),
  constraint ck_sign_in_ticket__token_digest check (length(token_digest) = 32)
);
create index ix_sign_in_ticket__user on sign_in_ticket (tenant_id, user_id, expires_at);

-- When somebody last proved who he is within a session or family of tokens.
create table access_confirmation (
  tenant_id uuid not null,
  access_id uuid not null,
  user_id uuid not null,
  confirmed_at timestamptz not null,
  constraint pk_access_confirmation primary key (tenant_id, access_id),
  constraint fk_access_confirmation__user foreign key (tenant_id, user_id)
    references user_account (tenant_id, id)
);
create index ix_access_confirmation__user on access_confirmation (tenant_id, user_id);

-- All of these are for their own user alone: whoever administers others goes through functions below.
do $$
declare
  name text;
begin
  foreach name in array array['user_factor', 'recovery_code', 'factor_code', 'passkey', 'trusted_device',
    'sign_in_ticket', 'access_confirmation'] loop
    execute format('call kontor.protect(%L, %L)', name, 'tenant');
    execute format('create policy own_only on %I as restrictive to kontor_app
      using (user_id = (select nullif(current_setting(''erp.user_id'', true), '''')::uuid))
      with check (user_id = (select nullif(current_setting(''erp.user_id'', true), '''')::uuid))', name);
  end loop;
end
$$;

-- Random challenges for passkeys; each is taken once. Asked for before anybody is known, so by function only.
create table passkey_challenge (
  digest bytea not null,
  purpose text not null,
  expires_at timestamptz not null,
  constraint pk_passkey_challenge primary key (digest),
  constraint ck_passkey_challenge__digest check (length(digest) = 32),
  constraint ck_passkey_challenge__purpose check (char_length(purpose) <= 100)
);
create index ix_passkey_challenge__expires_at on passkey_challenge (expires_at);
call kontor.protect('passkey_challenge', 'global');
revoke all on passkey_challenge from kontor_app;

grant select, update on sign_in_ticket to kontor_directory;
grant select, delete on user_factor, recovery_code, passkey, factor_code, trusted_device to kontor_directory;
grant delete on sign_in_ticket, access_confirmation to kontor_directory;
grant select on access_confirmation to kontor_directory;
grant select, insert, delete on passkey_challenge to kontor_directory;

create function kontor.keep_challenge(p_digest bytea, p_purpose text, p_now timestamptz) returns void
language sql
as $$
  delete from passkey_challenge where expires_at <= p_now;
  insert into passkey_challenge (digest, purpose, expires_at)
  values (p_digest, p_purpose, p_now + interval '5 minutes');
$$;

create function kontor.take_challenge(p_digest bytea, p_purpose text, p_now timestamptz) returns boolean
language sql
as $$
  with taken as (delete from passkey_challenge where digest = p_digest returning purpose, expires_at)
  select coalesce(bool_and(purpose = p_purpose and expires_at > p_now), false) from taken
$$;

-- The identity behind a passkey, where its user is active and not locked.
create function kontor.identity_by_passkey(p_credential_id text, p_now timestamptz) returns jsonb
language sql stable
as $$
  select kontor.identity_of(k.tenant_id, k.user_id)
  from passkey k
  left join user_credential c on c.tenant_id = k.tenant_id and c.user_id = k.user_id
  where k.credential_id = p_credential_id and (c.locked_until is null or c.locked_until <= p_now)
$$;

-- What sign-in asks of a user of the caller's tenant: the strictest of the roles he holds at that instant,
-- with those they inherit. In PL/pgSQL, since what grants something (0091) is defined later.
create function kontor.sign_in_rules(p_user_id uuid, p_now timestamptz)
returns table (second_factor text, session_limit integer, is_temporary boolean)
language plpgsql stable
as $$
#variable_conflict use_column
begin
  return query
  with recursive held (role_id) as (
    select g.role_id from kontor.grants_of(kontor.tenant_id(), p_user_id) g
    where (g.starts_at is null or g.starts_at <= p_now) and (g.ends_at is null or g.ends_at > p_now)
    union
    select i.inherits_id from held h join role_inherits i on i.role_id = h.role_id
  )
  select
    case when bool_or(r.second_factor = 'required') then 'required'
      when bool_or(r.second_factor = 'offered') or count(r.id) = 0 then 'offered' else 'off' end,
    min(r.session_limit),
    coalesce((select c.is_temporary or c.password_set_at < p_now - make_interval(days => o.password_days)
      from user_credential c
      join organization o on o.tenant_id = c.tenant_id and o.id = c.tenant_id
      where c.tenant_id = kontor.tenant_id() and c.user_id = p_user_id), false)
  from held h join role r on r.id = h.role_id and (r.valid_until is null or r.valid_until > p_now);
end
$$;

-- A ticket that may be worked on, locked for this transaction, and whose it is. A wrong one is noted; no
-- answer tells what is wrong with it.
create function kontor.open_ticket(p_digest bytea, p_steps text[], p_channels text[], p_now timestamptz,
  p_context jsonb, p_device text)
returns table (id uuid, step text, channel text, proven text, identity jsonb)
language plpgsql
as $$
#variable_conflict use_column
declare
  held sign_in_ticket;
  reason text;
begin
  select * into held from sign_in_ticket t where t.token_digest = p_digest for update;
  reason := case
    when held.id is null then 'ticket unknown'
    when held.used_at is not null then 'ticket used'
    when held.expires_at <= p_now then 'ticket expired'
    when held.attempts >= 10 then 'ticket spent'
    when held.step <> all (p_steps) or held.channel <> all (p_channels) then 'ticket of another step'
    when held.address <> p_context ->> 'ip_address' or held.device <> p_device then 'ticket of another device'
    when exists (select from user_credential c where c.tenant_id = held.tenant_id
      and c.user_id = held.user_id and c.locked_until > p_now) then 'locked' end;
  if reason is null then
    update sign_in_ticket t set attempts = t.attempts + 1
    where t.tenant_id = held.tenant_id and t.id = held.id;
    return query select held.id, held.step, held.channel, held.proven,
      kontor.identity_of(held.tenant_id, held.user_id);
    return;
  end if;
  insert into audit_log (tenant_id, user_id, action, record, record_id, record_label, context)
  select held.tenant_id, held.user_id, 'LOGIN_FAILED', 'user.user_account', held.user_id::text,
    coalesce((select u.username from user_account u
      where u.tenant_id = held.tenant_id and u.id = held.user_id), ''),
    p_context || jsonb_build_object('reason', reason);
end
$$;

-- A temporary password has served: it opens nothing more (PWD-07).
create function kontor.spend_temporary_password(p_user_id uuid, p_now timestamptz) returns void
language sql
as $$
  update user_credential set valid_until = least(valid_until, p_now)
  where tenant_id = kontor.tenant_id() and user_id = p_user_id and is_temporary
$$;
create function kontor.make_password_temporary(p_user_id uuid, p_valid_until timestamptz) returns void
language sql
as $$
  update user_credential set is_temporary = true, valid_until = p_valid_until
  where tenant_id = kontor.tenant_id() and user_id = p_user_id
$$;

-- For proving once more who one is: the same lock holds as for signing in.
create function kontor.is_locked(p_user_id uuid, p_now timestamptz) returns boolean
language sql stable
as $$
  select exists (select from user_credential
    where tenant_id = kontor.tenant_id() and user_id = p_user_id and locked_until > p_now)
$$;
create function kontor.knows_password(p_user_id uuid, p_proofs text[]) returns boolean
language sql stable
as $$
  select exists (select from user_credential
    where tenant_id = kontor.tenant_id() and user_id = p_user_id and password_hash = any (p_proofs))
$$;

-- Which factors users of the caller's tenant have, and never more than that.
create function kontor.factor_kinds(p_user_id uuid) returns text[]
language sql stable
as $$
  select array(
    select f.kind from user_factor f
    where f.tenant_id = kontor.tenant_id() and f.user_id = p_user_id and f.confirmed_at is not null
    union
    select 'passkey' from passkey k where k.tenant_id = kontor.tenant_id() and k.user_id = p_user_id
    union
    select 'recovery' from recovery_code c
    where c.tenant_id = kontor.tenant_id() and c.user_id = p_user_id and c.used_at is null
    order by 1)
$$;

-- Trust ends with the password it was given under, and so does half a sign-in.
create function kontor.end_trust() returns trigger
language plpgsql
as $$
begin
  delete from trusted_device where tenant_id = new.tenant_id and user_id = new.user_id;
  delete from sign_in_ticket where tenant_id = new.tenant_id and user_id = new.user_id;
  return null;
end
$$;

call kontor.define_as('kontor_directory',
  'kontor.keep_challenge(bytea, text, timestamptz)',
  'kontor.take_challenge(bytea, text, timestamptz)',
  'kontor.identity_by_passkey(text, timestamptz)',
  'kontor.sign_in_rules(uuid, timestamptz)',
  'kontor.open_ticket(bytea, text[], text[], timestamptz, jsonb, text)',
  'kontor.spend_temporary_password(uuid, timestamptz)',
  'kontor.make_password_temporary(uuid, timestamptz)',
  'kontor.is_locked(uuid, timestamptz)',
  'kontor.knows_password(uuid, text[])',
  'kontor.factor_kinds(uuid)',
  'kontor.end_trust()');
call kontor.open_to_application(
  'kontor.keep_challenge(bytea, text, timestamptz)',
  'kontor.take_challenge(bytea, text, timestamptz)',
  'kontor.identity_by_passkey(text, timestamptz)',
  'kontor.sign_in_rules(uuid, timestamptz)',
  'kontor.open_ticket(bytea, text[], text[], timestamptz, jsonb, text)',
  'kontor.spend_temporary_password(uuid, timestamptz)',
  'kontor.make_password_temporary(uuid, timestamptz)',
  'kontor.is_locked(uuid, timestamptz)',
  'kontor.knows_password(uuid, text[])',
  'kontor.factor_kinds(uuid)');

create trigger end_trust after update of password_hash on user_credential for each row
  when (old.password_hash is distinct from new.password_hash)
  execute function kontor.end_trust();
