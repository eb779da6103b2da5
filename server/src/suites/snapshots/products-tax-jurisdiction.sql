-- The SQL by which tax jurisdictions are listed.

-- The default list.
select t.id,
  t."code" as "code",
  t."name" as "name",
  t."names" as "names",
  t."jurisdiction_type" as "jurisdiction_type",
  t."parent_id" as "parent",
  t."is_active" as "is_active",
  t."custom_fields" as "custom_fields",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "tax_jurisdiction" t where $1::uuid is not distinct from $1::uuid and $2::text is not null
  and t.is_active
order by t."code_lower" asc, t.id asc
limit $3::integer offset $4::integer;

-- Filtered by jurisdiction_type.
select t.id,
  t."code" as "code",
  t."name" as "name",
  t."names" as "names",
  t."jurisdiction_type" as "jurisdiction_type",
  t."parent_id" as "parent",
  t."is_active" as "is_active",
  t."custom_fields" as "custom_fields",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "tax_jurisdiction" t where $1::uuid is not distinct from $1::uuid and $2::text is not null
  and t.is_active
  and t."jurisdiction_type" = $3::text
order by t."code_lower" asc, t.id asc
limit $4::integer offset $5::integer;

-- Searched.
select t.id,
  t."code" as "code",
  t."name" as "name",
  t."names" as "names",
  t."jurisdiction_type" as "jurisdiction_type",
  t."parent_id" as "parent",
  t."is_active" as "is_active",
  t."custom_fields" as "custom_fields",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "tax_jurisdiction" t where $1::uuid is not distinct from $1::uuid and $2::text is not null
  and t.is_active
  and (t."code"::text ilike $3::text or t."name"::text ilike $3::text or coalesce(t."names"->>$2, t."names"->>'en', t."names"->>'de', (select value
    from jsonb_each_text(t."names") limit 1)) ilike $3::text)
order by t."code_lower" asc, t.id asc
limit $4::integer offset $5::integer;
