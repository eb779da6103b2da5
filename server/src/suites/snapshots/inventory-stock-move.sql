-- The SQL by which stock moves are listed.

-- The default list.
select t.id,
  null::uuid as organization,
  t."product_id" as "product",
  t."lot_id" as "lot",
  t."from_location_id" as "from_location",
  t."to_location_id" as "to_location",
  t."owner_id" as "owner",
  trim_scale(t."quantity")::text as "quantity",
  trim_scale(t."second_quantity")::text as "second_quantity",
  t."effective_at" as "effective_at",
  t."recorded_at" as "recorded_at",
  t."reason" as "reason",
  t."document_kind" as "document_kind",
  t."document_id" as "document_id",
  t."reverses_id" as "reverses"
from "stock_move" t where t.tenant_id = $1 and $2::text is not null
  and (t.from_organization_id = any($3::uuid[]) or t.to_organization_id = any($3::uuid[]))
order by t."effective_at" desc, t.id desc
limit $4::integer offset $5::integer;

-- Filtered by product.
select t.id,
  null::uuid as organization,
  t."product_id" as "product",
  t."lot_id" as "lot",
  t."from_location_id" as "from_location",
  t."to_location_id" as "to_location",
  t."owner_id" as "owner",
  trim_scale(t."quantity")::text as "quantity",
  trim_scale(t."second_quantity")::text as "second_quantity",
  t."effective_at" as "effective_at",
  t."recorded_at" as "recorded_at",
  t."reason" as "reason",
  t."document_kind" as "document_kind",
  t."document_id" as "document_id",
  t."reverses_id" as "reverses"
from "stock_move" t where t.tenant_id = $1 and $2::text is not null
  and (t.from_organization_id = any($3::uuid[]) or t.to_organization_id = any($3::uuid[]))
  and t."product_id" = $4::uuid
order by t."effective_at" desc, t.id desc
limit $5::integer offset $6::integer;
