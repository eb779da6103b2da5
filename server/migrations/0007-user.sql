-- Who signs in, with which role, in which organizations.

-- Users.
create table user_account (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  username text not null,
  username_lower text collate "C" not null generated always as (lower(username)) stored,
  display_name text not null,
  email text,
  kind text not null default 'internal',
  status text not null default 'active',
  status_reason text not null default '',
  language text not null default 'en',
  timezone text not null default 'UTC',
  last_login_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_user_account primary key (tenant_id, id),
  constraint uq_user_account__username unique (tenant_id, username_lower),
  constraint ck_user_account__username check (char_length(username) between 1 and 150),
  constraint ck_user_account__display_name check (char_length(display_name) between 1 and 150),
  constraint ck_user_account__email check (char_length(email) between 1 and 255),
  constraint ck_user_account__kind check (kind in ('internal', 'external', 'system', 'api')),
  constraint ck_user_account__status check (status in ('active', 'inactive', 'suspended')),
  constraint ck_user_account__status_reason check (char_length(status_reason) <= 1000),
  constraint ck_user_account__language check (char_length(language) between 1 and 10),
  constraint ck_user_account__timezone check (char_length(timezone) between 1 and 60)
);
create index ix_user_account__username on user_account (tenant_id, username_lower, id);
create index ix_user_account__display_name on user_account (tenant_id, display_name, id);
create index ix_user_account__created_at on user_account (tenant_id, created_at, id);
create index ix_user_account__status on user_account (tenant_id, status, username_lower, id);
create index ix_user_account__kind on user_account (tenant_id, kind, username_lower, id);
call kontor.protect('user_account', 'tenant');

-- Roles.
create table role (
  id uuid not null default uuidv7(),
  tenant_id uuid,
  code text not null,
  code_lower text collate "C" not null generated always as (lower(code)) stored,
  name text not null,
  title jsonb not null default '{}',
  description text not null default '',
  permissions jsonb not null default '[]',
  field_rules jsonb not null default '{}',
  discount_limit numeric(20,2),
  second_factor text not null default 'offered',
  session_limit integer,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_role primary key (id),
  constraint uq_role__code unique nulls not distinct (tenant_id, code_lower),
  constraint ck_role__code check (char_length(code) between 1 and 50),
  constraint ck_role__name check (char_length(name) between 1 and 100),
  constraint ck_role__title check (jsonb_typeof(title) = 'object'),
  constraint ck_role__description check (char_length(description) <= 20000),
  constraint ck_role__permissions check (jsonb_typeof(permissions) = 'array'),
  constraint ck_role__field_rules check (jsonb_typeof(field_rules) = 'object'),
  constraint ck_role__discount_limit check (discount_limit between 0 and 100),
  constraint ck_role__second_factor check (second_factor in ('off', 'offered', 'required')),
  constraint ck_role__session_limit check (session_limit between 1 and 1000)
);
create index ix_role__code on role (tenant_id, code_lower, id);
create index ix_role__name on role (tenant_id, name, id);
call kontor.protect('role', 'tenant');

-- Roles: inherits.
create table role_inherits (
  tenant_id uuid,
  role_id uuid not null,
  inherits_id uuid not null,
  constraint pk_role_inherits primary key (role_id, inherits_id),
  constraint fk_role_inherits__role foreign key (role_id) references role (id) on delete cascade,
  constraint fk_role_inherits__inherits foreign key (inherits_id) references role (id)
);
create index ix_role_inherits__inherits on role_inherits (inherits_id);
call kontor.protect('role_inherits', 'tenant');
call kontor.guard_references('role_inherits', '{"inherits_id": "role"}');

-- Memberships.
create table organization_membership (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  user_id uuid not null,
  role_id uuid not null,
  includes_descendants boolean not null default true,
  is_active boolean not null default true,
  is_default boolean not null default false,
  join_date date,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_organization_membership primary key (tenant_id, id),
  constraint uq_organization_membership__user__organization unique (tenant_id, user_id, organization_id),
  constraint fk_organization_membership__organization foreign key (tenant_id, organization_id)
    references organization (tenant_id, id),
  constraint fk_organization_membership__user foreign key (tenant_id, user_id)
    references user_account (tenant_id, id),
  constraint fk_organization_membership__role foreign key (role_id) references role (id)
);
create index ix_organization_membership__organization on organization_membership
  (tenant_id, organization_id, created_at, id);
create index ix_organization_membership__user on organization_membership
  (tenant_id, user_id, created_at, id);
create index ix_organization_membership__role on organization_membership
  (role_id, tenant_id, created_at, id);
create index ix_organization_membership__created_at on organization_membership (tenant_id, created_at, id);
create index ix_organization_membership__is_active on organization_membership
  (tenant_id, is_active, created_at, id);
call kontor.protect('organization_membership', 'organization');
call kontor.guard_references('organization_membership', '{"role_id": "role"}');

-- What proves who somebody is stands apart from what others see of them: the application never reads it,
-- only the functions of 0009 do.
create table user_credential (
  tenant_id uuid not null,
  user_id uuid not null,
  password_hash text,
  password_set_at timestamptz,
  failed_attempts integer not null default 0,
  locked_until timestamptz,
  -- One that somebody else has chosen: it serves once, until then, for choosing an own one.
  is_temporary boolean not null default false,
  valid_until timestamptz,
  constraint pk_user_credential primary key (tenant_id, user_id),
  constraint fk_user_credential__user foreign key (tenant_id, user_id)
    references user_account (tenant_id, id) on delete cascade,
  constraint ck_user_credential__failed_attempts check (failed_attempts >= 0)
);
call kontor.protect('user_credential', 'tenant');
revoke all on user_credential from kontor_app;

-- Earlier passwords, so that none of the last ones comes back (RULINGS 7).
create table password_history (
  tenant_id uuid not null,
  user_id uuid not null,
  set_at timestamptz not null,
  password_hash text not null,
  constraint pk_password_history primary key (tenant_id, user_id, set_at),
  constraint fk_password_history__user foreign key (tenant_id, user_id)
    references user_account (tenant_id, id) on delete cascade
);
call kontor.protect('password_history', 'tenant');
revoke all on password_history from kontor_app;

-- Users are deactivated, never deleted (RULINGS 9).
revoke delete on user_account from kontor_app;

-- Sign-in knows the name before it knows the tenant.
create index ix_user_account__sign_in on user_account (username_lower);
