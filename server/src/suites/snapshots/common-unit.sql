-- The SQL by which units are listed.

-- The default list.
select t.id,
  t.organization_id as organization,
  t.tenant_id is null as "_standard",
  t."code" as "code",
  t."name" as "name",
  t."names" as "names",
  t."uom_type" as "uom_type",
  t."symbol" as "symbol",
  t."symbols" as "symbols",
  t."rec20" as "rec20",
  t."decimal_places" as "decimal_places",
  t."is_active" as "is_active",
  t."custom_fields" as "custom_fields",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "unit" t where (t.tenant_id = $1 or t.tenant_id is null) and $2::text is not null
  and (t.organization_id = any($3::uuid[]) or t.organization_id is null)
  and t.is_active
order by t."code_lower" asc, t.id asc
limit $4::integer offset $5::integer;

-- Filtered by uom_type.
select t.id,
  t.organization_id as organization,
  t.tenant_id is null as "_standard",
  t."code" as "code",
  t."name" as "name",
  t."names" as "names",
  t."uom_type" as "uom_type",
  t."symbol" as "symbol",
  t."symbols" as "symbols",
  t."rec20" as "rec20",
  t."decimal_places" as "decimal_places",
  t."is_active" as "is_active",
  t."custom_fields" as "custom_fields",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "unit" t where (t.tenant_id = $1 or t.tenant_id is null) and $2::text is not null
  and (t.organization_id = any($3::uuid[]) or t.organization_id is null)
  and t.is_active
  and t."uom_type" = $4::text
order by t."code_lower" asc, t.id asc
limit $5::integer offset $6::integer;

-- Searched.
select t.id,
  t.organization_id as organization,
  t.tenant_id is null as "_standard",
  t."code" as "code",
  t."name" as "name",
  t."names" as "names",
  t."uom_type" as "uom_type",
  t."symbol" as "symbol",
  t."symbols" as "symbols",
  t."rec20" as "rec20",
  t."decimal_places" as "decimal_places",
  t."is_active" as "is_active",
  t."custom_fields" as "custom_fields",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "unit" t where (t.tenant_id = $1 or t.tenant_id is null) and $2::text is not null
  and (t.organization_id = any($3::uuid[]) or t.organization_id is null)
  and t.is_active
  and (t."code"::text ilike $4::text or t."name"::text ilike $4::text or coalesce(t."names"->>$2, t."names"->>'en', t."names"->>'de', (select value
    from jsonb_each_text(t."names") limit 1)) ilike $4::text or t."symbol"::text ilike $4::text or coalesce(t."symbols"->>$2, t."symbols"->>'en', t."symbols"->>'de', (select value
    from jsonb_each_text(t."symbols") limit 1)) ilike $4::text)
order by t."code_lower" asc, t.id asc
limit $5::integer offset $6::integer;
