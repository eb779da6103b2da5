-- The SQL by which deliveries are listed.

-- The default list.
select t.id,
  t.organization_id as organization,
  t."number" as "number",
  t."legal_entity_id" as "legal_entity",
  t."partner_id" as "partner",
  t."shipping_address_id" as "shipping_address",
  t."warehouse_id" as "warehouse",
  t."planned_date" as "planned_date",
  t."status" as "status",
  t."shipped_at" as "shipped_at",
  t."supply_date" as "supply_date",
  t."reversal_reason" as "reversal_reason",
  t."invoice_state" as "invoice_state",
  t."notes" as "notes",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "delivery" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
order by t.created_at desc, t.id desc
limit $4::integer offset $5::integer;

-- Filtered by partner.
select t.id,
  t.organization_id as organization,
  t."number" as "number",
  t."legal_entity_id" as "legal_entity",
  t."partner_id" as "partner",
  t."shipping_address_id" as "shipping_address",
  t."warehouse_id" as "warehouse",
  t."planned_date" as "planned_date",
  t."status" as "status",
  t."shipped_at" as "shipped_at",
  t."supply_date" as "supply_date",
  t."reversal_reason" as "reversal_reason",
  t."invoice_state" as "invoice_state",
  t."notes" as "notes",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "delivery" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
  and t."partner_id" = $4::uuid
order by t.created_at desc, t.id desc
limit $5::integer offset $6::integer;

-- Searched.
select t.id,
  t.organization_id as organization,
  t."number" as "number",
  t."legal_entity_id" as "legal_entity",
  t."partner_id" as "partner",
  t."shipping_address_id" as "shipping_address",
  t."warehouse_id" as "warehouse",
  t."planned_date" as "planned_date",
  t."status" as "status",
  t."shipped_at" as "shipped_at",
  t."supply_date" as "supply_date",
  t."reversal_reason" as "reversal_reason",
  t."invoice_state" as "invoice_state",
  t."notes" as "notes",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "delivery" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
  and (t."number"::text ilike $4::text)
order by t.created_at desc, t.id desc
limit $5::integer offset $6::integer;
