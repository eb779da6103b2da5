-- The SQL by which dual controls are listed.

-- The default list.
select t.id,
  null::uuid as organization,
  t."permission" as "permission",
  t."hours" as "hours",
  t."note" as "note",
  t."status" as "status",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "dual_control" t where t.tenant_id = $1 and $2::text is not null
order by t."permission" asc, t.id asc
limit $3::integer offset $4::integer;

-- Filtered by permission.
select t.id,
  null::uuid as organization,
  t."permission" as "permission",
  t."hours" as "hours",
  t."note" as "note",
  t."status" as "status",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "dual_control" t where t.tenant_id = $1 and $2::text is not null
  and t."permission" = $3::text
order by t."permission" asc, t.id asc
limit $4::integer offset $5::integer;

-- Searched.
select t.id,
  null::uuid as organization,
  t."permission" as "permission",
  t."hours" as "hours",
  t."note" as "note",
  t."status" as "status",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "dual_control" t where t.tenant_id = $1 and $2::text is not null
  and (t."permission"::text ilike $3::text)
order by t."permission" asc, t.id asc
limit $4::integer offset $5::integer;
