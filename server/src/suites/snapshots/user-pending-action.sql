-- The SQL by which pending actions are listed.

-- The default list.
select t.id,
  null::uuid as organization,
  t."permission" as "permission",
  t."place_id" as "place",
  t."row" as "row",
  t."asked_by_id" as "asked_by",
  t."expires_at" as "expires_at",
  t."status" as "status",
  t."decided_by_id" as "decided_by",
  t."decided_at" as "decided_at",
  t."reason" as "reason",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "pending_action" t where t.tenant_id = $1 and $2::text is not null
order by t.created_at desc, t.id desc
limit $3::integer offset $4::integer;

-- Filtered by permission.
select t.id,
  null::uuid as organization,
  t."permission" as "permission",
  t."place_id" as "place",
  t."row" as "row",
  t."asked_by_id" as "asked_by",
  t."expires_at" as "expires_at",
  t."status" as "status",
  t."decided_by_id" as "decided_by",
  t."decided_at" as "decided_at",
  t."reason" as "reason",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "pending_action" t where t.tenant_id = $1 and $2::text is not null
  and t."permission" = $3::text
order by t.created_at desc, t.id desc
limit $4::integer offset $5::integer;

-- Searched.
select t.id,
  null::uuid as organization,
  t."permission" as "permission",
  t."place_id" as "place",
  t."row" as "row",
  t."asked_by_id" as "asked_by",
  t."expires_at" as "expires_at",
  t."status" as "status",
  t."decided_by_id" as "decided_by",
  t."decided_at" as "decided_at",
  t."reason" as "reason",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "pending_action" t where t.tenant_id = $1 and $2::text is not null
  and (t."permission"::text ilike $3::text or exists (select 1 from "user_account" t_asked_by where t_asked_by.tenant_id = t.tenant_id and t_asked_by.id = t."asked_by_id" and t_asked_by."username"::text ilike $3::text))
order by t.created_at desc, t.id desc
limit $4::integer offset $5::integer;
