-- Imports and exports that run in the background.

-- Imports and exports.
create table data_job (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  job_type text not null,
  record text not null,
  status text not null default 'pending',
  is_dry_run text not null default 'no',
  mapping jsonb not null default '{}',
  input_file_id uuid,
  output_file_id uuid,
  total_rows integer not null default 0,
  done_rows integer not null default 0,
  loaded_rows integer not null default 0,
  unchanged_rows integer not null default 0,
  skipped_rows integer not null default 0,
  failed_rows integer not null default 0,
  result_log jsonb not null default '{}',
  started_at timestamptz,
  finished_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_data_job primary key (tenant_id, id),
  constraint uq_data_job__organization__id unique (tenant_id, organization_id, id),
  constraint fk_data_job__organization foreign key (tenant_id, organization_id)
    references organization (tenant_id, id),
  constraint fk_data_job__input_file foreign key (tenant_id, organization_id, input_file_id)
    references file (tenant_id, organization_id, id),
  constraint fk_data_job__output_file foreign key (tenant_id, organization_id, output_file_id)
    references file (tenant_id, organization_id, id),
  constraint ck_data_job__job_type check (job_type in ('import', 'export')),
  constraint ck_data_job__record check (char_length(record) <= 100),
  constraint ck_data_job__status
    check (status in ('pending', 'running', 'completed', 'failed', 'cancelled')),
  constraint ck_data_job__is_dry_run check (is_dry_run in ('yes', 'no')),
  constraint ck_data_job__mapping check (jsonb_typeof(mapping) = 'object'),
  constraint ck_data_job__total_rows check (total_rows between 0 and 2000000000),
  constraint ck_data_job__done_rows check (done_rows between 0 and 2000000000),
  constraint ck_data_job__loaded_rows check (loaded_rows between 0 and 2000000000),
  constraint ck_data_job__unchanged_rows check (unchanged_rows between 0 and 2000000000),
  constraint ck_data_job__skipped_rows check (skipped_rows between 0 and 2000000000),
  constraint ck_data_job__failed_rows check (failed_rows between 0 and 2000000000),
  constraint ck_data_job__result_log check (jsonb_typeof(result_log) = 'object')
);
create index ix_data_job__organization on data_job (tenant_id, organization_id, created_at, id);
create index ix_data_job__input_file on data_job (tenant_id, input_file_id) where input_file_id is not null;
create index ix_data_job__output_file on data_job (tenant_id, output_file_id)
  where output_file_id is not null;
create index ix_data_job__created_at on data_job (tenant_id, created_at, id);
create index ix_data_job__job_type on data_job (tenant_id, job_type, created_at, id);
create index ix_data_job__status on data_job (tenant_id, status, created_at, id);
create index ix_data_job__record on data_job (tenant_id, record, created_at, id);
call kontor.protect('data_job', 'organization');

-- Import rows.
create table data_job_row (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  data_job_id uuid not null,
  row_number integer not null,
  row_key text not null default '',
  outcome text not null,
  cells jsonb not null default '{}',
  record_id text,
  reason text not null default '',
  errors jsonb not null default '[]',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_data_job_row primary key (tenant_id, id),
  constraint uq_data_job_row__data_job__row_number unique (tenant_id, data_job_id, row_number),
  constraint fk_data_job_row__organization foreign key (tenant_id, organization_id)
    references organization (tenant_id, id),
  constraint fk_data_job_row__data_job foreign key (tenant_id, organization_id, data_job_id)
    references data_job (tenant_id, organization_id, id) on delete cascade,
  constraint ck_data_job_row__row_number check (row_number between 1 and 2000000000),
  constraint ck_data_job_row__row_key check (char_length(row_key) <= 255),
  constraint ck_data_job_row__cells check (jsonb_typeof(cells) = 'object'),
  constraint ck_data_job_row__outcome
    check (outcome in ('waiting', 'loaded', 'unchanged', 'skipped', 'failed')),
  constraint ck_data_job_row__record_id check (char_length(record_id) between 1 and 40),
  constraint ck_data_job_row__reason check (char_length(reason) <= 500),
  constraint ck_data_job_row__errors check (jsonb_typeof(errors) = 'array')
);
create index ix_data_job_row__organization on data_job_row (tenant_id, organization_id, row_number, id);
create index ix_data_job_row__data_job on data_job_row (tenant_id, data_job_id, row_number, id);
create index ix_data_job_row__row_number on data_job_row (tenant_id, row_number, id);
create index ix_data_job_row__created_at on data_job_row (tenant_id, created_at, id);
create index ix_data_job_row__outcome on data_job_row (tenant_id, outcome, row_number, id);
call kontor.protect('data_job_row', 'organization');
