-- The SQL by which vat registrations are listed.

-- The default list.
select t.id,
  t.organization_id as organization,
  t."country" as "country",
  t."vat_id" as "vat_id",
  t."valid_from" as "valid_from",
  t."valid_to" as "valid_to",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "vat_registration" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
order by t.created_at desc, t.id desc
limit $4::integer offset $5::integer;

-- Filtered by country.
select t.id,
  t.organization_id as organization,
  t."country" as "country",
  t."vat_id" as "vat_id",
  t."valid_from" as "valid_from",
  t."valid_to" as "valid_to",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "vat_registration" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
  and t."country" = $4::text
order by t.created_at desc, t.id desc
limit $5::integer offset $6::integer;

-- Searched.
select t.id,
  t.organization_id as organization,
  t."country" as "country",
  t."vat_id" as "vat_id",
  t."valid_from" as "valid_from",
  t."valid_to" as "valid_to",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "vat_registration" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
  and (t."vat_id"::text ilike $4::text)
order by t.created_at desc, t.id desc
limit $5::integer offset $6::integer;
