-- The SQL by which unit conversions are listed.

-- The default list.
select t.id,
  t.organization_id as organization,
  t.tenant_id is null as "_standard",
  t."unit_id" as "unit",
  t."into_unit_id" as "into_unit",
  t."numerator" as "numerator",
  t."denominator" as "denominator",
  t."product_id" as "product",
  t."lot_id" as "lot",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "unit_conversion" t where (t.tenant_id = $1 or t.tenant_id is null) and $2::text is not null
  and (t.organization_id = any($3::uuid[]) or t.organization_id is null)
order by t.created_at desc, t.id desc
limit $4::integer offset $5::integer;

-- Filtered by unit.
select t.id,
  t.organization_id as organization,
  t.tenant_id is null as "_standard",
  t."unit_id" as "unit",
  t."into_unit_id" as "into_unit",
  t."numerator" as "numerator",
  t."denominator" as "denominator",
  t."product_id" as "product",
  t."lot_id" as "lot",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "unit_conversion" t where (t.tenant_id = $1 or t.tenant_id is null) and $2::text is not null
  and (t.organization_id = any($3::uuid[]) or t.organization_id is null)
  and t."unit_id" = $4::uuid
order by t.created_at desc, t.id desc
limit $5::integer offset $6::integer;
