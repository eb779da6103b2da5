-- The SQL by which contacts are listed.

-- The default list.
select t.id,
  null::uuid as organization,
  t."first_name" as "first_name",
  t."last_name" as "last_name",
  t."title" as "title",
  t."position" as "position",
  t."contact_type" as "contact_type",
  t."status" as "status",
  t."partner_id" as "partner",
  t."linked_organization_id" as "linked_organization",
  t."notes" as "notes",
  t."tags" as "tags",
  t."custom_fields" as "custom_fields",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "person" t where t.tenant_id = $1 and $2::text is not null
order by t."last_name" asc, t.id asc
limit $3::integer offset $4::integer;

-- Filtered by status.
select t.id,
  null::uuid as organization,
  t."first_name" as "first_name",
  t."last_name" as "last_name",
  t."title" as "title",
  t."position" as "position",
  t."contact_type" as "contact_type",
  t."status" as "status",
  t."partner_id" as "partner",
  t."linked_organization_id" as "linked_organization",
  t."notes" as "notes",
  t."tags" as "tags",
  t."custom_fields" as "custom_fields",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "person" t where t.tenant_id = $1 and $2::text is not null
  and t."status" = $3::text
order by t."last_name" asc, t.id asc
limit $4::integer offset $5::integer;

-- Searched.
select t.id,
  null::uuid as organization,
  t."first_name" as "first_name",
  t."last_name" as "last_name",
  t."title" as "title",
  t."position" as "position",
  t."contact_type" as "contact_type",
  t."status" as "status",
  t."partner_id" as "partner",
  t."linked_organization_id" as "linked_organization",
  t."notes" as "notes",
  t."tags" as "tags",
  t."custom_fields" as "custom_fields",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "person" t where t.tenant_id = $1 and $2::text is not null
  and (t."first_name"::text ilike $3::text or t."last_name"::text ilike $3::text)
order by t."last_name" asc, t.id asc
limit $4::integer offset $5::integer;
