-- The SQL by which users are listed.

-- The default list.
select t.id,
  null::uuid as organization,
  t."username" as "username",
  t."display_name" as "display_name",
  t."email" as "email",
  t."kind" as "kind",
  t."status" as "status",
  t."status_reason" as "status_reason",
  t."employee_id" as "employee_id",
  t."job_title" as "job_title",
  t."phone" as "phone",
  t."department_id" as "department",
  t."site_id" as "site",
  t."manager_id" as "manager",
  t."hire_date" as "hire_date",
  t."photo_id" as "photo",
  t."email_visibility" as "email_visibility",
  t."phone_visibility" as "phone_visibility",
  t."photo_visibility" as "photo_visibility",
  t."site_visibility" as "site_visibility",
  t."preferences" as "preferences",
  t."custom_fields" as "custom_fields",
  t."language" as "language",
  t."timezone" as "timezone",
  t."last_login_at" as "last_login_at",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "user_account" t where t.tenant_id = $1 and $2::text is not null
order by t."username_lower" asc, t.id asc
limit $3::integer offset $4::integer;

-- Filtered by status.
select t.id,
  null::uuid as organization,
  t."username" as "username",
  t."display_name" as "display_name",
  t."email" as "email",
  t."kind" as "kind",
  t."status" as "status",
  t."status_reason" as "status_reason",
  t."employee_id" as "employee_id",
  t."job_title" as "job_title",
  t."phone" as "phone",
  t."department_id" as "department",
  t."site_id" as "site",
  t."manager_id" as "manager",
  t."hire_date" as "hire_date",
  t."photo_id" as "photo",
  t."email_visibility" as "email_visibility",
  t."phone_visibility" as "phone_visibility",
  t."photo_visibility" as "photo_visibility",
  t."site_visibility" as "site_visibility",
  t."preferences" as "preferences",
  t."custom_fields" as "custom_fields",
  t."language" as "language",
  t."timezone" as "timezone",
  t."last_login_at" as "last_login_at",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "user_account" t where t.tenant_id = $1 and $2::text is not null
  and t."status" = $3::text
order by t."username_lower" asc, t.id asc
limit $4::integer offset $5::integer;

-- Searched.
select t.id,
  null::uuid as organization,
  t."username" as "username",
  t."display_name" as "display_name",
  t."email" as "email",
  t."kind" as "kind",
  t."status" as "status",
  t."status_reason" as "status_reason",
  t."employee_id" as "employee_id",
  t."job_title" as "job_title",
  t."phone" as "phone",
  t."department_id" as "department",
  t."site_id" as "site",
  t."manager_id" as "manager",
  t."hire_date" as "hire_date",
  t."photo_id" as "photo",
  t."email_visibility" as "email_visibility",
  t."phone_visibility" as "phone_visibility",
  t."photo_visibility" as "photo_visibility",
  t."site_visibility" as "site_visibility",
  t."preferences" as "preferences",
  t."custom_fields" as "custom_fields",
  t."language" as "language",
  t."timezone" as "timezone",
  t."last_login_at" as "last_login_at",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "user_account" t where t.tenant_id = $1 and $2::text is not null
  and (t."username"::text ilike $3::text or t."display_name"::text ilike $3::text)
order by t."username_lower" asc, t.id asc
limit $4::integer offset $5::integer;
