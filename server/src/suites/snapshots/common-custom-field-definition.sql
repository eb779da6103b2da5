-- The SQL by which custom fields are listed.

-- The default list.
select t.id,
  null::uuid as organization,
  t."record" as "record",
  t."name" as "name",
  t."title" as "title",
  t."field_type" as "field_type",
  t."choices" as "choices",
  t."is_required" as "is_required",
  t."position" as "position",
  t."help_text" as "help_text",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "custom_field_definition" t where t.tenant_id = $1 and $2::text is not null
order by t."record" asc, t.id asc
limit $3::integer offset $4::integer;

-- Filtered by record.
select t.id,
  null::uuid as organization,
  t."record" as "record",
  t."name" as "name",
  t."title" as "title",
  t."field_type" as "field_type",
  t."choices" as "choices",
  t."is_required" as "is_required",
  t."position" as "position",
  t."help_text" as "help_text",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "custom_field_definition" t where t.tenant_id = $1 and $2::text is not null
  and t."record" = $3::text
order by t."record" asc, t.id asc
limit $4::integer offset $5::integer;

-- Searched.
select t.id,
  null::uuid as organization,
  t."record" as "record",
  t."name" as "name",
  t."title" as "title",
  t."field_type" as "field_type",
  t."choices" as "choices",
  t."is_required" as "is_required",
  t."position" as "position",
  t."help_text" as "help_text",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "custom_field_definition" t where t.tenant_id = $1 and $2::text is not null
  and (t."name"::text ilike $3::text)
order by t."record" asc, t.id asc
limit $4::integer offset $5::integer;
