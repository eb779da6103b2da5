-- The SQL by which duty rules are listed.

-- The default list.
select t.id,
  null::uuid as organization,
  t.tenant_id is null as "_standard",
  t."code" as "code",
  t."name" as "name",
  t."title" as "title",
  t."description" as "description",
  t."descriptions" as "descriptions",
  t."one_side" as "one_side",
  t."other_side" as "other_side",
  t."response" as "response",
  t."binds_administrators" as "binds_administrators",
  t."is_active" as "is_active",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "duty_rule" t where (t.tenant_id = $1 or t.tenant_id is null) and $2::text is not null
  and t.is_active
order by t."code_lower" asc, t.id asc
limit $3::integer offset $4::integer;

-- Filtered by response.
select t.id,
  null::uuid as organization,
  t.tenant_id is null as "_standard",
  t."code" as "code",
  t."name" as "name",
  t."title" as "title",
  t."description" as "description",
  t."descriptions" as "descriptions",
  t."one_side" as "one_side",
  t."other_side" as "other_side",
  t."response" as "response",
  t."binds_administrators" as "binds_administrators",
  t."is_active" as "is_active",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "duty_rule" t where (t.tenant_id = $1 or t.tenant_id is null) and $2::text is not null
  and t.is_active
  and t."response" = $3::text
order by t."code_lower" asc, t.id asc
limit $4::integer offset $5::integer;

-- Searched.
select t.id,
  null::uuid as organization,
  t.tenant_id is null as "_standard",
  t."code" as "code",
  t."name" as "name",
  t."title" as "title",
  t."description" as "description",
  t."descriptions" as "descriptions",
  t."one_side" as "one_side",
  t."other_side" as "other_side",
  t."response" as "response",
  t."binds_administrators" as "binds_administrators",
  t."is_active" as "is_active",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "duty_rule" t where (t.tenant_id = $1 or t.tenant_id is null) and $2::text is not null
  and t.is_active
  and (t."code"::text ilike $3::text or t."name"::text ilike $3::text)
order by t."code_lower" asc, t.id asc
limit $4::integer offset $5::integer;
