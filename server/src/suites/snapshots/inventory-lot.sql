-- The SQL by which lots are listed.

-- The default list.
select t.id,
  null::uuid as organization,
  t."product_id" as "product",
  t."number" as "number",
  t."supplier_number" as "supplier_number",
  t."manufactured_on" as "manufactured_on",
  t."expires_on" as "expires_on",
  t."status" as "status",
  t."custom_fields" as "custom_fields",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "lot" t where t.tenant_id = $1 and $2::text is not null
order by t."number" asc, t.id asc
limit $3::integer offset $4::integer;

-- Filtered by product.
select t.id,
  null::uuid as organization,
  t."product_id" as "product",
  t."number" as "number",
  t."supplier_number" as "supplier_number",
  t."manufactured_on" as "manufactured_on",
  t."expires_on" as "expires_on",
  t."status" as "status",
  t."custom_fields" as "custom_fields",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "lot" t where t.tenant_id = $1 and $2::text is not null
  and t."product_id" = $3::uuid
order by t."number" asc, t.id asc
limit $4::integer offset $5::integer;

-- Searched.
select t.id,
  null::uuid as organization,
  t."product_id" as "product",
  t."number" as "number",
  t."supplier_number" as "supplier_number",
  t."manufactured_on" as "manufactured_on",
  t."expires_on" as "expires_on",
  t."status" as "status",
  t."custom_fields" as "custom_fields",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "lot" t where t.tenant_id = $1 and $2::text is not null
  and (t."number"::text ilike $3::text)
order by t."number" asc, t.id asc
limit $4::integer offset $5::integer;
