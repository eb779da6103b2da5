-- The SQL by which imports and exports are listed.

-- The default list.
select t.id,
  t.organization_id as organization,
  t."job_type" as "job_type",
  t."record" as "record",
  t."status" as "status",
  t."is_dry_run" as "is_dry_run",
  t."mapping" as "mapping",
  t."input_params" as "input_params",
  t."strictness" as "strictness",
  t."notation" as "notation",
  t."total_rows" as "total_rows",
  t."done_rows" as "done_rows",
  t."loaded_rows" as "loaded_rows",
  t."unchanged_rows" as "unchanged_rows",
  t."skipped_rows" as "skipped_rows",
  t."failed_rows" as "failed_rows",
  t."warning_rows" as "warning_rows",
  t."output_digest" as "output_digest",
  t."output_bytes" as "output_bytes",
  t."expires_at" as "expires_at",
  t."result_log" as "result_log",
  t."started_at" as "started_at",
  t."finished_at" as "finished_at",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by,
  (case when t.output_digest is not null and t.expires_at > now()
  then '/api/v1/data-jobs/' || t.id || '/output/' end) as "output_url"
from "data_job" t where t.tenant_id = $1 and $2::text is not null
  and (t.organization_id = any($3::uuid[]) and t.created_by = nullif(current_setting('erp.user_id', true), '')::uuid)
order by t.created_at desc, t.id desc
limit $4::integer offset $5::integer;

-- Filtered by job_type.
select t.id,
  t.organization_id as organization,
  t."job_type" as "job_type",
  t."record" as "record",
  t."status" as "status",
  t."is_dry_run" as "is_dry_run",
  t."mapping" as "mapping",
  t."input_params" as "input_params",
  t."strictness" as "strictness",
  t."notation" as "notation",
  t."total_rows" as "total_rows",
  t."done_rows" as "done_rows",
  t."loaded_rows" as "loaded_rows",
  t."unchanged_rows" as "unchanged_rows",
  t."skipped_rows" as "skipped_rows",
  t."failed_rows" as "failed_rows",
  t."warning_rows" as "warning_rows",
  t."output_digest" as "output_digest",
  t."output_bytes" as "output_bytes",
  t."expires_at" as "expires_at",
  t."result_log" as "result_log",
  t."started_at" as "started_at",
  t."finished_at" as "finished_at",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by,
  (case when t.output_digest is not null and t.expires_at > now()
  then '/api/v1/data-jobs/' || t.id || '/output/' end) as "output_url"
from "data_job" t where t.tenant_id = $1 and $2::text is not null
  and (t.organization_id = any($3::uuid[]) and t.created_by = nullif(current_setting('erp.user_id', true), '')::uuid)
  and t."job_type" = $4::text
order by t.created_at desc, t.id desc
limit $5::integer offset $6::integer;
