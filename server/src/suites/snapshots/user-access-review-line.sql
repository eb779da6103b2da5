-- The SQL by which lines of access reviews are listed.

-- The default list.
select t.id,
  t.organization_id as organization,
  t."review_id" as "review",
  t."user_id" as "user",
  t."role_id" as "role",
  t."kind" as "kind",
  t."basis" as "basis",
  t."ends_at" as "ends_at",
  t."reason" as "reason",
  t."conflicts" as "conflicts",
  t."decision" as "decision",
  t."comment" as "comment",
  t."decided_by_id" as "decided_by",
  t."decided_at" as "decided_at",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "access_review_line" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
order by t.created_at asc, t.id asc
limit $4::integer offset $5::integer;

-- Filtered by review.
select t.id,
  t.organization_id as organization,
  t."review_id" as "review",
  t."user_id" as "user",
  t."role_id" as "role",
  t."kind" as "kind",
  t."basis" as "basis",
  t."ends_at" as "ends_at",
  t."reason" as "reason",
  t."conflicts" as "conflicts",
  t."decision" as "decision",
  t."comment" as "comment",
  t."decided_by_id" as "decided_by",
  t."decided_at" as "decided_at",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "access_review_line" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
  and t."review_id" = $4::uuid
order by t.created_at asc, t.id asc
limit $5::integer offset $6::integer;

-- Searched.
select t.id,
  t.organization_id as organization,
  t."review_id" as "review",
  t."user_id" as "user",
  t."role_id" as "role",
  t."kind" as "kind",
  t."basis" as "basis",
  t."ends_at" as "ends_at",
  t."reason" as "reason",
  t."conflicts" as "conflicts",
  t."decision" as "decision",
  t."comment" as "comment",
  t."decided_by_id" as "decided_by",
  t."decided_at" as "decided_at",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "access_review_line" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
  and (exists (select 1 from "user_account" t_user where t_user.tenant_id = t.tenant_id and t_user.id = t."user_id" and t_user."username"::text ilike $4::text) or exists (select 1 from "role" t_role where t_role.id = t."role_id" and t_role."name"::text ilike $4::text))
order by t.created_at asc, t.id asc
limit $5::integer offset $6::integer;
