-- The SQL by which bank accounts are listed.

-- The default list.
select t.id,
  t.organization_id as organization,
  t."holder" as "holder",
  t."bank" as "bank",
  t."iban" as "iban",
  t."bic" as "bic",
  t."currency_id" as "currency",
  t."is_default" as "is_default",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "bank_account" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
order by t.created_at desc, t.id desc
limit $4::integer offset $5::integer;

-- Filtered by is_default.
select t.id,
  t.organization_id as organization,
  t."holder" as "holder",
  t."bank" as "bank",
  t."iban" as "iban",
  t."bic" as "bic",
  t."currency_id" as "currency",
  t."is_default" as "is_default",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "bank_account" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
  and t."is_default" = $4::boolean
order by t.created_at desc, t.id desc
limit $5::integer offset $6::integer;

-- Searched.
select t.id,
  t.organization_id as organization,
  t."holder" as "holder",
  t."bank" as "bank",
  t."iban" as "iban",
  t."bic" as "bic",
  t."currency_id" as "currency",
  t."is_default" as "is_default",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "bank_account" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
  and (t."iban"::text ilike $4::text or t."bank"::text ilike $4::text)
order by t.created_at desc, t.id desc
limit $5::integer offset $6::integer;
