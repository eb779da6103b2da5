-- The SQL by which fiscal years are listed.

-- The default list.
select t.id,
  t.organization_id as organization,
  t."code" as "code",
  t."starts_on" as "starts_on",
  t."ends_on" as "ends_on",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "fiscal_year" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
order by t."starts_on" desc, t.id desc
limit $4::integer offset $5::integer;

-- Filtered by starts_on.
select t.id,
  t.organization_id as organization,
  t."code" as "code",
  t."starts_on" as "starts_on",
  t."ends_on" as "ends_on",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "fiscal_year" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
  and t."starts_on" = $4::date
order by t."starts_on" desc, t.id desc
limit $5::integer offset $6::integer;

-- Searched.
select t.id,
  t.organization_id as organization,
  t."code" as "code",
  t."starts_on" as "starts_on",
  t."ends_on" as "ends_on",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "fiscal_year" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
  and (t."code"::text ilike $4::text)
order by t."starts_on" desc, t.id desc
limit $5::integer offset $6::integer;
