-- The SQL by which memberships are listed.

-- The default list.
select t.id,
  t.organization_id as organization,
  t."user_id" as "user",
  t."role_id" as "role",
  t."includes_descendants" as "includes_descendants",
  t."is_active" as "is_active",
  t."is_default" as "is_default",
  t."join_date" as "join_date",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "organization_membership" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
order by t.created_at desc, t.id desc
limit $4::integer offset $5::integer;

-- Filtered by user.
select t.id,
  t.organization_id as organization,
  t."user_id" as "user",
  t."role_id" as "role",
  t."includes_descendants" as "includes_descendants",
  t."is_active" as "is_active",
  t."is_default" as "is_default",
  t."join_date" as "join_date",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "organization_membership" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
  and t."user_id" = $4::uuid
order by t.created_at desc, t.id desc
limit $5::integer offset $6::integer;

-- Searched.
select t.id,
  t.organization_id as organization,
  t."user_id" as "user",
  t."role_id" as "role",
  t."includes_descendants" as "includes_descendants",
  t."is_active" as "is_active",
  t."is_default" as "is_default",
  t."join_date" as "join_date",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "organization_membership" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
  and (exists (select 1 from "user_account" t_user where t_user.tenant_id = t.tenant_id and t_user.id = t."user_id" and t_user."username"::text ilike $4::text) or exists (select 1 from "role" t_role where t_role.id = t."role_id" and t_role."name"::text ilike $4::text))
order by t.created_at desc, t.id desc
limit $5::integer offset $6::integer;
