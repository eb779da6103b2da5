-- The SQL by which stored credentials are listed.

-- The default list.
select t.id,
  null::uuid as organization,
  t."name" as "name",
  t."kind" as "kind",
  t."description" as "description",
  t."rotation_days" as "rotation_days",
  t."rotated_at" as "rotated_at",
  t."last_used_at" as "last_used_at",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "stored_credential" t where t.tenant_id = $1 and $2::text is not null
order by t."name" asc, t.id asc
limit $3::integer offset $4::integer;

-- Filtered by kind.
select t.id,
  null::uuid as organization,
  t."name" as "name",
  t."kind" as "kind",
  t."description" as "description",
  t."rotation_days" as "rotation_days",
  t."rotated_at" as "rotated_at",
  t."last_used_at" as "last_used_at",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "stored_credential" t where t.tenant_id = $1 and $2::text is not null
  and t."kind" = $3::text
order by t."name" asc, t.id asc
limit $4::integer offset $5::integer;

-- Searched.
select t.id,
  null::uuid as organization,
  t."name" as "name",
  t."kind" as "kind",
  t."description" as "description",
  t."rotation_days" as "rotation_days",
  t."rotated_at" as "rotated_at",
  t."last_used_at" as "last_used_at",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "stored_credential" t where t.tenant_id = $1 and $2::text is not null
  and (t."name"::text ilike $3::text)
order by t."name" asc, t.id asc
limit $4::integer offset $5::integer;
