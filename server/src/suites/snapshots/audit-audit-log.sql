-- The SQL by which audit trail are listed.

-- The default list.
select t.id,
  t.organization_id as organization,
  t."occurred_at" as "occurred_at",
  t."user_id" as "user",
  t."actor_name" as "actor_name",
  t."action" as "action",
  t."record" as "record",
  t."record_id" as "record_id",
  t."record_label" as "record_label",
  t."changes" as "changes",
  t."ip_address" as "ip_address",
  t."context" as "context"
from "audit_log" t where t.tenant_id = $1 and $2::text is not null
  and (t.organization_id = any($3::uuid[]) or t.organization_id is null)
order by t."occurred_at" desc, t.id desc
limit $4::integer offset $5::integer;

-- Filtered by action.
select t.id,
  t.organization_id as organization,
  t."occurred_at" as "occurred_at",
  t."user_id" as "user",
  t."actor_name" as "actor_name",
  t."action" as "action",
  t."record" as "record",
  t."record_id" as "record_id",
  t."record_label" as "record_label",
  t."changes" as "changes",
  t."ip_address" as "ip_address",
  t."context" as "context"
from "audit_log" t where t.tenant_id = $1 and $2::text is not null
  and (t.organization_id = any($3::uuid[]) or t.organization_id is null)
  and t."action" = $4::text
order by t."occurred_at" desc, t.id desc
limit $5::integer offset $6::integer;

-- Searched.
select t.id,
  t.organization_id as organization,
  t."occurred_at" as "occurred_at",
  t."user_id" as "user",
  t."actor_name" as "actor_name",
  t."action" as "action",
  t."record" as "record",
  t."record_id" as "record_id",
  t."record_label" as "record_label",
  t."changes" as "changes",
  t."ip_address" as "ip_address",
  t."context" as "context"
from "audit_log" t where t.tenant_id = $1 and $2::text is not null
  and (t.organization_id = any($3::uuid[]) or t.organization_id is null)
  and (t."record_label"::text ilike $4::text or t."actor_name"::text ilike $4::text)
order by t."occurred_at" desc, t.id desc
limit $5::integer offset $6::integer;
