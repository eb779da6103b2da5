-- The SQL by which partners are listed.

-- The default list.
select t.id,
  null::uuid as organization,
  t."number" as "number",
  t."kind" as "kind",
  t."name" as "name",
  t."segment" as "segment",
  t."is_customer" as "is_customer",
  t."is_supplier" as "is_supplier",
  t."status" as "status",
  t."vat_id" as "vat_id",
  t."vat_id_valid" as "vat_id_valid",
  t."tax_number" as "tax_number",
  t."language" as "language",
  t."email" as "email",
  t."phone" as "phone",
  t."website" as "website",
  t."minimum_life_days" as "minimum_life_days",
  t."notes" as "notes",
  t."tags" as "tags",
  t."custom_fields" as "custom_fields",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "partner" t where t.tenant_id = $1 and $2::text is not null
order by t."name" asc, t.id asc
limit $3::integer offset $4::integer;

-- Filtered by kind.
select t.id,
  null::uuid as organization,
  t."number" as "number",
  t."kind" as "kind",
  t."name" as "name",
  t."segment" as "segment",
  t."is_customer" as "is_customer",
  t."is_supplier" as "is_supplier",
  t."status" as "status",
  t."vat_id" as "vat_id",
  t."vat_id_valid" as "vat_id_valid",
  t."tax_number" as "tax_number",
  t."language" as "language",
  t."email" as "email",
  t."phone" as "phone",
  t."website" as "website",
  t."minimum_life_days" as "minimum_life_days",
  t."notes" as "notes",
  t."tags" as "tags",
  t."custom_fields" as "custom_fields",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "partner" t where t.tenant_id = $1 and $2::text is not null
  and t."kind" = $3::text
order by t."name" asc, t.id asc
limit $4::integer offset $5::integer;

-- Searched.
select t.id,
  null::uuid as organization,
  t."number" as "number",
  t."kind" as "kind",
  t."name" as "name",
  t."segment" as "segment",
  t."is_customer" as "is_customer",
  t."is_supplier" as "is_supplier",
  t."status" as "status",
  t."vat_id" as "vat_id",
  t."vat_id_valid" as "vat_id_valid",
  t."tax_number" as "tax_number",
  t."language" as "language",
  t."email" as "email",
  t."phone" as "phone",
  t."website" as "website",
  t."minimum_life_days" as "minimum_life_days",
  t."notes" as "notes",
  t."tags" as "tags",
  t."custom_fields" as "custom_fields",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "partner" t where t.tenant_id = $1 and $2::text is not null
  and (t."number"::text ilike $3::text or t."name"::text ilike $3::text or t."email"::text ilike $3::text)
order by t."name" asc, t.id asc
limit $4::integer offset $5::integer;
