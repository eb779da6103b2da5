-- The SQL by which quotations are listed.

-- The default list.
select t.id,
  t.organization_id as organization,
  t."number" as "number",
  t."legal_entity_id" as "legal_entity",
  t."quotation_date" as "quotation_date",
  t."valid_until" as "valid_until",
  t."status" as "status",
  t."partner_id" as "partner",
  t."billing_address_id" as "billing_address",
  t."shipping_address_id" as "shipping_address",
  t."warehouse_id" as "warehouse",
  t."currency_id" as "currency",
  t."payment_term_id" as "payment_term",
  t."is_gross" as "is_gross",
  t."customer_reference" as "customer_reference",
  trim_scale(t."discount_percent")::text as "discount_percent",
  trim_scale(t."charge_amount")::text as "charge_amount",
  t."revision" as "revision",
  t."notes" as "notes",
  t."approval_state" as "approval_state",
  t."approved_by_id" as "approved_by",
  trim_scale(t."lines_total")::text as "lines_total",
  trim_scale(t."net_total")::text as "net_total",
  trim_scale(t."tax_total")::text as "tax_total",
  trim_scale(t."gross_total")::text as "gross_total",
  t."sales_order_id" as "sales_order",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "quotation" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
order by t.created_at desc, t.id desc
limit $4::integer offset $5::integer;

-- Filtered by partner.
select t.id,
  t.organization_id as organization,
  t."number" as "number",
  t."legal_entity_id" as "legal_entity",
  t."quotation_date" as "quotation_date",
  t."valid_until" as "valid_until",
  t."status" as "status",
  t."partner_id" as "partner",
  t."billing_address_id" as "billing_address",
  t."shipping_address_id" as "shipping_address",
  t."warehouse_id" as "warehouse",
  t."currency_id" as "currency",
  t."payment_term_id" as "payment_term",
  t."is_gross" as "is_gross",
  t."customer_reference" as "customer_reference",
  trim_scale(t."discount_percent")::text as "discount_percent",
  trim_scale(t."charge_amount")::text as "charge_amount",
  t."revision" as "revision",
  t."notes" as "notes",
  t."approval_state" as "approval_state",
  t."approved_by_id" as "approved_by",
  trim_scale(t."lines_total")::text as "lines_total",
  trim_scale(t."net_total")::text as "net_total",
  trim_scale(t."tax_total")::text as "tax_total",
  trim_scale(t."gross_total")::text as "gross_total",
  t."sales_order_id" as "sales_order",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "quotation" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
  and t."partner_id" = $4::uuid
order by t.created_at desc, t.id desc
limit $5::integer offset $6::integer;

-- Searched.
select t.id,
  t.organization_id as organization,
  t."number" as "number",
  t."legal_entity_id" as "legal_entity",
  t."quotation_date" as "quotation_date",
  t."valid_until" as "valid_until",
  t."status" as "status",
  t."partner_id" as "partner",
  t."billing_address_id" as "billing_address",
  t."shipping_address_id" as "shipping_address",
  t."warehouse_id" as "warehouse",
  t."currency_id" as "currency",
  t."payment_term_id" as "payment_term",
  t."is_gross" as "is_gross",
  t."customer_reference" as "customer_reference",
  trim_scale(t."discount_percent")::text as "discount_percent",
  trim_scale(t."charge_amount")::text as "charge_amount",
  t."revision" as "revision",
  t."notes" as "notes",
  t."approval_state" as "approval_state",
  t."approved_by_id" as "approved_by",
  trim_scale(t."lines_total")::text as "lines_total",
  trim_scale(t."net_total")::text as "net_total",
  trim_scale(t."tax_total")::text as "tax_total",
  trim_scale(t."gross_total")::text as "gross_total",
  t."sales_order_id" as "sales_order",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "quotation" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
  and (t."number"::text ilike $4::text or t."customer_reference"::text ilike $4::text)
order by t.created_at desc, t.id desc
limit $5::integer offset $6::integer;
