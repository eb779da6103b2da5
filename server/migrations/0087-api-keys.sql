-- Service accounts, their keys, and how these are used (RULINGS 5).

create table service_account (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  name text not null,
  description text not null default '',
  owner_id uuid not null,
  account_id uuid not null,
  is_active boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_service_account primary key (tenant_id, id),
  constraint uq_service_account__name unique (tenant_id, name),
  constraint fk_service_account__owner foreign key (tenant_id, owner_id)
    references user_account (tenant_id, id),
  constraint fk_service_account__account foreign key (tenant_id, account_id)
    references user_account (tenant_id, id),
  constraint ck_service_account__name check (char_length(name) between 1 and 100),
  constraint ck_service_account__description check (char_length(description) <= 20000)
);
create index ix_service_account__name on service_account (tenant_id, name, id);
create index ix_service_account__owner on service_account (tenant_id, owner_id, name, id);
create index ix_service_account__account on service_account (tenant_id, account_id);
create index ix_service_account__created_at on service_account (tenant_id, created_at, id);
call kontor.protect('service_account', 'tenant');

create table api_key (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  service_account_id uuid not null,
  name text not null,
  prefix text not null,
  scopes jsonb not null default '[]',
  networks jsonb not null default '[]',
  status text not null default 'active',
  expires_at timestamptz not null,
  usage_limit integer,
  per_minute integer,
  use_count integer not null default 0,
  last_used_at timestamptz,
  replaces_id uuid,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_api_key primary key (tenant_id, id),
  constraint uq_api_key__prefix unique (tenant_id, prefix),
  constraint fk_api_key__service_account foreign key (tenant_id, service_account_id)
    references service_account (tenant_id, id),
  constraint fk_api_key__replaces foreign key (tenant_id, replaces_id) references api_key (tenant_id, id),
  constraint ck_api_key__name check (char_length(name) <= 100),
  constraint ck_api_key__prefix check (char_length(prefix) between 1 and 20),
  constraint ck_api_key__scopes check (jsonb_typeof(scopes) = 'array'),
  constraint ck_api_key__networks check (jsonb_typeof(networks) = 'array'),
  constraint ck_api_key__status check (status in ('active', 'revoked')),
  constraint ck_api_key__usage_limit check (usage_limit between 1 and 2000000000),
  constraint ck_api_key__per_minute check (per_minute between 1 and 1000000),
  constraint ck_api_key__use_count check (use_count between 0 and 2000000000)
);
create index ix_api_key__service_account on api_key (tenant_id, service_account_id, created_at, id);
create index ix_api_key__replaces on api_key (tenant_id, replaces_id) where replaces_id is not null;
create index ix_api_key__name on api_key (tenant_id, name, id);
create index ix_api_key__status on api_key (tenant_id, status, created_at, id);
create index ix_api_key__expires_at on api_key (tenant_id, expires_at, id);
create index ix_api_key__created_at on api_key (tenant_id, created_at, id);
call kontor.protect('api_key', 'tenant');
revoke delete on api_key from kontor_app;

-- A digest only, which the application writes once and never reads: a copy of it opens nothing.
create table api_key_secret (
  tenant_id uuid not null,
  api_key_id uuid not null,
  digest bytea not null,
  constraint pk_api_key_secret primary key (tenant_id, api_key_id),
  constraint uq_api_key_secret__digest unique (digest),
  constraint fk_api_key_secret__api_key foreign key (tenant_id, api_key_id) references api_key (tenant_id, id),
  constraint ck_api_key_secret__digest check (length(digest) = 32)
);
call kontor.protect('api_key_secret', 'tenant');
revoke select, update, delete on api_key_secret from kontor_app;

create table api_key_usage (
  tenant_id uuid not null,
  api_key_id uuid not null,
  day date not null,
  route text not null,
  calls bigint not null default 0,
  refusals bigint not null default 0,
  constraint pk_api_key_usage primary key (tenant_id, api_key_id, day, route),
  constraint fk_api_key_usage__api_key foreign key (tenant_id, api_key_id) references api_key (tenant_id, id)
);
call kontor.protect('api_key_usage', 'tenant');

create table api_key_address (
  tenant_id uuid not null,
  api_key_id uuid not null,
  address text not null,
  device text not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  calls bigint not null,
  constraint pk_api_key_address primary key (tenant_id, api_key_id, address, device),
  constraint fk_api_key_address__api_key foreign key (tenant_id, api_key_id)
    references api_key (tenant_id, id),
  constraint ck_api_key_address__address check (char_length(address) <= 100),
  constraint ck_api_key_address__device check (char_length(device) <= 500)
);
call kontor.protect('api_key_address', 'tenant');

