-- The SQL by which open items are listed.

-- The default list.
select t.id,
  t.organization_id as organization,
  t."invoice_id" as "invoice",
  t."legal_entity_id" as "legal_entity",
  t."partner_id" as "partner",
  t."instalment" as "instalment",
  t."direction" as "direction",
  trim_scale(t."amount")::text as "amount",
  t."currency_id" as "currency",
  t."due_date" as "due_date",
  t."discount_date" as "discount_date",
  trim_scale(t."discount_amount")::text as "discount_amount",
  t."discounts" as "discounts",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by,
  trim_scale(((t.amount - coalesce((select sum(a.amount) from payment_allocation a
    where a.tenant_id = t.tenant_id and a.open_item_id = t.id), 0)
  - coalesce((select sum(a.amount) from payment_allocation a
    where a.tenant_id = t.tenant_id and a.credit_item_id = t.id), 0))))::text as "open_amount",
  ((t.due_date < (select (kontor.clock() at time zone company.timezone)::date
  from organization company where company.tenant_id = t.tenant_id
    and company.id = t.legal_entity_id) and (t.amount - coalesce((select sum(a.amount) from payment_allocation a
    where a.tenant_id = t.tenant_id and a.open_item_id = t.id), 0)
  - coalesce((select sum(a.amount) from payment_allocation a
    where a.tenant_id = t.tenant_id and a.credit_item_id = t.id), 0)) <> 0)) as "is_overdue"
from "open_item" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
order by t."due_date" asc, t.id asc
limit $4::integer offset $5::integer;

-- Filtered by partner.
select t.id,
  t.organization_id as organization,
  t."invoice_id" as "invoice",
  t."legal_entity_id" as "legal_entity",
  t."partner_id" as "partner",
  t."instalment" as "instalment",
  t."direction" as "direction",
  trim_scale(t."amount")::text as "amount",
  t."currency_id" as "currency",
  t."due_date" as "due_date",
  t."discount_date" as "discount_date",
  trim_scale(t."discount_amount")::text as "discount_amount",
  t."discounts" as "discounts",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by,
  trim_scale(((t.amount - coalesce((select sum(a.amount) from payment_allocation a
    where a.tenant_id = t.tenant_id and a.open_item_id = t.id), 0)
  - coalesce((select sum(a.amount) from payment_allocation a
    where a.tenant_id = t.tenant_id and a.credit_item_id = t.id), 0))))::text as "open_amount",
  ((t.due_date < (select (kontor.clock() at time zone company.timezone)::date
  from organization company where company.tenant_id = t.tenant_id
    and company.id = t.legal_entity_id) and (t.amount - coalesce((select sum(a.amount) from payment_allocation a
    where a.tenant_id = t.tenant_id and a.open_item_id = t.id), 0)
  - coalesce((select sum(a.amount) from payment_allocation a
    where a.tenant_id = t.tenant_id and a.credit_item_id = t.id), 0)) <> 0)) as "is_overdue"
from "open_item" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
  and t."partner_id" = $4::uuid
order by t."due_date" asc, t.id asc
limit $5::integer offset $6::integer;
