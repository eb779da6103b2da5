-- The SQL by which organizations are listed.

-- The default list.
select t.id,
  null::uuid as organization,
  t."name" as "name",
  t."code" as "code",
  t."organization_type_id" as "organization_type",
  t."status" as "status",
  t."parent_id" as "parent",
  t."is_legal_entity" as "is_legal_entity",
  t."legal_entity_id" as "legal_entity",
  t."effective_date" as "effective_date",
  t."end_date" as "end_date",
  t."primary_contact_id" as "primary_contact",
  t."primary_address_id" as "primary_address",
  t."currency_id" as "currency",
  t."timezone" as "timezone",
  t."language" as "language",
  t."tax_number" as "tax_number",
  t."register_entry" as "register_entry",
  t."email" as "email",
  t."phone" as "phone",
  t."website" as "website",
  t."elevation_days" as "elevation_days",
  t."self_registration" as "self_registration",
  t."password_days" as "password_days",
  t."tags" as "tags",
  t."metadata" as "metadata",
  t."custom_fields" as "custom_fields",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "organization" t where t.tenant_id = $1 and $2::text is not null
  and (t.id = any($3::uuid[]) or t.xmin = pg_current_xact_id_if_assigned()::xid)
order by t."name" asc, t.id asc
limit $4::integer offset $5::integer;

-- Filtered by organization_type.
select t.id,
  null::uuid as organization,
  t."name" as "name",
  t."code" as "code",
  t."organization_type_id" as "organization_type",
  t."status" as "status",
  t."parent_id" as "parent",
  t."is_legal_entity" as "is_legal_entity",
  t."legal_entity_id" as "legal_entity",
  t."effective_date" as "effective_date",
  t."end_date" as "end_date",
  t."primary_contact_id" as "primary_contact",
  t."primary_address_id" as "primary_address",
  t."currency_id" as "currency",
  t."timezone" as "timezone",
  t."language" as "language",
  t."tax_number" as "tax_number",
  t."register_entry" as "register_entry",
  t."email" as "email",
  t."phone" as "phone",
  t."website" as "website",
  t."elevation_days" as "elevation_days",
  t."self_registration" as "self_registration",
  t."password_days" as "password_days",
  t."tags" as "tags",
  t."metadata" as "metadata",
  t."custom_fields" as "custom_fields",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "organization" t where t.tenant_id = $1 and $2::text is not null
  and (t.id = any($3::uuid[]) or t.xmin = pg_current_xact_id_if_assigned()::xid)
  and t."organization_type_id" = $4::uuid
order by t."name" asc, t.id asc
limit $5::integer offset $6::integer;

-- Searched.
select t.id,
  null::uuid as organization,
  t."name" as "name",
  t."code" as "code",
  t."organization_type_id" as "organization_type",
  t."status" as "status",
  t."parent_id" as "parent",
  t."is_legal_entity" as "is_legal_entity",
  t."legal_entity_id" as "legal_entity",
  t."effective_date" as "effective_date",
  t."end_date" as "end_date",
  t."primary_contact_id" as "primary_contact",
  t."primary_address_id" as "primary_address",
  t."currency_id" as "currency",
  t."timezone" as "timezone",
  t."language" as "language",
  t."tax_number" as "tax_number",
  t."register_entry" as "register_entry",
  t."email" as "email",
  t."phone" as "phone",
  t."website" as "website",
  t."elevation_days" as "elevation_days",
  t."self_registration" as "self_registration",
  t."password_days" as "password_days",
  t."tags" as "tags",
  t."metadata" as "metadata",
  t."custom_fields" as "custom_fields",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "organization" t where t.tenant_id = $1 and $2::text is not null
  and (t.id = any($3::uuid[]) or t.xmin = pg_current_xact_id_if_assigned()::xid)
  and (t."name"::text ilike $4::text or t."code"::text ilike $4::text)
order by t."name" asc, t.id asc
limit $5::integer offset $6::integer;
