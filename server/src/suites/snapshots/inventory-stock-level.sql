-- The SQL by which stock by warehouse are listed.

-- The default list.
select t.id,
  t.organization_id as organization,
  t."product_id" as "product",
  t."warehouse_id" as "warehouse",
  t."owner_id" as "owner",
  trim_scale(t."on_hand")::text as "on_hand",
  trim_scale(t."usable")::text as "usable",
  trim_scale(t."reserved")::text as "reserved"
from "stock_level" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
order by t.id asc, t.id asc
limit $4::integer offset $5::integer;

-- Filtered by product.
select t.id,
  t.organization_id as organization,
  t."product_id" as "product",
  t."warehouse_id" as "warehouse",
  t."owner_id" as "owner",
  trim_scale(t."on_hand")::text as "on_hand",
  trim_scale(t."usable")::text as "usable",
  trim_scale(t."reserved")::text as "reserved"
from "stock_level" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
  and t."product_id" = $4::uuid
order by t.id asc, t.id asc
limit $5::integer offset $6::integer;
