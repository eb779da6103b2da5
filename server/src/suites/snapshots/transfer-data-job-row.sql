-- The SQL by which import rows are listed.

-- The default list.
select t.id,
  t.organization_id as organization,
  t."data_job_id" as "data_job",
  t."row_number" as "row_number",
  t."row_key" as "row_key",
  t."outcome" as "outcome",
  t."cells" as "cells",
  t."record_id" as "record_id",
  t."reason" as "reason",
  t."errors" as "errors",
  t."warnings" as "warnings",
  t."is_warned" as "is_warned",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "data_job_row" t where t.tenant_id = $1 and $2::text is not null
  and (t.organization_id = any($3::uuid[]) and exists (select from data_job j
    where j.tenant_id = t.tenant_id and j.id = t.data_job_id and j.created_by = nullif(current_setting('erp.user_id', true), '')::uuid))
order by t."row_number" asc, t.id asc
limit $4::integer offset $5::integer;

-- Filtered by data_job.
select t.id,
  t.organization_id as organization,
  t."data_job_id" as "data_job",
  t."row_number" as "row_number",
  t."row_key" as "row_key",
  t."outcome" as "outcome",
  t."cells" as "cells",
  t."record_id" as "record_id",
  t."reason" as "reason",
  t."errors" as "errors",
  t."warnings" as "warnings",
  t."is_warned" as "is_warned",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "data_job_row" t where t.tenant_id = $1 and $2::text is not null
  and (t.organization_id = any($3::uuid[]) and exists (select from data_job j
    where j.tenant_id = t.tenant_id and j.id = t.data_job_id and j.created_by = nullif(current_setting('erp.user_id', true), '')::uuid))
  and t."data_job_id" = $4::uuid
order by t."row_number" asc, t.id asc
limit $5::integer offset $6::integer;
