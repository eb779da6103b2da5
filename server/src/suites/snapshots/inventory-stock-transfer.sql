-- The SQL by which stock transfers are listed.

-- The default list.
select t.id,
  t.organization_id as organization,
  t."number" as "number",
  t."legal_entity_id" as "legal_entity",
  t."from_warehouse_id" as "from_warehouse",
  t."to_warehouse_id" as "to_warehouse",
  t."receiving_organization_id" as "receiving_organization",
  t."planned_date" as "planned_date",
  t."status" as "status",
  t."shipped_at" as "shipped_at",
  t."received_at" as "received_at",
  t."notes" as "notes",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "stock_transfer" t where t.tenant_id = $1 and $2::text is not null
  and (t.organization_id = any($3::uuid[]) or t.receiving_organization_id = any($3::uuid[]))
order by t.created_at desc, t.id desc
limit $4::integer offset $5::integer;

-- Filtered by from_warehouse.
select t.id,
  t.organization_id as organization,
  t."number" as "number",
  t."legal_entity_id" as "legal_entity",
  t."from_warehouse_id" as "from_warehouse",
  t."to_warehouse_id" as "to_warehouse",
  t."receiving_organization_id" as "receiving_organization",
  t."planned_date" as "planned_date",
  t."status" as "status",
  t."shipped_at" as "shipped_at",
  t."received_at" as "received_at",
  t."notes" as "notes",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "stock_transfer" t where t.tenant_id = $1 and $2::text is not null
  and (t.organization_id = any($3::uuid[]) or t.receiving_organization_id = any($3::uuid[]))
  and t."from_warehouse_id" = $4::uuid
order by t.created_at desc, t.id desc
limit $5::integer offset $6::integer;

-- Searched.
select t.id,
  t.organization_id as organization,
  t."number" as "number",
  t."legal_entity_id" as "legal_entity",
  t."from_warehouse_id" as "from_warehouse",
  t."to_warehouse_id" as "to_warehouse",
  t."receiving_organization_id" as "receiving_organization",
  t."planned_date" as "planned_date",
  t."status" as "status",
  t."shipped_at" as "shipped_at",
  t."received_at" as "received_at",
  t."notes" as "notes",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "stock_transfer" t where t.tenant_id = $1 and $2::text is not null
  and (t.organization_id = any($3::uuid[]) or t.receiving_organization_id = any($3::uuid[]))
  and (t."number"::text ilike $4::text)
order by t.created_at desc, t.id desc
limit $5::integer offset $6::integer;
