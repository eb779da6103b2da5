-- The SQL by which roles are listed.

-- The default list.
select t.id,
  null::uuid as organization,
  t.tenant_id is null as "_standard",
  t."code" as "code",
  t."name" as "name",
  t."title" as "title",
  t."description" as "description",
  t."descriptions" as "descriptions",
  t."permissions" as "permissions",
  t."field_rules" as "field_rules",
  t."row_rules" as "row_rules",
  trim_scale(t."discount_limit")::text as "discount_limit",
  t."is_sensitive" as "is_sensitive",
  t."is_template" as "is_template",
  t."valid_until" as "valid_until",
  t."template_id" as "template",
  t."owner_id" as "owner",
  t."second_factor" as "second_factor",
  t."session_limit" as "session_limit",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by,
  array(select link."inherits_id" from "role_inherits" link
      where link."role_id" = t.id order by 1) as "inherits",
  (t.tenant_id is null) as "is_system_role"
from "role" t where (t.tenant_id = $1 or t.tenant_id is null) and $2::text is not null
order by t."code_lower" asc, t.id asc
limit $3::integer offset $4::integer;

-- Filtered by is_sensitive.
select t.id,
  null::uuid as organization,
  t.tenant_id is null as "_standard",
  t."code" as "code",
  t."name" as "name",
  t."title" as "title",
  t."description" as "description",
  t."descriptions" as "descriptions",
  t."permissions" as "permissions",
  t."field_rules" as "field_rules",
  t."row_rules" as "row_rules",
  trim_scale(t."discount_limit")::text as "discount_limit",
  t."is_sensitive" as "is_sensitive",
  t."is_template" as "is_template",
  t."valid_until" as "valid_until",
  t."template_id" as "template",
  t."owner_id" as "owner",
  t."second_factor" as "second_factor",
  t."session_limit" as "session_limit",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by,
  array(select link."inherits_id" from "role_inherits" link
      where link."role_id" = t.id order by 1) as "inherits",
  (t.tenant_id is null) as "is_system_role"
from "role" t where (t.tenant_id = $1 or t.tenant_id is null) and $2::text is not null
  and t."is_sensitive" = $3::boolean
order by t."code_lower" asc, t.id asc
limit $4::integer offset $5::integer;

-- Searched.
select t.id,
  null::uuid as organization,
  t.tenant_id is null as "_standard",
  t."code" as "code",
  t."name" as "name",
  t."title" as "title",
  t."description" as "description",
  t."descriptions" as "descriptions",
  t."permissions" as "permissions",
  t."field_rules" as "field_rules",
  t."row_rules" as "row_rules",
  trim_scale(t."discount_limit")::text as "discount_limit",
  t."is_sensitive" as "is_sensitive",
  t."is_template" as "is_template",
  t."valid_until" as "valid_until",
  t."template_id" as "template",
  t."owner_id" as "owner",
  t."second_factor" as "second_factor",
  t."session_limit" as "session_limit",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by,
  array(select link."inherits_id" from "role_inherits" link
      where link."role_id" = t.id order by 1) as "inherits",
  (t.tenant_id is null) as "is_system_role"
from "role" t where (t.tenant_id = $1 or t.tenant_id is null) and $2::text is not null
  and (t."code"::text ilike $3::text or t."name"::text ilike $3::text)
order by t."code_lower" asc, t.id asc
limit $4::integer offset $5::integer;
