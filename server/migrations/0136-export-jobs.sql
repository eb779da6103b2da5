-- Exports in the background, kept for their owner for a while; imports that are called off, and how strict they are.

-- A file of the tenant could be read by colleagues, what somebody exported only by himself: it is kept apart.
alter table data_job drop column input_file_id, drop column output_file_id;
alter table data_job
  add column input_params jsonb not null default '{}',
  add column strictness text not null default 'normal',
  add column warning_rows integer not null default 0,
  add column output_digest text,
  add column output_bytes integer,
  add column expires_at timestamptz,
  add constraint ck_data_job__input_params check (jsonb_typeof(input_params) = 'object'),
  add constraint ck_data_job__strictness check (strictness in ('strict', 'normal', 'lenient')),
  add constraint ck_data_job__warning_rows check (warning_rows between 0 and 2000000000),
  add constraint ck_data_job__output_digest check (char_length(output_digest) between 1 and 64),
  add constraint ck_data_job__output_bytes check (output_bytes between 0 and 2000000000);

alter table data_job_row
  add column warnings jsonb not null default '[]',
  add constraint ck_data_job_row__warnings check (jsonb_typeof(warnings) = 'array');
