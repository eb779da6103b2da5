-- The SQL by which access reviews are listed.

-- The default list.
select t.id,
  t.organization_id as organization,
  t."name" as "name",
  t."reviewer_id" as "reviewer",
  t."deputy_id" as "deputy",
  t."covers" as "covers",
  t."role_id" as "role",
  t."user_id" as "user",
  t."only_critical" as "only_critical",
  t."starts_on" as "starts_on",
  t."due_date" as "due_date",
  t."remind_days" as "remind_days",
  t."if_late" as "if_late",
  t."repeat_months" as "repeat_months",
  t."status" as "status",
  t."started_at" as "started_at",
  t."completed_at" as "completed_at",
  t."reminded_at" as "reminded_at",
  t."follows_id" as "follows",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by,
  ((select count(*)::integer from access_review_line l
  where l.tenant_id = t.tenant_id and l.review_id = t.id)) as "line_count",
  ((select count(*)::integer from access_review_line l
  where l.tenant_id = t.tenant_id and l.review_id = t.id and l.decision = 'open')) as "open_count",
  ((select count(*)::integer from access_review_line l
  where l.tenant_id = t.tenant_id and l.review_id = t.id and l.decision = 'withdraw')) as "withdrawn_count"
from "access_review" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
order by t."due_date" desc, t.id desc
limit $4::integer offset $5::integer;

-- Filtered by reviewer.
select t.id,
  t.organization_id as organization,
  t."name" as "name",
  t."reviewer_id" as "reviewer",
  t."deputy_id" as "deputy",
  t."covers" as "covers",
  t."role_id" as "role",
  t."user_id" as "user",
  t."only_critical" as "only_critical",
  t."starts_on" as "starts_on",
  t."due_date" as "due_date",
  t."remind_days" as "remind_days",
  t."if_late" as "if_late",
  t."repeat_months" as "repeat_months",
  t."status" as "status",
  t."started_at" as "started_at",
  t."completed_at" as "completed_at",
  t."reminded_at" as "reminded_at",
  t."follows_id" as "follows",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by,
  ((select count(*)::integer from access_review_line l
  where l.tenant_id = t.tenant_id and l.review_id = t.id)) as "line_count",
  ((select count(*)::integer from access_review_line l
  where l.tenant_id = t.tenant_id and l.review_id = t.id and l.decision = 'open')) as "open_count",
  ((select count(*)::integer from access_review_line l
  where l.tenant_id = t.tenant_id and l.review_id = t.id and l.decision = 'withdraw')) as "withdrawn_count"
from "access_review" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
  and t."reviewer_id" = $4::uuid
order by t."due_date" desc, t.id desc
limit $5::integer offset $6::integer;

-- Searched.
select t.id,
  t.organization_id as organization,
  t."name" as "name",
  t."reviewer_id" as "reviewer",
  t."deputy_id" as "deputy",
  t."covers" as "covers",
  t."role_id" as "role",
  t."user_id" as "user",
  t."only_critical" as "only_critical",
  t."starts_on" as "starts_on",
  t."due_date" as "due_date",
  t."remind_days" as "remind_days",
  t."if_late" as "if_late",
  t."repeat_months" as "repeat_months",
  t."status" as "status",
  t."started_at" as "started_at",
  t."completed_at" as "completed_at",
  t."reminded_at" as "reminded_at",
  t."follows_id" as "follows",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by,
  ((select count(*)::integer from access_review_line l
  where l.tenant_id = t.tenant_id and l.review_id = t.id)) as "line_count",
  ((select count(*)::integer from access_review_line l
  where l.tenant_id = t.tenant_id and l.review_id = t.id and l.decision = 'open')) as "open_count",
  ((select count(*)::integer from access_review_line l
  where l.tenant_id = t.tenant_id and l.review_id = t.id and l.decision = 'withdraw')) as "withdrawn_count"
from "access_review" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
  and (t."name"::text ilike $4::text or exists (select 1 from "user_account" t_reviewer where t_reviewer.tenant_id = t.tenant_id and t_reviewer.id = t."reviewer_id" and t_reviewer."username"::text ilike $4::text))
order by t."due_date" desc, t.id desc
limit $5::integer offset $6::integer;
