-- The SQL by which permissions on rows are listed.

-- The default list.
select t.id,
  null::uuid as organization,
  t."user_id" as "user",
  t."role_id" as "role",
  t."record" as "record",
  t."row_id" as "row_id",
  t."can_view" as "can_view",
  t."can_change" as "can_change",
  t."can_delete" as "can_delete",
  t."ends_at" as "ends_at",
  t."reason" as "reason",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "object_permission" t where t.tenant_id = $1 and $2::text is not null
order by t.created_at desc, t.id desc
limit $3::integer offset $4::integer;

-- Filtered by user.
select t.id,
  null::uuid as organization,
  t."user_id" as "user",
  t."role_id" as "role",
  t."record" as "record",
  t."row_id" as "row_id",
  t."can_view" as "can_view",
  t."can_change" as "can_change",
  t."can_delete" as "can_delete",
  t."ends_at" as "ends_at",
  t."reason" as "reason",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "object_permission" t where t.tenant_id = $1 and $2::text is not null
  and t."user_id" = $3::uuid
order by t.created_at desc, t.id desc
limit $4::integer offset $5::integer;

-- Searched.
select t.id,
  null::uuid as organization,
  t."user_id" as "user",
  t."role_id" as "role",
  t."record" as "record",
  t."row_id" as "row_id",
  t."can_view" as "can_view",
  t."can_change" as "can_change",
  t."can_delete" as "can_delete",
  t."ends_at" as "ends_at",
  t."reason" as "reason",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "object_permission" t where t.tenant_id = $1 and $2::text is not null
  and (exists (select 1 from "user_account" t_user where t_user.tenant_id = t.tenant_id and t_user.id = t."user_id" and t_user."username"::text ilike $3::text) or exists (select 1 from "role" t_role where t_role.id = t."role_id" and t_role."name"::text ilike $3::text))
order by t.created_at desc, t.id desc
limit $4::integer offset $5::integer;
