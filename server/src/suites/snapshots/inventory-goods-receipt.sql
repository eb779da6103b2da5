-- The SQL by which goods receipts are listed.

-- The default list.
select t.id,
  t.organization_id as organization,
  t."number" as "number",
  t."legal_entity_id" as "legal_entity",
  t."warehouse_id" as "warehouse",
  t."partner_id" as "partner",
  t."receipt_date" as "receipt_date",
  t."reference" as "reference",
  t."status" as "status",
  t."posted_at" as "posted_at",
  t."reversal_reason" as "reversal_reason",
  t."notes" as "notes",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "goods_receipt" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
order by t.created_at desc, t.id desc
limit $4::integer offset $5::integer;

-- Filtered by warehouse.
select t.id,
  t.organization_id as organization,
  t."number" as "number",
  t."legal_entity_id" as "legal_entity",
  t."warehouse_id" as "warehouse",
  t."partner_id" as "partner",
  t."receipt_date" as "receipt_date",
  t."reference" as "reference",
  t."status" as "status",
  t."posted_at" as "posted_at",
  t."reversal_reason" as "reversal_reason",
  t."notes" as "notes",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "goods_receipt" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
  and t."warehouse_id" = $4::uuid
order by t.created_at desc, t.id desc
limit $5::integer offset $6::integer;

-- Searched.
select t.id,
  t.organization_id as organization,
  t."number" as "number",
  t."legal_entity_id" as "legal_entity",
  t."warehouse_id" as "warehouse",
  t."partner_id" as "partner",
  t."receipt_date" as "receipt_date",
  t."reference" as "reference",
  t."status" as "status",
  t."posted_at" as "posted_at",
  t."reversal_reason" as "reversal_reason",
  t."notes" as "notes",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "goods_receipt" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
  and (t."number"::text ilike $4::text or t."reference"::text ilike $4::text)
order by t.created_at desc, t.id desc
limit $5::integer offset $6::integer;
