-- The SQL by which product images are listed.

-- The default list.
select t.id,
  t.organization_id as organization,
  t."product_id" as "product",
  t."file_id" as "file",
  t."image_type" as "image_type",
  t."is_front" as "is_front",
  t."is_primary" as "is_primary",
  t."position" as "position",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "product_image" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
order by t."position" asc, t.id asc
limit $4::integer offset $5::integer;

-- Filtered by product.
select t.id,
  t.organization_id as organization,
  t."product_id" as "product",
  t."file_id" as "file",
  t."image_type" as "image_type",
  t."is_front" as "is_front",
  t."is_primary" as "is_primary",
  t."position" as "position",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "product_image" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
  and t."product_id" = $4::uuid
order by t."position" asc, t.id asc
limit $5::integer offset $6::integer;
