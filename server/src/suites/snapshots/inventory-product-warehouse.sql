-- The SQL by which stocking rules are listed.

-- The default list.
select t.id,
  t.organization_id as organization,
  t."product_id" as "product",
  t."warehouse_id" as "warehouse",
  trim_scale(t."reorder_point")::text as "reorder_point",
  trim_scale(t."safety_stock")::text as "safety_stock",
  t."default_location_id" as "default_location",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "product_warehouse" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
order by t.created_at desc, t.id desc
limit $4::integer offset $5::integer;

-- Filtered by product.
select t.id,
  t.organization_id as organization,
  t."product_id" as "product",
  t."warehouse_id" as "warehouse",
  trim_scale(t."reorder_point")::text as "reorder_point",
  trim_scale(t."safety_stock")::text as "safety_stock",
  t."default_location_id" as "default_location",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "product_warehouse" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
  and t."product_id" = $4::uuid
order by t.created_at desc, t.id desc
limit $5::integer offset $6::integer;