create table api_key_alert (
  tenant_id uuid not null,
  api_key_id uuid not null,
  kind text not null,
  day date not null,
  detail text not null,
  raised_at timestamptz not null,
  constraint pk_api_key_alert primary key (tenant_id, api_key_id, kind, day, detail),
  constraint fk_api_key_alert__api_key foreign key (tenant_id, api_key_id) references api_key (tenant_id, id),
  constraint ck_api_key_alert__kind check (kind in ('new_network', 'refused_network', 'spike', 'limit_reached',
    'rotation_overdue', 'expires_soon')),
  constraint ck_api_key_alert__detail check (char_length(detail) <= 200)
);
create index ix_api_key_alert__raised_at on api_key_alert (tenant_id, raised_at);
call kontor.protect('api_key_alert', 'tenant');
call kontor.append_only('api_key_alert');

grant select on service_account, api_key, api_key_secret, api_key_alert to kontor_directory;
grant update (status, use_count, version, updated_at) on api_key to kontor_directory;
grant insert on api_key_alert to kontor_directory;

-- The key behind a digest and whom it lets in: active, not over, of an active account. p_token_id is of an
-- access token that the key was exchanged for.
create function kontor.api_key_by_digest(p_digest bytea, p_token_id uuid, p_now timestamptz) returns jsonb
language sql stable
as $$
  select jsonb_build_object('id', k.id, 'prefix', k.prefix, 'scopes', k.scopes, 'networks', k.networks,
    'expires_at', k.expires_at, 'usage_limit', k.usage_limit, 'per_minute', k.per_minute,
    'identity', kontor.identity_of(k.tenant_id, a.account_id, p_now))
  from api_key_secret s
  join api_key k on k.tenant_id = s.tenant_id and k.id = s.api_key_id
  join service_account a on a.tenant_id = k.tenant_id and a.id = k.service_account_id and a.is_active
  where s.digest = p_digest and k.status = 'active' and k.expires_at > p_now
    and not exists (
      select from revoked_token r where r.tenant_id = k.tenant_id and r.token_id = p_token_id)
$$;

-- Counts one use of a key that may be used so often only; false where it has been.
create function kontor.spend_api_key(p_digest bytea) returns boolean
language plpgsql
as $$
begin
  update api_key k set use_count = use_count + 1
  from api_key_secret s
  where s.digest = p_digest and k.tenant_id = s.tenant_id and k.id = s.api_key_id
    and k.use_count < k.usage_limit;
  return found;
end
$$;

-- Who is no longer active has no keys either, also when he comes back.
create function kontor.end_keys_of_inactive() returns trigger
language plpgsql
as $$
begin
  update api_key k set status = 'revoked', version = k.version + 1, updated_at = now()
  from service_account a
  where a.tenant_id = new.tenant_id and a.account_id = new.id
    and k.tenant_id = a.tenant_id and k.service_account_id = a.id and k.status = 'active';
  return null;
end
$$;
create trigger end_keys after update of status on user_account for each row
  when (old.status = 'active' and new.status <> 'active')
  execute function kontor.end_keys_of_inactive();

-- Programs sign in by key, never by password.
create function kontor.refuse_password_of_program() returns trigger
language plpgsql
as $$
begin
  if new.password_hash is not null and exists (
    select from user_account u
    where u.tenant_id = new.tenant_id and u.id = new.user_id and u.kind in ('api', 'system')) then
    perform kontor.refuse('user.no_password');
  end if;
  return new;
end
$$;
create trigger refuse_password before insert or update of password_hash on user_credential
  for each row execute function kontor.refuse_password_of_program();

-- Tells the owner of a key's account, once a day for the same thing, and the trail. In the caller's tenant.
create function kontor.alert_about_key(p_api_key_id uuid, p_kind text, p_detail text, p_now timestamptz)
returns void
language plpgsql
as $$
declare
  told record;
  is_german boolean;
