-- The SQL by which tax codes are listed.

-- The default list.
select t.id,
  t.organization_id as organization,
  t.tenant_id is null as "_standard",
  t."code" as "code",
  t."name" as "name",
  t."names" as "names",
  t."jurisdiction_id" as "jurisdiction",
  t."tax_category_id" as "tax_category",
  t."category" as "category",
  trim_scale(t."rate")::text as "rate",
  t."tax_type" as "tax_type",
  t."exemption_code" as "exemption_code",
  t."exemption_text" as "exemption_text",
  t."book_keeping_key" as "book_keeping_key",
  t."is_compound" as "is_compound",
  t."priority" as "priority",
  t."valid_from" as "valid_from",
  t."valid_to" as "valid_to",
  t."is_active" as "is_active",
  t."custom_fields" as "custom_fields",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "tax_rate" t where (t.tenant_id = $1 or t.tenant_id is null) and $2::text is not null
  and (t.organization_id = any($3::uuid[]) or t.organization_id is null)
order by t."code_lower" asc, t.id asc
limit $4::integer offset $5::integer;

-- Filtered by jurisdiction.
select t.id,
  t.organization_id as organization,
  t.tenant_id is null as "_standard",
  t."code" as "code",
  t."name" as "name",
  t."names" as "names",
  t."jurisdiction_id" as "jurisdiction",
  t."tax_category_id" as "tax_category",
  t."category" as "category",
  trim_scale(t."rate")::text as "rate",
  t."tax_type" as "tax_type",
  t."exemption_code" as "exemption_code",
  t."exemption_text" as "exemption_text",
  t."book_keeping_key" as "book_keeping_key",
  t."is_compound" as "is_compound",
  t."priority" as "priority",
  t."valid_from" as "valid_from",
  t."valid_to" as "valid_to",
  t."is_active" as "is_active",
  t."custom_fields" as "custom_fields",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "tax_rate" t where (t.tenant_id = $1 or t.tenant_id is null) and $2::text is not null
  and (t.organization_id = any($3::uuid[]) or t.organization_id is null)
  and t."jurisdiction_id" = $4::uuid
order by t."code_lower" asc, t.id asc
limit $5::integer offset $6::integer;

-- Searched.
select t.id,
  t.organization_id as organization,
  t.tenant_id is null as "_standard",
  t."code" as "code",
  t."name" as "name",
  t."names" as "names",
  t."jurisdiction_id" as "jurisdiction",
  t."tax_category_id" as "tax_category",
  t."category" as "category",
  trim_scale(t."rate")::text as "rate",
  t."tax_type" as "tax_type",
  t."exemption_code" as "exemption_code",
  t."exemption_text" as "exemption_text",
  t."book_keeping_key" as "book_keeping_key",
  t."is_compound" as "is_compound",
  t."priority" as "priority",
  t."valid_from" as "valid_from",
  t."valid_to" as "valid_to",
  t."is_active" as "is_active",
  t."custom_fields" as "custom_fields",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "tax_rate" t where (t.tenant_id = $1 or t.tenant_id is null) and $2::text is not null
  and (t.organization_id = any($3::uuid[]) or t.organization_id is null)
  and (t."code"::text ilike $4::text or t."name"::text ilike $4::text or coalesce(t."names"->>$2, t."names"->>'en', t."names"->>'de', (select value
    from jsonb_each_text(t."names") limit 1)) ilike $4::text)
order by t."code_lower" asc, t.id asc
limit $5::integer offset $6::integer;
