-- The SQL by which api keys are listed.

-- The default list.
select t.id,
  null::uuid as organization,
  t."name" as "name",
  t."service_account_id" as "service_account",
  t."prefix" as "prefix",
  t."scopes" as "scopes",
  t."networks" as "networks",
  t."status" as "status",
  t."expires_at" as "expires_at",
  t."usage_limit" as "usage_limit",
  t."per_minute" as "per_minute",
  t."use_count" as "use_count",
  t."last_used_at" as "last_used_at",
  t."replaces_id" as "replaces",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "api_key" t where t.tenant_id = $1 and $2::text is not null
order by t.created_at desc, t.id desc
limit $3::integer offset $4::integer;

-- Filtered by service_account.
select t.id,
  null::uuid as organization,
  t."name" as "name",
  t."service_account_id" as "service_account",
  t."prefix" as "prefix",
  t."scopes" as "scopes",
  t."networks" as "networks",
  t."status" as "status",
  t."expires_at" as "expires_at",
  t."usage_limit" as "usage_limit",
  t."per_minute" as "per_minute",
  t."use_count" as "use_count",
  t."last_used_at" as "last_used_at",
  t."replaces_id" as "replaces",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "api_key" t where t.tenant_id = $1 and $2::text is not null
  and t."service_account_id" = $3::uuid
order by t.created_at desc, t.id desc
limit $4::integer offset $5::integer;

-- Searched.
select t.id,
  null::uuid as organization,
  t."name" as "name",
  t."service_account_id" as "service_account",
  t."prefix" as "prefix",
  t."scopes" as "scopes",
  t."networks" as "networks",
  t."status" as "status",
  t."expires_at" as "expires_at",
  t."usage_limit" as "usage_limit",
  t."per_minute" as "per_minute",
  t."use_count" as "use_count",
  t."last_used_at" as "last_used_at",
  t."replaces_id" as "replaces",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "api_key" t where t.tenant_id = $1 and $2::text is not null
  and (t."name"::text ilike $3::text or t."prefix"::text ilike $3::text)
order by t.created_at desc, t.id desc
limit $4::integer offset $5::integer;
