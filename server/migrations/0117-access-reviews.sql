-- Access reviews: campaigns, their lines, and the export of a finished one, which nothing changes any more.

create table access_review (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  name text not null,
  reviewer_id uuid not null,
  deputy_id uuid,
  covers text not null default 'everything',
  role_id uuid,
  user_id uuid,
  only_critical boolean not null default false,
  starts_on date,
  due_date date not null,
  remind_days integer not null default 7,
  if_late text not null default 'remind',
  repeat_months integer,
  status text not null default 'draft',
  started_at timestamptz,
  completed_at timestamptz,
  reminded_at timestamptz,
  follows_id uuid,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_access_review primary key (tenant_id, id),
  constraint uq_access_review__organization__id unique (tenant_id, organization_id, id),
  constraint fk_access_review__organization foreign key (tenant_id, organization_id)
    references organization (tenant_id, id),
  constraint fk_access_review__reviewer foreign key (tenant_id, reviewer_id)
    references user_account (tenant_id, id),
  constraint fk_access_review__deputy foreign key (tenant_id, deputy_id) references user_account (tenant_id, id),
  constraint fk_access_review__role foreign key (role_id) references role (id),
  constraint fk_access_review__user foreign key (tenant_id, user_id) references user_account (tenant_id, id),
  constraint fk_access_review__follows foreign key (tenant_id, organization_id, follows_id)
    references access_review (tenant_id, organization_id, id) on delete set null (follows_id),
  constraint ck_access_review__name check (char_length(name) between 1 and 200),
  constraint ck_access_review__deputy check (deputy_id <> reviewer_id),
  constraint ck_access_review__covers check (covers in ('everything', 'memberships', 'assignments')),
  constraint ck_access_review__remind_days check (remind_days between 0 and 90),
  constraint ck_access_review__if_late check (if_late in ('remind', 'withdraw')),
  constraint ck_access_review__repeat_months check (repeat_months between 1 and 36),
  constraint ck_access_review__status check (status in ('draft', 'open', 'completed', 'cancelled'))
);
create index ix_access_review__due_date on access_review (tenant_id, due_date, id);
create index ix_access_review__created_at on access_review (tenant_id, created_at, id);
create index ix_access_review__status on access_review (tenant_id, status, due_date, id);
create index ix_access_review__reviewer on access_review (tenant_id, reviewer_id, due_date, id);
create index ix_access_review__organization on access_review (tenant_id, organization_id, due_date, id);
call kontor.index_references('access_review');
call kontor.protect('access_review', 'organization');
call kontor.guard_references('access_review', '{"role_id": "role"}');

create table access_review_line (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  review_id uuid not null,
  user_id uuid not null,
  role_id uuid not null,
  kind text not null,
  basis uuid not null,
  ends_at timestamptz,
  reason text not null default '',
  conflicts jsonb not null default '[]',
  decision text not null default 'open',
  comment text not null default '',
  decided_by_id uuid,
  decided_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_access_review_line primary key (tenant_id, id),
  constraint uq_access_review_line__basis unique (tenant_id, review_id, basis),
  constraint fk_access_review_line__organization foreign key (tenant_id, organization_id)
    references organization (tenant_id, id),
  constraint fk_access_review_line__review foreign key (tenant_id, review_id)
    references access_review (tenant_id, id),
  constraint fk_access_review_line__user foreign key (tenant_id, user_id)
    references user_account (tenant_id, id),
  constraint fk_access_review_line__role foreign key (role_id) references role (id),
  constraint fk_access_review_line__decided_by foreign key (tenant_id, decided_by_id)
    references user_account (tenant_id, id),
  constraint ck_access_review_line__kind check (kind in ('membership', 'regular', 'elevation')),
  constraint ck_access_review_line__conflicts check (jsonb_typeof(conflicts) = 'array'),
  constraint ck_access_review_line__decision check (decision in ('open', 'keep', 'withdraw')),
  constraint ck_access_review_line__reason check (char_length(reason) <= 1000),
  constraint ck_access_review_line__comment check (char_length(comment) <= 1000),
  -- Nobody reviews what he has himself.
  constraint ck_access_review_line__decided_by check (decided_by_id <> user_id)
);
create index ix_access_review_line__created_at on access_review_line (tenant_id, created_at, id);
create index ix_access_review_line__review on access_review_line (tenant_id, review_id, created_at, id);
create index ix_access_review_line__user on access_review_line (tenant_id, user_id, created_at, id);
create index ix_access_review_line__role on access_review_line (role_id, tenant_id, created_at, id);
create index ix_access_review_line__decision on access_review_line (tenant_id, decision, created_at, id);
create index ix_access_review_line__organization on access_review_line
  (tenant_id, organization_id, created_at, id);
call kontor.index_references('access_review_line');
call kontor.protect('access_review_line', 'organization');
call kontor.guard_references('access_review_line', '{"role_id": "role"}');
revoke delete on access_review_line from kontor_app;

-- A line once decided stays as it is, whoever writes.
create function kontor.keep_decided_line() returns trigger
language plpgsql
as $$
begin
  if old.decision <> 'open' then
    raise exception 'a decided line of an access review stays as it is'
      using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;
create trigger keep_decided before update on access_review_line
  for each row execute function kontor.keep_decided_line();

-- The export of a finished review (REV-06): its bytes and their digest, which the audit trail has, too.
create table access_recert_export (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  review_id uuid not null,
  file_name text not null,
  content bytea not null,
  sha256 bytea not null,
  made_at timestamptz not null,
  made_by uuid not null,
  constraint pk_access_recert_export primary key (tenant_id, id),
  constraint uq_access_recert_export__review unique (tenant_id, review_id),
  constraint fk_access_recert_export__organization foreign key (tenant_id, organization_id)
    references organization (tenant_id, id),
  constraint fk_access_recert_export__review foreign key (tenant_id, review_id)
    references access_review (tenant_id, id),
  constraint ck_access_recert_export__sha256 check (sha256 = sha256(content))
);
call kontor.index_references('access_recert_export');
call kontor.protect('access_recert_export', 'organization');
call kontor.append_only('access_recert_export');

-- Who leads others has reviewed, and reviews himself, what they may do.
update role set permissions = permissions || (
  select jsonb_agg('user.' || verb || '_accessreview' order by verb)
  from string_to_table('view add change start decide complete cancel', ' ') verb)
  || '["user.view_accessreviewline"]'::jsonb
where tenant_id is null and code = 'manager';
