-- The SQL by which partner terms are listed.

-- The default list.
select t.id,
  t.organization_id as organization,
  t."partner_id" as "partner",
  t."payment_term_id" as "payment_term",
  t."pricing_tier_id" as "pricing_tier",
  t."price_list_id" as "price_list",
  t."currency_id" as "currency",
  trim_scale(t."credit_limit")::text as "credit_limit",
  trim_scale(t."discount_percent")::text as "discount_percent",
  t."account_number" as "account_number",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "partner_company" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
order by t.created_at desc, t.id desc
limit $4::integer offset $5::integer;

-- Filtered by partner.
select t.id,
  t.organization_id as organization,
  t."partner_id" as "partner",
  t."payment_term_id" as "payment_term",
  t."pricing_tier_id" as "pricing_tier",
  t."price_list_id" as "price_list",
  t."currency_id" as "currency",
  trim_scale(t."credit_limit")::text as "credit_limit",
  trim_scale(t."discount_percent")::text as "discount_percent",
  t."account_number" as "account_number",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "partner_company" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
  and t."partner_id" = $4::uuid
order by t.created_at desc, t.id desc
limit $5::integer offset $6::integer;
