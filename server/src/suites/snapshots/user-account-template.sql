-- The SQL by which account templates are listed.

-- The default list.
select t.id,
  null::uuid as organization,
  t."name" as "name",
  t."description" as "description",
  t."kind" as "kind",
  t."role_organization_id" as "role_organization",
  t."includes_descendants" as "includes_descendants",
  t."job_title" as "job_title",
  t."department_id" as "department",
  t."site_id" as "site",
  t."manager_id" as "manager",
  t."language" as "language",
  t."timezone" as "timezone",
  t."preferences" as "preferences",
  t."is_active" as "is_active",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by,
  array(select link."roles_id" from "account_template_roles" link
      where link."account_template_id" = t.id order by 1) as "roles"
from "account_template" t where t.tenant_id = $1 and $2::text is not null
order by t."name" asc, t.id asc
limit $3::integer offset $4::integer;

-- Filtered by kind.
select t.id,
  null::uuid as organization,
  t."name" as "name",
  t."description" as "description",
  t."kind" as "kind",
  t."role_organization_id" as "role_organization",
  t."includes_descendants" as "includes_descendants",
  t."job_title" as "job_title",
  t."department_id" as "department",
  t."site_id" as "site",
  t."manager_id" as "manager",
  t."language" as "language",
  t."timezone" as "timezone",
  t."preferences" as "preferences",
  t."is_active" as "is_active",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by,
  array(select link."roles_id" from "account_template_roles" link
      where link."account_template_id" = t.id order by 1) as "roles"
from "account_template" t where t.tenant_id = $1 and $2::text is not null
  and t."kind" = $3::text
order by t."name" asc, t.id asc
limit $4::integer offset $5::integer;

-- Searched.
select t.id,
  null::uuid as organization,
  t."name" as "name",
  t."description" as "description",
  t."kind" as "kind",
  t."role_organization_id" as "role_organization",
  t."includes_descendants" as "includes_descendants",
  t."job_title" as "job_title",
  t."department_id" as "department",
  t."site_id" as "site",
  t."manager_id" as "manager",
  t."language" as "language",
  t."timezone" as "timezone",
  t."preferences" as "preferences",
  t."is_active" as "is_active",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by,
  array(select link."roles_id" from "account_template_roles" link
      where link."account_template_id" = t.id order by 1) as "roles"
from "account_template" t where t.tenant_id = $1 and $2::text is not null
  and (t."name"::text ilike $3::text)
order by t."name" asc, t.id asc
limit $4::integer offset $5::integer;
