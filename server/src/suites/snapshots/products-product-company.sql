-- The SQL by which standard costs are listed.

-- The default list.
select t.id,
  t.organization_id as organization,
  t."product_id" as "product",
  trim_scale(t."standard_cost")::text as "standard_cost",
  t."valid_from" as "valid_from",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "product_company" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
order by t."valid_from" desc, t.id desc
limit $4::integer offset $5::integer;

-- Filtered by product.
select t.id,
  t.organization_id as organization,
  t."product_id" as "product",
  trim_scale(t."standard_cost")::text as "standard_cost",
  t."valid_from" as "valid_from",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "product_company" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
  and t."product_id" = $4::uuid
order by t."valid_from" desc, t.id desc
limit $5::integer offset $6::integer;
