-- The SQL by which organization types are listed.

-- The default list.
select t.id,
  t."name" as "name",
  t."names" as "names",
  t."description" as "description",
  t."descriptions" as "descriptions",
  t."is_internal" as "is_internal",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "organization_type" t where $1::uuid is not distinct from $1::uuid and $2::text is not null
order by coalesce(coalesce(t."names"->>$2, t."names"->>'en', t."names"->>'de', (select value
    from jsonb_each_text(t."names") limit 1)), t."name") asc, t.id asc
limit $3::integer offset $4::integer;

-- Filtered by name.
select t.id,
  t."name" as "name",
  t."names" as "names",
  t."description" as "description",
  t."descriptions" as "descriptions",
  t."is_internal" as "is_internal",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "organization_type" t where $1::uuid is not distinct from $1::uuid and $2::text is not null
  and t."name" = $3::text
order by coalesce(coalesce(t."names"->>$2, t."names"->>'en', t."names"->>'de', (select value
    from jsonb_each_text(t."names") limit 1)), t."name") asc, t.id asc
limit $4::integer offset $5::integer;

-- Searched.
select t.id,
  t."name" as "name",
  t."names" as "names",
  t."description" as "description",
  t."descriptions" as "descriptions",
  t."is_internal" as "is_internal",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "organization_type" t where $1::uuid is not distinct from $1::uuid and $2::text is not null
  and (t."name"::text ilike $3::text or coalesce(t."names"->>$2, t."names"->>'en', t."names"->>'de', (select value
    from jsonb_each_text(t."names") limit 1)) ilike $3::text)
order by coalesce(coalesce(t."names"->>$2, t."names"->>'en', t."names"->>'de', (select value
    from jsonb_each_text(t."names") limit 1)), t."name") asc, t.id asc
limit $4::integer offset $5::integer;
