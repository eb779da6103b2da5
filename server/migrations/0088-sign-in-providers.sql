-- Signing in by a provider or a directory: whom it means here, and which roles its groups give.

create table sign_in_provider (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  name text not null,
  kind text not null default 'oidc',
  is_active boolean not null default true,
  credential_id uuid,
  issuer text,
  client_id text,
  scopes text not null default 'openid profile email',
  authorization_url text,
  token_url text,
  userinfo_url text,
  servers jsonb not null default '[]',
  encryption text not null default 'tls',
  certificate text not null default '',
  bind_name text,
  search_base text,
  user_filter text not null default '(&(objectClass=person)(uid={username}))',
  subject_attribute text not null default 'entryUUID',
  name_attribute text not null default 'displayName',
  email_attribute text not null default 'mail',
  group_filter text,
  falls_back boolean not null default false,
  groups_from text not null default 'groups',
  links_by_email boolean not null default false,
  provisions boolean not null default false,
  email_domains jsonb not null default '[]',
  home_id uuid,
  role_id uuid,
  trusts_second_factor boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_sign_in_provider primary key (tenant_id, id),
  constraint uq_sign_in_provider__name unique (tenant_id, name),
  constraint fk_sign_in_provider__credential foreign key (tenant_id, credential_id)
    references stored_credential (tenant_id, id),
  constraint fk_sign_in_provider__home foreign key (tenant_id, home_id) references organization (tenant_id, id),
  constraint fk_sign_in_provider__role foreign key (role_id) references role (id),
  constraint ck_sign_in_provider__name check (char_length(name) between 1 and 100),
  constraint ck_sign_in_provider__kind check (kind in ('oidc', 'oauth2', 'ldap')),
  constraint ck_sign_in_provider__issuer check (char_length(issuer) between 1 and 500),
  constraint ck_sign_in_provider__client_id check (char_length(client_id) between 1 and 255),
  constraint ck_sign_in_provider__scopes check (char_length(scopes) between 1 and 255),
  constraint ck_sign_in_provider__authorization_url check (char_length(authorization_url) between 1 and 500),
  constraint ck_sign_in_provider__token_url check (char_length(token_url) between 1 and 500),
  constraint ck_sign_in_provider__userinfo_url check (char_length(userinfo_url) between 1 and 500),
  constraint ck_sign_in_provider__servers check (jsonb_typeof(servers) = 'array'),
  constraint ck_sign_in_provider__encryption check (encryption in ('tls', 'start_tls', 'none')),
  constraint ck_sign_in_provider__certificate check (char_length(certificate) <= 20000),
  constraint ck_sign_in_provider__bind_name check (char_length(bind_name) between 1 and 500),
  constraint ck_sign_in_provider__search_base check (char_length(search_base) between 1 and 500),
  constraint ck_sign_in_provider__user_filter check (char_length(user_filter) between 1 and 1000),
  constraint ck_sign_in_provider__subject_attribute check (char_length(subject_attribute) between 1 and 100),
  constraint ck_sign_in_provider__name_attribute check (char_length(name_attribute) between 1 and 100),
  constraint ck_sign_in_provider__email_attribute check (char_length(email_attribute) between 1 and 100),
  constraint ck_sign_in_provider__group_filter check (char_length(group_filter) between 1 and 1000),
  constraint ck_sign_in_provider__groups_from check (char_length(groups_from) between 1 and 100),
  constraint ck_sign_in_provider__email_domains check (jsonb_typeof(email_domains) = 'array')
);
create index ix_sign_in_provider__name on sign_in_provider (tenant_id, name, id);
create index ix_sign_in_provider__kind on sign_in_provider (tenant_id, kind, name, id);
create index ix_sign_in_provider__is_active on sign_in_provider (tenant_id, is_active, name, id);
create index ix_sign_in_provider__created_at on sign_in_provider (tenant_id, created_at, id);
create index ix_sign_in_provider__credential on sign_in_provider (tenant_id, credential_id)
  where credential_id is not null;
create index ix_sign_in_provider__home on sign_in_provider (tenant_id, home_id) where home_id is not null;
create index ix_sign_in_provider__role on sign_in_provider (role_id) where role_id is not null;
call kontor.protect('sign_in_provider', 'tenant');
call kontor.guard_references('sign_in_provider', '{"role_id": "role"}');

