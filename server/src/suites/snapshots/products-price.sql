-- The SQL by which prices are listed.

-- The default list.
select t.id,
  t.organization_id as organization,
  t."price_list_id" as "price_list",
  t."product_id" as "product",
  t."unit_id" as "unit",
  trim_scale(t."minimum_quantity")::text as "minimum_quantity",
  trim_scale(t."price")::text as "price",
  trim_scale(t."price_quantity")::text as "price_quantity",
  t."valid_from" as "valid_from",
  t."valid_to" as "valid_to",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "price" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
order by t.created_at desc, t.id desc
limit $4::integer offset $5::integer;

-- Filtered by price_list.
select t.id,
  t.organization_id as organization,
  t."price_list_id" as "price_list",
  t."product_id" as "product",
  t."unit_id" as "unit",
  trim_scale(t."minimum_quantity")::text as "minimum_quantity",
  trim_scale(t."price")::text as "price",
  trim_scale(t."price_quantity")::text as "price_quantity",
  t."valid_from" as "valid_from",
  t."valid_to" as "valid_to",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "price" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
  and t."price_list_id" = $4::uuid
order by t.created_at desc, t.id desc
limit $5::integer offset $6::integer;