begin
  insert into api_key_alert (tenant_id, api_key_id, kind, day, detail, raised_at)
  select k.tenant_id, k.id, p_kind, (p_now at time zone 'UTC')::date, left(p_detail, 200), p_now
  from api_key k where k.tenant_id = kontor.tenant_id() and k.id = p_api_key_id
  on conflict do nothing;
  if not found then
    return;
  end if;
  select k.name, k.prefix, a.name as account, u.id as user_id, u.email, u.language into told
  from api_key k
  join service_account a on a.tenant_id = k.tenant_id and a.id = k.service_account_id
  join user_account u on u.tenant_id = a.tenant_id and u.id = a.owner_id
  where k.tenant_id = kontor.tenant_id() and k.id = p_api_key_id;
  insert into audit_log (tenant_id, actor_name, action, record, record_id, record_label, context)
  values (kontor.tenant_id(), 'Kontor', 'SECURITY_ALERT', 'user.api_key', p_api_key_id::text, told.name,
    jsonb_build_object('kind', p_kind, 'detail', p_detail));
  if told.email is null then
    return;
  end if;
  is_german := told.language like 'de%';
  perform kontor.queue_mail(told.user_id, told.email,
    case when is_german then 'Kontor: API-Schlüssel ' else 'Kontor: API key ' end || told.name,
    case p_kind
      when 'new_network' then case when is_german
        then 'Er wurde erstmals von dieser Adresse benutzt: ' else 'It was used from a new address: ' end
      when 'refused_network' then case when is_german
        then 'Er wurde an einer Adresse abgewiesen, von der er nicht benutzt werden darf: '
        else 'It was refused at an address it may not be used from: ' end
      when 'spike' then case when is_german
        then 'Er wird heute ungewöhnlich oft benutzt: ' else 'It is used unusually often today: ' end
      when 'limit_reached' then case when is_german
        then 'Er hat seine Grenze erreicht: ' else 'It has reached its limit: ' end
      when 'rotation_overdue' then case when is_german
        then 'Er sollte erneuert werden. Tage seit der Ausgabe: '
        else 'It should be rotated. Days since it was issued: ' end
      else case when is_german then 'Er läuft bald ab: ' else 'It expires soon: ' end
    end || p_detail || E'\n\n' || told.account || ' · ' || told.prefix || E'…\n');
end
$$;

-- Every night, by the owner: keys older than ninety days and such as expire within a week, told once a week.
create function kontor.warn_of_old_keys(p_now timestamptz) returns void
language plpgsql
as $$
declare
  due record;
begin
  for due in
    select k.tenant_id, k.id, w.kind, w.detail
    from api_key k
    cross join lateral (values
      ('rotation_overdue', k.created_at < p_now - interval '90 days',
        extract(day from p_now - k.created_at)::text),
      ('expires_soon', k.expires_at < p_now + interval '7 days',
        to_char(k.expires_at at time zone 'UTC', 'YYYY-MM-DD'))) w (kind, is_due, detail)
    where k.status = 'active' and k.expires_at > p_now and w.is_due
      and not exists (select from api_key n where n.tenant_id = k.tenant_id and n.replaces_id = k.id)
      and not exists (
        select from api_key_alert a where a.tenant_id = k.tenant_id and a.api_key_id = k.id
          and a.kind = w.kind and a.raised_at > p_now - interval '7 days')
  loop
    perform set_config('erp.tenant_id', due.tenant_id::text, true);
    perform kontor.alert_about_key(due.id, due.kind, due.detail, p_now);
  end loop;
  insert into audit_log (tenant_id, actor_name, action, record, record_id, record_label)
  select c.tenant_id, 'Kontor', 'CREDENTIAL_ROTATION_OVERDUE', 'user.stored_credential', c.id::text, c.name
  from stored_credential c
  where c.rotation_days is not null and c.rotated_at < p_now - make_interval(days => c.rotation_days)
    and not exists (
      select from audit_log a where a.tenant_id = c.tenant_id and a.record = 'user.stored_credential'
        and a.record_id = c.id::text and a.action = 'CREDENTIAL_ROTATION_OVERDUE'
        and a.occurred_at > p_now - interval '7 days');
end
$$;

-- Whoever holds a refresh token may end its family (RFC 7009).
create function kontor.revoke_refresh_token(p_digest bytea, p_now timestamptz) returns uuid
language plpgsql
as $$
declare
  token refresh_token;
begin
  select * into token from refresh_token t where t.token_digest = p_digest;
  update refresh_token t set revoked_at = p_now
  where t.tenant_id = token.tenant_id and t.family_id = token.family_id and t.revoked_at is null;
  return token.tenant_id;
end
$$;

call kontor.define_as('kontor_directory',
  'kontor.api_key_by_digest(bytea, uuid, timestamptz)',
  'kontor.spend_api_key(bytea)',
  'kontor.end_keys_of_inactive()',
  'kontor.refuse_password_of_program()',
  'kontor.alert_about_key(uuid, text, text, timestamptz)',
  'kontor.revoke_refresh_token(bytea, timestamptz)');
call kontor.open_to_application(
  'kontor.api_key_by_digest(bytea, uuid, timestamptz)',
  'kontor.spend_api_key(bytea)',
  'kontor.alert_about_key(uuid, text, text, timestamptz)',
  'kontor.revoke_refresh_token(bytea, timestamptz)');
revoke all on function kontor.warn_of_old_keys(timestamptz) from public;

create trigger tell_access after update on api_key for each row
  when ((old.status, old.expires_at, old.scopes, old.networks, old.usage_limit, old.per_minute)
    is distinct from (new.status, new.expires_at, new.scopes, new.networks, new.usage_limit, new.per_minute))
  execute function kontor.tell_access();
create trigger tell_access after update of is_active on service_account for each row
  execute function kontor.tell_access();
