-- The SQL by which access requests are listed.

-- The default list.
select t.id,
  t.organization_id as organization,
  t."requester_id" as "requester",
  t."role_id" as "role",
  t."permission" as "permission",
  t."record" as "record",
  t."row_id" as "row_id",
  t."includes_descendants" as "includes_descendants",
  t."justification" as "justification",
  t."is_urgent" as "is_urgent",
  t."ends_at" as "ends_at",
  t."status" as "status",
  t."approver_id" as "approver",
  t."routed_by" as "routed_by",
  t."decided_by_id" as "decided_by",
  t."decided_at" as "decided_at",
  t."decision" as "decision",
  t."assignment_id" as "assignment",
  t."object_permission_id" as "object_permission",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "access_request" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
order by t.created_at desc, t.id desc
limit $4::integer offset $5::integer;

-- Filtered by requester.
select t.id,
  t.organization_id as organization,
  t."requester_id" as "requester",
  t."role_id" as "role",
  t."permission" as "permission",
  t."record" as "record",
  t."row_id" as "row_id",
  t."includes_descendants" as "includes_descendants",
  t."justification" as "justification",
  t."is_urgent" as "is_urgent",
  t."ends_at" as "ends_at",
  t."status" as "status",
  t."approver_id" as "approver",
  t."routed_by" as "routed_by",
  t."decided_by_id" as "decided_by",
  t."decided_at" as "decided_at",
  t."decision" as "decision",
  t."assignment_id" as "assignment",
  t."object_permission_id" as "object_permission",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "access_request" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
  and t."requester_id" = $4::uuid
order by t.created_at desc, t.id desc
limit $5::integer offset $6::integer;

-- Searched.
select t.id,
  t.organization_id as organization,
  t."requester_id" as "requester",
  t."role_id" as "role",
  t."permission" as "permission",
  t."record" as "record",
  t."row_id" as "row_id",
  t."includes_descendants" as "includes_descendants",
  t."justification" as "justification",
  t."is_urgent" as "is_urgent",
  t."ends_at" as "ends_at",
  t."status" as "status",
  t."approver_id" as "approver",
  t."routed_by" as "routed_by",
  t."decided_by_id" as "decided_by",
  t."decided_at" as "decided_at",
  t."decision" as "decision",
  t."assignment_id" as "assignment",
  t."object_permission_id" as "object_permission",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "access_request" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
  and (t."permission"::text ilike $4::text or exists (select 1 from "user_account" t_requester where t_requester.tenant_id = t.tenant_id and t_requester.id = t."requester_id" and t_requester."username"::text ilike $4::text) or exists (select 1 from "role" t_role where t_role.id = t."role_id" and t_role."name"::text ilike $4::text))
order by t.created_at desc, t.id desc
limit $5::integer offset $6::integer;
