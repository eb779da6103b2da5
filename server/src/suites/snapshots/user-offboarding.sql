-- The SQL by which offboardings are listed.

-- The default list.
select t.id,
  null::uuid as organization,
  t."user_id" as "user",
  t."reason" as "reason",
  t."leaves_on" as "leaves_on",
  t."successor_id" as "successor",
  t."status" as "status",
  t."ticks" as "ticks",
  t."completed_at" as "completed_at",
  t."completed_by_id" as "completed_by",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "offboarding" t where t.tenant_id = $1 and $2::text is not null
order by t.created_at desc, t.id desc
limit $3::integer offset $4::integer;

-- Filtered by user.
select t.id,
  null::uuid as organization,
  t."user_id" as "user",
  t."reason" as "reason",
  t."leaves_on" as "leaves_on",
  t."successor_id" as "successor",
  t."status" as "status",
  t."ticks" as "ticks",
  t."completed_at" as "completed_at",
  t."completed_by_id" as "completed_by",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "offboarding" t where t.tenant_id = $1 and $2::text is not null
  and t."user_id" = $3::uuid
order by t.created_at desc, t.id desc
limit $4::integer offset $5::integer;

-- Searched.
select t.id,
  null::uuid as organization,
  t."user_id" as "user",
  t."reason" as "reason",
  t."leaves_on" as "leaves_on",
  t."successor_id" as "successor",
  t."status" as "status",
  t."ticks" as "ticks",
  t."completed_at" as "completed_at",
  t."completed_by_id" as "completed_by",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "offboarding" t where t.tenant_id = $1 and $2::text is not null
  and (exists (select 1 from "user_account" t_user where t_user.tenant_id = t.tenant_id and t_user.id = t."user_id" and t_user."username"::text ilike $3::text))
order by t.created_at desc, t.id desc
limit $4::integer offset $5::integer;
