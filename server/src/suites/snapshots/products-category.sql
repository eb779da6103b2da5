-- The SQL by which categories are listed.

-- The default list.
select t.id,
  t.organization_id as organization,
  t."name" as "name",
  t."names" as "names",
  t."slug" as "slug",
  t."description" as "description",
  t."parent_id" as "parent",
  t."category_type" as "category_type",
  t."is_active" as "is_active",
  t."custom_fields" as "custom_fields",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "category" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
  and t.is_active
order by coalesce(coalesce(t."names"->>$2, t."names"->>'en', t."names"->>'de', (select value
    from jsonb_each_text(t."names") limit 1)), t."name") asc, t.id asc
limit $4::integer offset $5::integer;

-- Filtered by category_type.
select t.id,
  t.organization_id as organization,
  t."name" as "name",
  t."names" as "names",
  t."slug" as "slug",
  t."description" as "description",
  t."parent_id" as "parent",
  t."category_type" as "category_type",
  t."is_active" as "is_active",
  t."custom_fields" as "custom_fields",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "category" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
  and t.is_active
  and t."category_type" = $4::text
order by coalesce(coalesce(t."names"->>$2, t."names"->>'en', t."names"->>'de', (select value
    from jsonb_each_text(t."names") limit 1)), t."name") asc, t.id asc
limit $5::integer offset $6::integer;

-- Searched.
select t.id,
  t.organization_id as organization,
  t."name" as "name",
  t."names" as "names",
  t."slug" as "slug",
  t."description" as "description",
  t."parent_id" as "parent",
  t."category_type" as "category_type",
  t."is_active" as "is_active",
  t."custom_fields" as "custom_fields",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "category" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
  and t.is_active
  and (t."name"::text ilike $4::text or coalesce(t."names"->>$2, t."names"->>'en', t."names"->>'de', (select value
    from jsonb_each_text(t."names") limit 1)) ilike $4::text or t."slug"::text ilike $4::text)
order by coalesce(coalesce(t."names"->>$2, t."names"->>'en', t."names"->>'de', (select value
    from jsonb_each_text(t."names") limit 1)), t."name") asc, t.id asc
limit $5::integer offset $6::integer;
