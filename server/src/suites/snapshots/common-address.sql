-- The SQL by which addresses are listed.

-- The default list.
select t.id,
  null::uuid as organization,
  t."street_address_1" as "street_address_1",
  t."street_address_2" as "street_address_2",
  t."city" as "city",
  t."state" as "state",
  t."postal_code" as "postal_code",
  t."country" as "country",
  trim_scale(t."latitude")::text as "latitude",
  trim_scale(t."longitude")::text as "longitude",
  t."status" as "status",
  t."custom_fields" as "custom_fields",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "address" t where t.tenant_id = $1 and $2::text is not null
order by t.created_at desc, t.id desc
limit $3::integer offset $4::integer;
