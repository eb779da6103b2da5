-- Requests for access: who asked for what and why, who decides, and what came of it.

-- Who is asked first where somebody wants the role (PRQ-03).
alter table role
  add column owner_id uuid,
  add constraint fk_role__owner foreign key (tenant_id, owner_id) references user_account (tenant_id, id)
    on delete set null (owner_id),
  add constraint ck_role__owner__tenant check (tenant_id is not null or owner_id is null);
call kontor.index_references('role');

create table access_request (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  requester_id uuid not null,
  role_id uuid,
  permission text,
  record text,
  row_id uuid,
  includes_descendants boolean not null default false,
  justification text not null,
  is_urgent boolean not null default false,
  ends_at timestamptz,
  status text not null default 'requested',
  approver_id uuid,
  routed_by text not null default 'organization',
  decided_by_id uuid,
  decided_at timestamptz,
  decision text not null default '',
  assignment_id uuid,
  object_permission_id uuid,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_access_request primary key (tenant_id, id),
  constraint fk_access_request__organization foreign key (tenant_id, organization_id)
    references organization (tenant_id, id),
  constraint fk_access_request__requester foreign key (tenant_id, requester_id)
    references user_account (tenant_id, id),
  constraint fk_access_request__role foreign key (role_id) references role (id),
  constraint fk_access_request__approver foreign key (tenant_id, approver_id)
    references user_account (tenant_id, id),
  constraint fk_access_request__decided_by foreign key (tenant_id, decided_by_id)
    references user_account (tenant_id, id),
  constraint fk_access_request__assignment foreign key (tenant_id, assignment_id)
    references role_assignment (tenant_id, id) on delete set null (assignment_id),
  constraint fk_access_request__object_permission foreign key (tenant_id, object_permission_id)
    references object_permission (tenant_id, id) on delete set null (object_permission_id),
  constraint ck_access_request__permission check (char_length(permission) between 1 and 100),
  constraint ck_access_request__record check (char_length(record) between 1 and 100),
  constraint ck_access_request__row_id check ((row_id is null) = (record is null)),
  constraint ck_access_request__role check (role_id is not null or permission is not null),
  constraint ck_access_request__justification check (char_length(justification) between 1 and 1000),
  constraint ck_access_request__status check (status in ('requested', 'approved', 'rejected', 'withdrawn')),
  constraint ck_access_request__routed_by check (
    routed_by in ('role_owner', 'supervisor', 'organization', 'forwarded')),
  constraint ck_access_request__decision check (char_length(decision) <= 1000),
  -- Nobody decides over what he asked for himself (PRQ-06).
  constraint ck_access_request__decided_by check (decided_by_id <> requester_id)
);
create index ix_access_request__created_at on access_request (tenant_id, created_at, id);
create index ix_access_request__organization on access_request (tenant_id, organization_id, created_at, id);
create index ix_access_request__requester on access_request (tenant_id, requester_id, created_at, id);
create index ix_access_request__approver on access_request (tenant_id, approver_id, created_at, id);
create index ix_access_request__role on access_request (role_id, tenant_id, created_at, id);
create index ix_access_request__status on access_request (tenant_id, status, created_at, id);
create index ix_access_request__is_urgent on access_request (tenant_id, is_urgent, created_at, id);
call kontor.index_references('access_request');
call kontor.protect('access_request', 'organization');
call kontor.guard_references('access_request', '{"role_id": "role"}');

-- Managers decide over requests, and give others on.
update role set permissions = permissions || '["user.view_accessrequest", "user.add_accessrequest",
  "user.change_accessrequest", "user.approve_accessrequest", "user.reject_accessrequest",
  "user.withdraw_accessrequest"]'
where tenant_id is null and code = 'manager';
