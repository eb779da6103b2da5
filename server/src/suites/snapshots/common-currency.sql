-- The SQL by which currencies are listed.

-- The default list.
select t.id,
  t."code" as "code",
  t."name" as "name",
  t."names" as "names",
  t."symbol" as "symbol",
  t."numeric_code" as "numeric_code",
  t."decimal_places" as "decimal_places",
  t."is_active" as "is_active",
  t."custom_fields" as "custom_fields",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "currency" t where $1::uuid is not distinct from $1::uuid and $2::text is not null
  and t.is_active
order by t."code_lower" asc, t.id asc
limit $3::integer offset $4::integer;

-- Filtered by is_active.
select t.id,
  t."code" as "code",
  t."name" as "name",
  t."names" as "names",
  t."symbol" as "symbol",
  t."numeric_code" as "numeric_code",
  t."decimal_places" as "decimal_places",
  t."is_active" as "is_active",
  t."custom_fields" as "custom_fields",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "currency" t where $1::uuid is not distinct from $1::uuid and $2::text is not null
  and t."is_active" = $3::boolean
order by t."code_lower" asc, t.id asc
limit $4::integer offset $5::integer;

-- Searched.
select t.id,
  t."code" as "code",
  t."name" as "name",
  t."names" as "names",
  t."symbol" as "symbol",
  t."numeric_code" as "numeric_code",
  t."decimal_places" as "decimal_places",
  t."is_active" as "is_active",
  t."custom_fields" as "custom_fields",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "currency" t where $1::uuid is not distinct from $1::uuid and $2::text is not null
  and t.is_active
  and (t."code"::text ilike $3::text or t."name"::text ilike $3::text or coalesce(t."names"->>$2, t."names"->>'en', t."names"->>'de', (select value
    from jsonb_each_text(t."names") limit 1)) ilike $3::text)
order by t."code_lower" asc, t.id asc
limit $4::integer offset $5::integer;
