-- The SQL by which roles of groups are listed.

-- The default list.
select t.id,
  t.organization_id as organization,
  t."provider_id" as "provider",
  t."group_name" as "group_name",
  t."role_id" as "role",
  t."includes_descendants" as "includes_descendants",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "group_role" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
order by t."group_name" asc, t.id asc
limit $4::integer offset $5::integer;

-- Filtered by provider.
select t.id,
  t.organization_id as organization,
  t."provider_id" as "provider",
  t."group_name" as "group_name",
  t."role_id" as "role",
  t."includes_descendants" as "includes_descendants",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "group_role" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
  and t."provider_id" = $4::uuid
order by t."group_name" asc, t.id asc
limit $5::integer offset $6::integer;

-- Searched.
select t.id,
  t.organization_id as organization,
  t."provider_id" as "provider",
  t."group_name" as "group_name",
  t."role_id" as "role",
  t."includes_descendants" as "includes_descendants",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "group_role" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
  and (t."group_name"::text ilike $4::text)
order by t."group_name" asc, t.id asc
limit $5::integer offset $6::integer;
