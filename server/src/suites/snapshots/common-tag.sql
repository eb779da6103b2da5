-- The SQL by which tags are listed.

-- The default list.
select t.id,
  null::uuid as organization,
  t."name" as "name",
  t."slug" as "slug",
  t."custom_fields" as "custom_fields",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "tag" t where t.tenant_id = $1 and $2::text is not null
order by t."name" asc, t.id asc
limit $3::integer offset $4::integer;

-- Searched.
select t.id,
  null::uuid as organization,
  t."name" as "name",
  t."slug" as "slug",
  t."custom_fields" as "custom_fields",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "tag" t where t.tenant_id = $1 and $2::text is not null
  and (t."name"::text ilike $3::text)
order by t."name" asc, t.id asc
limit $4::integer offset $5::integer;
