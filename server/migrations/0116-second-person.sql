-- Actions that ask for two persons: which they are, and what one has begun and another is to confirm.

create table dual_control (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  permission text not null,
  hours integer not null default 24,
  note text not null default '',
  status text not null default 'inactive',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_dual_control primary key (tenant_id, id),
  constraint uq_dual_control__permission unique (tenant_id, permission),
  constraint ck_dual_control__permission check (char_length(permission) between 1 and 100),
  constraint ck_dual_control__hours check (hours between 1 and 720),
  constraint ck_dual_control__note check (char_length(note) <= 1000),
  constraint ck_dual_control__status check (status in ('inactive', 'active'))
);
create index ix_dual_control__permission on dual_control (tenant_id, permission, id);
create index ix_dual_control__status on dual_control (tenant_id, status, permission, id);
call kontor.protect('dual_control', 'tenant');
-- Servers keep what asks for two with the identities they keep in memory.
create trigger tell_access after insert or update or delete on dual_control
  for each row execute function kontor.tell_access();

create table pending_action (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  permission text not null,
  place_id uuid,
  "row" text,
  asked_by_id uuid not null,
  expires_at timestamptz not null,
  status text not null default 'pending',
  decided_by_id uuid,
  decided_at timestamptz,
  reason text not null default '',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_pending_action primary key (tenant_id, id),
  constraint fk_pending_action__place foreign key (tenant_id, place_id) references organization (tenant_id, id),
  constraint fk_pending_action__asked_by foreign key (tenant_id, asked_by_id)
    references user_account (tenant_id, id),
  constraint fk_pending_action__decided_by foreign key (tenant_id, decided_by_id)
    references user_account (tenant_id, id),
  constraint ck_pending_action__permission check (char_length(permission) between 1 and 100),
  constraint ck_pending_action__row check (char_length("row") between 1 and 200),
  constraint ck_pending_action__status check (status in ('pending', 'confirmed', 'refused', 'withdrawn')),
  constraint ck_pending_action__reason check (char_length(reason) <= 1000),
  -- Two persons are two.
  constraint ck_pending_action__decided_by check (status <> 'confirmed' or decided_by_id <> asked_by_id)
);
create index ix_pending_action__created_at on pending_action (tenant_id, created_at, id);
create index ix_pending_action__permission on pending_action (tenant_id, permission, created_at, id);
create index ix_pending_action__status on pending_action (tenant_id, status, created_at, id);
create index ix_pending_action__asked_by on pending_action (tenant_id, asked_by_id, created_at, id);
create index ix_pending_action__decided_by on pending_action (tenant_id, decided_by_id, created_at, id);
create index ix_pending_action__expires_at on pending_action (tenant_id, expires_at, id);
call kontor.index_references('pending_action');
call kontor.protect('pending_action', 'tenant');
revoke delete on pending_action from kontor_app;

-- The call as it was sent, shown only to who may make it himself; it never changes.
create table pending_call (
  tenant_id uuid not null,
  action_id uuid not null,
  route text not null,
  params jsonb not null,
  query jsonb not null,
  body jsonb,
  if_match text,
  constraint pk_pending_call primary key (tenant_id, action_id),
  constraint fk_pending_call__action foreign key (tenant_id, action_id) references pending_action (tenant_id, id)
);
call kontor.protect('pending_call', 'tenant');
call kontor.append_only('pending_call');