create table group_role (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  provider_id uuid not null,
  group_name text not null,
  role_id uuid not null,
  includes_descendants boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_group_role primary key (tenant_id, id),
  constraint uq_group_role__group_name__provider__role__organization
    unique (tenant_id, organization_id, provider_id, group_name, role_id),
  constraint fk_group_role__organization foreign key (tenant_id, organization_id)
    references organization (tenant_id, id),
  constraint fk_group_role__provider foreign key (tenant_id, provider_id)
    references sign_in_provider (tenant_id, id),
  constraint fk_group_role__role foreign key (role_id) references role (id),
  constraint ck_group_role__group_name check (char_length(group_name) between 1 and 500)
);
create index ix_group_role__organization on group_role (tenant_id, organization_id, group_name, id);
create index ix_group_role__provider on group_role (tenant_id, provider_id, group_name, id);
create index ix_group_role__role on group_role (role_id, tenant_id, group_name, id);
create index ix_group_role__group_name on group_role (tenant_id, group_name, id);
create index ix_group_role__created_at on group_role (tenant_id, created_at, id);
call kontor.protect('group_role', 'organization');
call kontor.guard_references('group_role', '{"role_id": "role"}');

-- Who is meant by a subject of a provider; a subject is one user, and a user one subject of each.
create table external_identity (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  user_id uuid not null,
  provider_id uuid not null,
  subject text not null,
  linked_at timestamptz not null,
  last_used_at timestamptz,
  constraint pk_external_identity primary key (tenant_id, id),
  constraint uq_external_identity__subject unique (tenant_id, provider_id, subject),
  constraint uq_external_identity__user unique (tenant_id, provider_id, user_id),
  constraint fk_external_identity__user foreign key (tenant_id, user_id)
    references user_account (tenant_id, id),
  constraint fk_external_identity__provider foreign key (tenant_id, provider_id)
    references sign_in_provider (tenant_id, id) on delete cascade,
  constraint ck_external_identity__subject check (char_length(subject) between 1 and 255)
);
create index ix_external_identity__user on external_identity (tenant_id, user_id);
call kontor.protect('external_identity', 'tenant');

grant select on sign_in_provider, group_role to kontor_directory;
grant select, insert, update on external_identity to kontor_directory;
grant insert on user_account, organization_membership to kontor_directory;

-- For the page of sign-in, before anybody is known: those of the company of that code, else of the only one.
create function kontor.sign_in_providers(p_tenant text) returns table (id uuid, name text, kind text)
language sql stable
as $$
  select p.id, p.name, p.kind
  from sign_in_provider p
  join organization o on o.tenant_id = p.tenant_id and o.id = p.tenant_id
  where p.is_active and case when p_tenant is null
    then not exists (select from organization t where t.id = t.tenant_id and t.id <> p.tenant_id)
    else o.code_lower = lower(p_tenant) end
  order by p.name
$$;

create function kontor.tenant_of_provider(p_id uuid, out tenant_id uuid, out code text)
language sql stable
as $$
  select p.tenant_id, o.code
  from sign_in_provider p
  join organization o on o.tenant_id = p.tenant_id and o.id = p.tenant_id
  where p.id = p_id and p.is_active
$$;

-- The active user of the caller's tenant behind a subject, as the provider's rules say: linked already, linked
-- now by its verified address, or made. `reason` says for the trail why there is none.
create function kontor.enter_by_provider(p_provider_id uuid, p_subject text, p_email text,
  p_is_verified boolean, p_username text, p_name text, p_now timestamptz, p_context jsonb,
  out user_id uuid, out identity jsonb, out reason text)
language plpgsql
as $$
#variable_conflict use_column
declare
  provider sign_in_provider;
  found_ids uuid[];
  address constant text := case when p_is_verified then nullif(p_email, '') end;
