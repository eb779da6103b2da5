-- The SQL by which warehouses are listed.

-- The default list.
select t.id,
  t.organization_id as organization,
  t."name" as "name",
  t."code" as "code",
  t."warehouse_type" as "warehouse_type",
  t."address_id" as "address",
  t."is_active" as "is_active",
  t."tags" as "tags",
  t."custom_fields" as "custom_fields",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "warehouse" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
order by t."name" asc, t.id asc
limit $4::integer offset $5::integer;

-- Filtered by warehouse_type.
select t.id,
  t.organization_id as organization,
  t."name" as "name",
  t."code" as "code",
  t."warehouse_type" as "warehouse_type",
  t."address_id" as "address",
  t."is_active" as "is_active",
  t."tags" as "tags",
  t."custom_fields" as "custom_fields",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "warehouse" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
  and t."warehouse_type" = $4::text
order by t."name" asc, t.id asc
limit $5::integer offset $6::integer;

-- Searched.
select t.id,
  t.organization_id as organization,
  t."name" as "name",
  t."code" as "code",
  t."warehouse_type" as "warehouse_type",
  t."address_id" as "address",
  t."is_active" as "is_active",
  t."tags" as "tags",
  t."custom_fields" as "custom_fields",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "warehouse" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
  and (t."name"::text ilike $4::text or t."code"::text ilike $4::text or exists (select 1 from "address" t_address where t_address.tenant_id = t.tenant_id and t_address.id = t."address_id" and t_address."city"::text ilike $4::text))
order by t."name" asc, t.id asc
limit $5::integer offset $6::integer;
