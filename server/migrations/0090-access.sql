-- Further roles beside a membership, rights on single rows, and the identity that is made of all of them.

alter table role
  add column row_rules jsonb not null default '{}',
  add column is_sensitive boolean not null default false,
  add column is_template boolean not null default false,
  add column valid_until timestamptz,
  add column template_id uuid,
  add constraint ck_role__row_rules check (jsonb_typeof(row_rules) = 'object'),
  add constraint fk_role__template foreign key (template_id)
    references role (id) on delete set null (template_id);
create index ix_role__template on role (template_id) where template_id is not null;
create index ix_role__is_sensitive on role (tenant_id, is_sensitive, code_lower, id);
create index ix_role__is_template on role (tenant_id, is_template, code_lower, id);
call kontor.guard_references('role', '{"template_id": "role"}');

-- Its rows come and go and never change.
revoke update on role_inherits from kontor_app;

-- The longest elevation in days; null is that of the organization above, at last 30.
alter table organization
  add column elevation_days integer,
  add constraint ck_organization__elevation_days check (elevation_days between 1 and 366);

-- Assignments: a role beside the membership's own, for a time or for good.
create table role_assignment (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  user_id uuid not null,
  role_id uuid not null,
  includes_descendants boolean not null default true,
  kind text not null default 'regular',
  starts_at timestamptz,
  ends_at timestamptz,
  reason text not null,
  status text not null default 'requested',
  assigned_by_id uuid,
  approved_by_id uuid,
  decided_at timestamptz,
  ended_at timestamptz,
  decision text not null default '',
  extends_id uuid,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_role_assignment primary key (tenant_id, id),
  constraint fk_role_assignment__organization foreign key (tenant_id, organization_id)
    references organization (tenant_id, id),
  constraint fk_role_assignment__user foreign key (tenant_id, user_id) references user_account (tenant_id, id),
  constraint fk_role_assignment__role foreign key (role_id) references role (id),
  constraint fk_role_assignment__assigned_by foreign key (tenant_id, assigned_by_id)
    references user_account (tenant_id, id),
  constraint fk_role_assignment__approved_by foreign key (tenant_id, approved_by_id)
    references user_account (tenant_id, id),
  constraint fk_role_assignment__extends foreign key (tenant_id, extends_id)
    references role_assignment (tenant_id, id) on delete set null (extends_id),
  constraint ck_role_assignment__kind check (kind in ('regular', 'elevation')),
  constraint ck_role_assignment__reason check (char_length(reason) between 1 and 1000),
  constraint ck_role_assignment__status check (status in ('requested', 'approved', 'rejected', 'ended')),
  constraint ck_role_assignment__decision check (char_length(decision) <= 1000),
  constraint ck_role_assignment__ends_at__starts_at check (ends_at > starts_at),
  -- An elevation has exact ends on both sides (TMP-02).
  constraint ck_role_assignment__ends_at__kind check (
    kind <> 'elevation' or starts_at is not null and ends_at is not null),
  -- Nobody decides over his own rights.
  constraint ck_role_assignment__approved_by check (
    approved_by_id <> user_id and approved_by_id <> assigned_by_id)
);
create index ix_role_assignment__organization on role_assignment
  (tenant_id, organization_id, created_at, id);
create index ix_role_assignment__user on role_assignment (tenant_id, user_id, created_at, id);
create index ix_role_assignment__role on role_assignment (role_id, tenant_id, created_at, id);
create index ix_role_assignment__status on role_assignment (tenant_id, status, created_at, id);
create index ix_role_assignment__kind on role_assignment (tenant_id, kind, created_at, id);
create index ix_role_assignment__created_at on role_assignment (tenant_id, created_at, id);
create index ix_role_assignment__ends_at on role_assignment (tenant_id, ends_at, id);
call kontor.index_references('role_assignment');
call kontor.protect('role_assignment', 'organization');
call kontor.guard_references('role_assignment', '{"role_id": "role"}');

-- Rights on one row, of a user or of all who hold a role (PRM-14).
create table object_permission (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  user_id uuid,
  role_id uuid,
  record text not null,
  row_id uuid not null,
  can_view boolean not null default true,
  can_change boolean not null default false,
  can_delete boolean not null default false,
  ends_at timestamptz,
  reason text not null default '',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_object_permission primary key (tenant_id, id),
  constraint uq_object_permission__row_id unique nulls not distinct
    (tenant_id, record, row_id, user_id, role_id),
  constraint fk_object_permission__user foreign key (tenant_id, user_id)
    references user_account (tenant_id, id),
  constraint fk_object_permission__role foreign key (role_id) references role (id),
  constraint ck_object_permission__record check (char_length(record) between 1 and 100),
  constraint ck_object_permission__reason check (char_length(reason) <= 1000),
  constraint ck_object_permission__user check ((user_id is null) <> (role_id is null))
);
create index ix_object_permission__created_at on object_permission (tenant_id, created_at, id);
create index ix_object_permission__user on object_permission (tenant_id, user_id, created_at, id);
create index ix_object_permission__role on object_permission (role_id, tenant_id, created_at, id);
create index ix_object_permission__record on object_permission (tenant_id, record, created_at, id);
create index ix_object_permission__row_id on object_permission (tenant_id, row_id, created_at, id);
call kontor.index_references('object_permission');
call kontor.protect('object_permission', 'tenant');
call kontor.guard_references('object_permission', '{"role_id": "role"}');

grant select on role_assignment, object_permission to kontor_directory;

create trigger tell_access after insert or update or delete on role_assignment
  for each row execute function kontor.tell_access();
create trigger tell_access after insert or update or delete on object_permission
  for each row execute function kontor.tell_access();