begin
  select * into provider from sign_in_provider p
  where p.tenant_id = kontor.tenant_id() and p.id = p_provider_id and p.is_active;
  -- Two first sign-ins of one subject wait for one another.
  perform pg_advisory_xact_lock(hashtextextended('subject ' || p_provider_id || ' ' || p_subject, 0));
  update external_identity e set last_used_at = p_now
  where e.tenant_id = kontor.tenant_id() and e.provider_id = provider.id and e.subject = p_subject
  returning e.user_id into user_id;
  if user_id is null and address is not null and (provider.email_domains = '[]'
    or exists (select from jsonb_array_elements_text(provider.email_domains) d (domain)
      where lower(address) like '%@' || lower(d.domain))) then
    select array_agg(u.id) into found_ids from user_account u
    where u.tenant_id = kontor.tenant_id() and lower(u.email) = lower(address);
    if cardinality(found_ids) > 0 and not provider.links_by_email then
      reason := 'address of an account that is not linked';
    elsif cardinality(found_ids) > 1 then
      reason := 'address of several accounts';
    elsif cardinality(found_ids) = 1 then
      select u.id into user_id from user_account u
      where u.tenant_id = kontor.tenant_id() and u.id = found_ids[1] and u.status = 'active'
        and u.kind in ('internal', 'external')
        and not exists (select from external_identity e
          where e.tenant_id = u.tenant_id and e.provider_id = provider.id and e.user_id = u.id);
      reason := case when user_id is null then 'account not active or linked otherwise' end;
    elsif provider.provisions then
      user_id := kontor.provision_user(provider, address, p_username, p_name, p_now);
      reason := case when user_id is null then 'user name taken' end;
    end if;
    if user_id is not null then
      perform kontor.link_identity(provider.id, user_id, p_subject, p_now, p_context);
    end if;
  end if;
  identity := kontor.identity_of(kontor.tenant_id(), user_id, p_now);
  if identity is not null then
    return;
  end if;
  insert into audit_log (tenant_id, user_id, action, record, record_id, record_label, context)
  values (kontor.tenant_id(), user_id, 'LOGIN_FAILED', 'user.sign_in_provider', provider.id::text,
    provider.name, p_context || jsonb_build_object('username_attempt', left(p_username, 150),
      'reason', coalesce(reason, case when user_id is null then 'nobody is linked' else 'not active' end)));
end
$$;

create function kontor.link_identity(p_provider_id uuid, p_user_id uuid, p_subject text, p_now timestamptz,
  p_context jsonb) returns void
language plpgsql
as $$
begin
  insert into external_identity (tenant_id, user_id, provider_id, subject, linked_at, last_used_at)
  values (kontor.tenant_id(), p_user_id, p_provider_id, p_subject, p_now, p_now);
  insert into audit_log (tenant_id, user_id, actor_name, action, record, record_id, record_label, context)
  select u.tenant_id, u.id, u.display_name, 'ACCOUNT_LINKED', 'user.user_account', u.id::text, u.username,
    p_context || jsonb_build_object('provider', p.name)
  from user_account u
  join sign_in_provider p on p.tenant_id = u.tenant_id and p.id = p_provider_id
  where u.tenant_id = kontor.tenant_id() and u.id = p_user_id;
end
$$;

-- Null where somebody has the name already.
create function kontor.provision_user(p_provider sign_in_provider, p_email text, p_username text, p_name text,
  p_now timestamptz) returns uuid
language plpgsql
as $$
declare
  made user_account;
begin
  insert into user_account (tenant_id, username, display_name, email, created_at, updated_at)
  values (p_provider.tenant_id, left(p_username, 150), left(p_name, 150), p_email, p_now, p_now)
  on conflict do nothing
  returning * into made;
  if made.id is null then
    return null;
  end if;
  insert into organization_membership (tenant_id, organization_id, user_id, role_id, join_date)
  values (made.tenant_id, p_provider.home_id, made.id, p_provider.role_id, p_now::date);
  insert into audit_log (tenant_id, organization_id, actor_name, action, record, record_id, record_label)
  values (made.tenant_id, null, p_provider.name, 'CREATE', 'user.user_account', made.id::text, made.username),
    (made.tenant_id, p_provider.home_id, p_provider.name, 'PERMISSION_ASSIGN', 'user.user_account',
      made.id::text, made.username);
  return made.id;
end
$$;

-- Of the caller's tenant, once its groups have been looked at.
create function kontor.identity_by_subject(p_provider_id uuid, p_subject text, p_now timestamptz) returns jsonb
language sql stable
as $$
  select kontor.identity_of(e.tenant_id, e.user_id, p_now)
  from external_identity e
  where e.tenant_id = kontor.tenant_id() and e.provider_id = p_provider_id and e.subject = p_subject
$$;

call kontor.define_as('kontor_directory',
  'kontor.sign_in_providers(text)',
  'kontor.tenant_of_provider(uuid)',
  'kontor.enter_by_provider(uuid, text, text, boolean, text, text, timestamptz, jsonb)',
  'kontor.link_identity(uuid, uuid, text, timestamptz, jsonb)',
  'kontor.provision_user(sign_in_provider, text, text, text, timestamptz)',
  'kontor.identity_by_subject(uuid, text, timestamptz)');
call kontor.open_to_application(
  'kontor.sign_in_providers(text)',
  'kontor.tenant_of_provider(uuid)',
  'kontor.enter_by_provider(uuid, text, text, boolean, text, text, timestamptz, jsonb)',
  'kontor.link_identity(uuid, uuid, text, timestamptz, jsonb)',
  'kontor.identity_by_subject(uuid, text, timestamptz)');
