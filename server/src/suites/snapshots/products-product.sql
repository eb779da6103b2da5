-- The SQL by which products are listed.

-- The default list.
select t.id,
  t.organization_id as organization,
  t."sku" as "sku",
  t."name" as "name",
  t."description" as "description",
  t."kind" as "kind",
  t."parent_id" as "parent",
  t."product_type" as "product_type",
  t."category_id" as "category",
  t."status" as "status",
  t."base_unit_id" as "base_unit",
  t."second_unit_id" as "second_unit",
  t."tax_category_id" as "tax_category",
  t."tracking" as "tracking",
  t."is_inventory_tracked" as "is_inventory_tracked",
  t."is_purchasable" as "is_purchasable",
  t."is_sellable" as "is_sellable",
  t."is_manufactured" as "is_manufactured",
  trim_scale(t."weight_kilogram")::text as "weight_kilogram",
  t."base_sku" as "base_sku",
  t."variant_code" as "variant_code",
  t."attributes" as "attributes",
  t."legacy_sku" as "legacy_sku",
  t."legacy_id" as "legacy_id",
  t."image_id" as "image",
  t."tags" as "tags",
  t."custom_fields" as "custom_fields",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "product" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
order by t."sku_lower" asc, t.id asc
limit $4::integer offset $5::integer;

-- Filtered by category.
select t.id,
  t.organization_id as organization,
  t."sku" as "sku",
  t."name" as "name",
  t."description" as "description",
  t."kind" as "kind",
  t."parent_id" as "parent",
  t."product_type" as "product_type",
  t."category_id" as "category",
  t."status" as "status",
  t."base_unit_id" as "base_unit",
  t."second_unit_id" as "second_unit",
  t."tax_category_id" as "tax_category",
  t."tracking" as "tracking",
  t."is_inventory_tracked" as "is_inventory_tracked",
  t."is_purchasable" as "is_purchasable",
  t."is_sellable" as "is_sellable",
  t."is_manufactured" as "is_manufactured",
  trim_scale(t."weight_kilogram")::text as "weight_kilogram",
  t."base_sku" as "base_sku",
  t."variant_code" as "variant_code",
  t."attributes" as "attributes",
  t."legacy_sku" as "legacy_sku",
  t."legacy_id" as "legacy_id",
  t."image_id" as "image",
  t."tags" as "tags",
  t."custom_fields" as "custom_fields",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "product" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
  and t."category_id" = $4::uuid
order by t."sku_lower" asc, t.id asc
limit $5::integer offset $6::integer;

-- Searched.
select t.id,
  t.organization_id as organization,
  t."sku" as "sku",
  t."name" as "name",
  t."description" as "description",
  t."kind" as "kind",
  t."parent_id" as "parent",
  t."product_type" as "product_type",
  t."category_id" as "category",
  t."status" as "status",
  t."base_unit_id" as "base_unit",
  t."second_unit_id" as "second_unit",
  t."tax_category_id" as "tax_category",
  t."tracking" as "tracking",
  t."is_inventory_tracked" as "is_inventory_tracked",
  t."is_purchasable" as "is_purchasable",
  t."is_sellable" as "is_sellable",
  t."is_manufactured" as "is_manufactured",
  trim_scale(t."weight_kilogram")::text as "weight_kilogram",
  t."base_sku" as "base_sku",
  t."variant_code" as "variant_code",
  t."attributes" as "attributes",
  t."legacy_sku" as "legacy_sku",
  t."legacy_id" as "legacy_id",
  t."image_id" as "image",
  t."tags" as "tags",
  t."custom_fields" as "custom_fields",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "product" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
  and (t."sku"::text ilike $4::text or coalesce(t."name"->>$2, t."name"->>'en', t."name"->>'de', (select value
    from jsonb_each_text(t."name") limit 1)) ilike $4::text)
order by t."sku_lower" asc, t.id asc
limit $5::integer offset $6::integer;
