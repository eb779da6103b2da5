-- The SQL by which service accounts are listed.

-- The default list.
select t.id,
  null::uuid as organization,
  t."name" as "name",
  t."description" as "description",
  t."owner_id" as "owner",
  t."account_id" as "account",
  t."is_active" as "is_active",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "service_account" t where t.tenant_id = $1 and $2::text is not null
order by t."name" asc, t.id asc
limit $3::integer offset $4::integer;

-- Filtered by owner.
select t.id,
  null::uuid as organization,
  t."name" as "name",
  t."description" as "description",
  t."owner_id" as "owner",
  t."account_id" as "account",
  t."is_active" as "is_active",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "service_account" t where t.tenant_id = $1 and $2::text is not null
  and t."owner_id" = $3::uuid
order by t."name" asc, t.id asc
limit $4::integer offset $5::integer;

-- Searched.
select t.id,
  null::uuid as organization,
  t."name" as "name",
  t."description" as "description",
  t."owner_id" as "owner",
  t."account_id" as "account",
  t."is_active" as "is_active",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "service_account" t where t.tenant_id = $1 and $2::text is not null
  and (t."name"::text ilike $3::text)
order by t."name" asc, t.id asc
limit $4::integer offset $5::integer;
