-- How accounts begin alike, by templates, and how they end, by a list of steps for each who leaves.

-- Account templates.
create table account_template (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  name text not null,
  description text not null default '',
  kind text not null default 'internal',
  role_organization_id uuid,
  includes_descendants boolean not null default true,
  job_title text not null default '',
  department_id uuid,
  site_id uuid,
  manager_id uuid,
  language text not null default 'en',
  timezone text not null default 'UTC',
  preferences jsonb not null default '{}',
  is_active boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_account_template primary key (tenant_id, id),
  constraint uq_account_template__name unique (tenant_id, name),
  constraint fk_account_template__role_organization foreign key (tenant_id, role_organization_id)
    references organization (tenant_id, id),
  constraint fk_account_template__department foreign key (tenant_id, department_id)
    references organization (tenant_id, id),
  constraint fk_account_template__site foreign key (tenant_id, site_id)
    references organization (tenant_id, id),
  constraint fk_account_template__manager foreign key (tenant_id, manager_id)
    references user_account (tenant_id, id) on delete set null (manager_id),
  constraint ck_account_template__name check (char_length(name) between 1 and 100),
  constraint ck_account_template__description check (char_length(description) <= 20000),
  constraint ck_account_template__kind check (kind in ('internal', 'external')),
  constraint ck_account_template__job_title check (char_length(job_title) <= 100),
  constraint ck_account_template__language check (char_length(language) between 1 and 10),
  constraint ck_account_template__timezone check (char_length(timezone) between 1 and 60),
  constraint ck_account_template__preferences check (jsonb_typeof(preferences) = 'object')
);
create index ix_account_template__role_organization on account_template (tenant_id, role_organization_id)
  where role_organization_id is not null;
create index ix_account_template__department on account_template (tenant_id, department_id)
  where department_id is not null;
create index ix_account_template__site on account_template (tenant_id, site_id)
  where site_id is not null;
create index ix_account_template__manager on account_template (tenant_id, manager_id)
  where manager_id is not null;
create index ix_account_template__name on account_template (tenant_id, name, id);
create index ix_account_template__created_at on account_template (tenant_id, created_at, id);
create index ix_account_template__kind on account_template (tenant_id, kind, name, id);
create index ix_account_template__is_active on account_template (tenant_id, is_active, name, id);
call kontor.protect('account_template', 'tenant');

-- Account templates: roles.
create table account_template_roles (
  tenant_id uuid not null,
  account_template_id uuid not null,
  roles_id uuid not null,
  constraint pk_account_template_roles primary key (tenant_id, account_template_id, roles_id),
  constraint fk_account_template_roles__account_template foreign key (tenant_id, account_template_id)
    references account_template (tenant_id, id) on delete cascade,
  constraint fk_account_template_roles__roles foreign key (roles_id) references role (id)
);
create index ix_account_template_roles__roles on account_template_roles (roles_id);
call kontor.protect('account_template_roles', 'tenant');
call kontor.guard_references('account_template_roles', '{"roles_id": "role"}');

-- Offboardings.
create table offboarding (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  user_id uuid not null,
  reason text not null,
  leaves_on date,
  successor_id uuid,
  status text not null default 'open',
  ticks jsonb not null default '{}',
  completed_at timestamptz,
  completed_by_id uuid,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_offboarding primary key (tenant_id, id),
  constraint fk_offboarding__user foreign key (tenant_id, user_id) references user_account (tenant_id, id),
  constraint fk_offboarding__successor foreign key (tenant_id, successor_id)
    references user_account (tenant_id, id),
  constraint fk_offboarding__completed_by foreign key (tenant_id, completed_by_id)
    references user_account (tenant_id, id),
  constraint ck_offboarding__reason check (char_length(reason) between 1 and 1000),
  constraint ck_offboarding__status check (status in ('open', 'completed', 'cancelled')),
  constraint ck_offboarding__ticks check (jsonb_typeof(ticks) = 'object')
);
create index ix_offboarding__user on offboarding (tenant_id, user_id, created_at, id);
create index ix_offboarding__successor on offboarding (tenant_id, successor_id)
  where successor_id is not null;
create index ix_offboarding__completed_by on offboarding (tenant_id, completed_by_id)
  where completed_by_id is not null;
create index ix_offboarding__created_at on offboarding (tenant_id, created_at, id);
create index ix_offboarding__leaves_on on offboarding (tenant_id, leaves_on, id);
create index ix_offboarding__status on offboarding (tenant_id, status, created_at, id);
-- Who leaves leaves once.
create unique index uq_offboarding__user on offboarding (tenant_id, user_id) where status = 'open';
call kontor.protect('offboarding', 'tenant');

-- How many devices are spared the second factor of a user of the caller's tenant, and never more than that.
create function kontor.trusted_devices_of(p_user_id uuid, p_now timestamptz) returns integer
language sql stable
as $$
  select count(*)::integer from trusted_device d
  where d.tenant_id = kontor.tenant_id() and d.user_id = p_user_id and d.expires_at > p_now
$$;
call kontor.define_as('kontor_directory', 'kontor.trusted_devices_of(uuid, timestamptz)');
call kontor.open_to_application('kontor.trusted_devices_of(uuid, timestamptz)');
