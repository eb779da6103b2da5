-- Rows of an import that came in with warnings are found among all others.

alter table data_job_row add column is_warned boolean not null default false;
create index ix_data_job_row__is_warned on data_job_row (tenant_id, is_warned, row_number, id);
