-- The SQL by which payments are listed.

-- The default list.
select t.id,
  t.organization_id as organization,
  t."number" as "number",
  t."legal_entity_id" as "legal_entity",
  t."partner_id" as "partner",
  t."direction" as "direction",
  t."method" as "method",
  t."payment_date" as "payment_date",
  trim_scale(t."amount")::text as "amount",
  t."currency_id" as "currency",
  t."reference" as "reference",
  t."status" as "status",
  t."notes" as "notes",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by,
  trim_scale((t.amount - (select coalesce(sum(a.amount), 0) from payment_allocation a
  left join payment_allocation r on r.tenant_id = a.tenant_id and r.id = a.reverses_id
  where a.tenant_id = t.tenant_id and a.payment_id = t.id
    and coalesce(r.kind, a.kind) in ('payment', 'refund'))))::text as "unallocated_amount"
from "payment" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
order by t.created_at desc, t.id desc
limit $4::integer offset $5::integer;

-- Filtered by partner.
select t.id,
  t.organization_id as organization,
  t."number" as "number",
  t."legal_entity_id" as "legal_entity",
  t."partner_id" as "partner",
  t."direction" as "direction",
  t."method" as "method",
  t."payment_date" as "payment_date",
  trim_scale(t."amount")::text as "amount",
  t."currency_id" as "currency",
  t."reference" as "reference",
  t."status" as "status",
  t."notes" as "notes",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by,
  trim_scale((t.amount - (select coalesce(sum(a.amount), 0) from payment_allocation a
  left join payment_allocation r on r.tenant_id = a.tenant_id and r.id = a.reverses_id
  where a.tenant_id = t.tenant_id and a.payment_id = t.id
    and coalesce(r.kind, a.kind) in ('payment', 'refund'))))::text as "unallocated_amount"
from "payment" t where t.tenant_id = $1 and $2::text is not null
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
  t."direction" as "direction",
  t."method" as "method",
  t."payment_date" as "payment_date",
  trim_scale(t."amount")::text as "amount",
  t."currency_id" as "currency",
  t."reference" as "reference",
  t."status" as "status",
  t."notes" as "notes",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by,
  trim_scale((t.amount - (select coalesce(sum(a.amount), 0) from payment_allocation a
  left join payment_allocation r on r.tenant_id = a.tenant_id and r.id = a.reverses_id
  where a.tenant_id = t.tenant_id and a.payment_id = t.id
    and coalesce(r.kind, a.kind) in ('payment', 'refund'))))::text as "unallocated_amount"
from "payment" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
  and (t."number"::text ilike $4::text or t."reference"::text ilike $4::text)
order by t.created_at desc, t.id desc
limit $5::integer offset $6::integer;
