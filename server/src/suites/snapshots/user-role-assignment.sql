-- The SQL by which role assignments are listed.

-- The default list.
select t.id,
  t.organization_id as organization,
  t."user_id" as "user",
  t."role_id" as "role",
  t."kind" as "kind",
  t."includes_descendants" as "includes_descendants",
  t."starts_at" as "starts_at",
  t."ends_at" as "ends_at",
  t."reason" as "reason",
  t."status" as "status",
  t."assigned_by_id" as "assigned_by",
  t."approved_by_id" as "approved_by",
  t."decided_at" as "decided_at",
  t."ended_at" as "ended_at",
  t."decision" as "decision",
  t."extends_id" as "extends",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "role_assignment" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
order by t.created_at desc, t.id desc
limit $4::integer offset $5::integer;

-- Filtered by user.
select t.id,
  t.organization_id as organization,
  t."user_id" as "user",
  t."role_id" as "role",
  t."kind" as "kind",
  t."includes_descendants" as "includes_descendants",
  t."starts_at" as "starts_at",
  t."ends_at" as "ends_at",
  t."reason" as "reason",
  t."status" as "status",
  t."assigned_by_id" as "assigned_by",
  t."approved_by_id" as "approved_by",
  t."decided_at" as "decided_at",
  t."ended_at" as "ended_at",
  t."decision" as "decision",
  t."extends_id" as "extends",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "role_assignment" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
  and t."user_id" = $4::uuid
order by t.created_at desc, t.id desc
limit $5::integer offset $6::integer;

-- Searched.
select t.id,
  t.organization_id as organization,
  t."user_id" as "user",
  t."role_id" as "role",
  t."kind" as "kind",
  t."includes_descendants" as "includes_descendants",
  t."starts_at" as "starts_at",
  t."ends_at" as "ends_at",
  t."reason" as "reason",
  t."status" as "status",
  t."assigned_by_id" as "assigned_by",
  t."approved_by_id" as "approved_by",
  t."decided_at" as "decided_at",
  t."ended_at" as "ended_at",
  t."decision" as "decision",
  t."extends_id" as "extends",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "role_assignment" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
  and (exists (select 1 from "user_account" t_user where t_user.tenant_id = t.tenant_id and t_user.id = t."user_id" and t_user."username"::text ilike $4::text) or exists (select 1 from "role" t_role where t_role.id = t."role_id" and t_role."name"::text ilike $4::text))
order by t.created_at desc, t.id desc
limit $5::integer offset $6::integer;
