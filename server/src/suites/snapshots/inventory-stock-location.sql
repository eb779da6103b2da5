-- The SQL by which stock locations are listed.

-- The default list.
select t.id,
  t.organization_id as organization,
  t."name" as "name",
  t."barcode" as "barcode",
  t."warehouse_id" as "warehouse",
  t."parent_id" as "parent",
  t."location_type" as "location_type",
  t."usage" as "usage",
  t."is_pickable" as "is_pickable",
  t."is_active" as "is_active",
  t."custom_fields" as "custom_fields",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "stock_location" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
order by t."name" asc, t.id asc
limit $4::integer offset $5::integer;

-- Filtered by warehouse.
select t.id,
  t.organization_id as organization,
  t."name" as "name",
  t."barcode" as "barcode",
  t."warehouse_id" as "warehouse",
  t."parent_id" as "parent",
  t."location_type" as "location_type",
  t."usage" as "usage",
  t."is_pickable" as "is_pickable",
  t."is_active" as "is_active",
  t."custom_fields" as "custom_fields",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "stock_location" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
  and t."warehouse_id" = $4::uuid
order by t."name" asc, t.id asc
limit $5::integer offset $6::integer;

-- Searched.
select t.id,
  t.organization_id as organization,
  t."name" as "name",
  t."barcode" as "barcode",
  t."warehouse_id" as "warehouse",
  t."parent_id" as "parent",
  t."location_type" as "location_type",
  t."usage" as "usage",
  t."is_pickable" as "is_pickable",
  t."is_active" as "is_active",
  t."custom_fields" as "custom_fields",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "stock_location" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
  and (t."name"::text ilike $4::text or t."barcode"::text ilike $4::text or exists (select 1 from "warehouse" t_warehouse where t_warehouse.tenant_id = t.tenant_id and t_warehouse.id = t."warehouse_id" and t_warehouse."code"::text ilike $4::text) or exists (select 1 from "warehouse" t_warehouse where t_warehouse.tenant_id = t.tenant_id and t_warehouse.id = t."warehouse_id" and t_warehouse."name"::text ilike $4::text))
order by t."name" asc, t.id asc
limit $5::integer offset $6::integer;
