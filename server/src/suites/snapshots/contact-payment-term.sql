-- The SQL by which payment terms are listed.

-- The default list.
select t.id,
  t.organization_id as organization,
  t."code" as "code",
  t."title" as "title",
  t."instalments" as "instalments",
  t."is_default" as "is_default",
  t."is_active" as "is_active",
  t."custom_fields" as "custom_fields",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "payment_term" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
  and t.is_active
order by t."code_lower" asc, t.id asc
limit $4::integer offset $5::integer;

-- Filtered by is_active.
select t.id,
  t.organization_id as organization,
  t."code" as "code",
  t."title" as "title",
  t."instalments" as "instalments",
  t."is_default" as "is_default",
  t."is_active" as "is_active",
  t."custom_fields" as "custom_fields",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "payment_term" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
  and t."is_active" = $4::boolean
order by t."code_lower" asc, t.id asc
limit $5::integer offset $6::integer;

-- Searched.
select t.id,
  t.organization_id as organization,
  t."code" as "code",
  t."title" as "title",
  t."instalments" as "instalments",
  t."is_default" as "is_default",
  t."is_active" as "is_active",
  t."custom_fields" as "custom_fields",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "payment_term" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
  and t.is_active
  and (t."code"::text ilike $4::text)
order by t."code_lower" asc, t.id asc
limit $5::integer offset $6::integer;
