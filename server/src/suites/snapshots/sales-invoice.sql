-- The SQL by which invoices are listed.

-- The default list.
select t.id,
  t.organization_id as organization,
  t."number" as "number",
  t."legal_entity_id" as "legal_entity",
  t."kind" as "kind",
  t."partner_id" as "partner",
  t."billing_address_id" as "billing_address",
  t."invoice_date" as "invoice_date",
  t."supply_date" as "supply_date",
  t."supply_end_date" as "supply_end_date",
  t."due_date" as "due_date",
  t."status" as "status",
  t."currency_id" as "currency",
  trim_scale(t."exchange_rate")::text as "exchange_rate",
  t."payment_term_id" as "payment_term",
  t."is_gross" as "is_gross",
  t."credits_id" as "credits",
  t."reason" as "reason",
  trim_scale(t."discount_percent")::text as "discount_percent",
  trim_scale(t."charge_amount")::text as "charge_amount",
  trim_scale(t."lines_total")::text as "lines_total",
  trim_scale(t."allowance_total")::text as "allowance_total",
  trim_scale(t."charge_total")::text as "charge_total",
  trim_scale(t."net_total")::text as "net_total",
  trim_scale(t."tax_total")::text as "tax_total",
  trim_scale(t."gross_total")::text as "gross_total",
  t."taxes" as "taxes",
  t."frozen" as "frozen",
  t."posted_at" as "posted_at",
  t."notes" as "notes",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by,
  ((select s.state from invoice_state s
  where s.tenant_id = t.tenant_id and s.invoice_id = t.id)) as "state",
  (exists (select from invoice_state s where s.tenant_id = t.tenant_id and s.invoice_id = t.id
      and s.state in ('open', 'partly_paid') and s.due_date < (select (kontor.clock() at time zone company.timezone)::date
  from organization company where company.tenant_id = t.tenant_id
    and company.id = t.legal_entity_id))) as "is_overdue",
  trim_scale(((select s.open_amount from invoice_state s
  where s.tenant_id = t.tenant_id and s.invoice_id = t.id)))::text as "open_amount"
from "invoice" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
order by t.created_at desc, t.id desc
limit $4::integer offset $5::integer;

-- Filtered by partner.
select t.id,
  t.organization_id as organization,
  t."number" as "number",
  t."legal_entity_id" as "legal_entity",
  t."kind" as "kind",
  t."partner_id" as "partner",
  t."billing_address_id" as "billing_address",
  t."invoice_date" as "invoice_date",
  t."supply_date" as "supply_date",
  t."supply_end_date" as "supply_end_date",
  t."due_date" as "due_date",
  t."status" as "status",
  t."currency_id" as "currency",
  trim_scale(t."exchange_rate")::text as "exchange_rate",
  t."payment_term_id" as "payment_term",
  t."is_gross" as "is_gross",
  t."credits_id" as "credits",
  t."reason" as "reason",
  trim_scale(t."discount_percent")::text as "discount_percent",
  trim_scale(t."charge_amount")::text as "charge_amount",
  trim_scale(t."lines_total")::text as "lines_total",
  trim_scale(t."allowance_total")::text as "allowance_total",
  trim_scale(t."charge_total")::text as "charge_total",
  trim_scale(t."net_total")::text as "net_total",
  trim_scale(t."tax_total")::text as "tax_total",
  trim_scale(t."gross_total")::text as "gross_total",
  t."taxes" as "taxes",
  t."frozen" as "frozen",
  t."posted_at" as "posted_at",
  t."notes" as "notes",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by,
  ((select s.state from invoice_state s
  where s.tenant_id = t.tenant_id and s.invoice_id = t.id)) as "state",
  (exists (select from invoice_state s where s.tenant_id = t.tenant_id and s.invoice_id = t.id
      and s.state in ('open', 'partly_paid') and s.due_date < (select (kontor.clock() at time zone company.timezone)::date
  from organization company where company.tenant_id = t.tenant_id
    and company.id = t.legal_entity_id))) as "is_overdue",
  trim_scale(((select s.open_amount from invoice_state s
  where s.tenant_id = t.tenant_id and s.invoice_id = t.id)))::text as "open_amount"
from "invoice" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
  and t."partner_id" = $4::uuid
order by t.created_at desc, t.id desc
limit $5::integer offset $6::integer;

-- Searched.
select t.id,
  t.organization_id as organization,
  t."number" as "number",
  t."legal_entity_id" as "legal_entity",
  t."kind" as "kind",
  t."partner_id" as "partner",
  t."billing_address_id" as "billing_address",
  t."invoice_date" as "invoice_date",
  t."supply_date" as "supply_date",
  t."supply_end_date" as "supply_end_date",
  t."due_date" as "due_date",
  t."status" as "status",
  t."currency_id" as "currency",
  trim_scale(t."exchange_rate")::text as "exchange_rate",
  t."payment_term_id" as "payment_term",
  t."is_gross" as "is_gross",
  t."credits_id" as "credits",
  t."reason" as "reason",
  trim_scale(t."discount_percent")::text as "discount_percent",
  trim_scale(t."charge_amount")::text as "charge_amount",
  trim_scale(t."lines_total")::text as "lines_total",
  trim_scale(t."allowance_total")::text as "allowance_total",
  trim_scale(t."charge_total")::text as "charge_total",
  trim_scale(t."net_total")::text as "net_total",
  trim_scale(t."tax_total")::text as "tax_total",
  trim_scale(t."gross_total")::text as "gross_total",
  t."taxes" as "taxes",
  t."frozen" as "frozen",
  t."posted_at" as "posted_at",
  t."notes" as "notes",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by,
  ((select s.state from invoice_state s
  where s.tenant_id = t.tenant_id and s.invoice_id = t.id)) as "state",
  (exists (select from invoice_state s where s.tenant_id = t.tenant_id and s.invoice_id = t.id
      and s.state in ('open', 'partly_paid') and s.due_date < (select (kontor.clock() at time zone company.timezone)::date
  from organization company where company.tenant_id = t.tenant_id
    and company.id = t.legal_entity_id))) as "is_overdue",
  trim_scale(((select s.open_amount from invoice_state s
  where s.tenant_id = t.tenant_id and s.invoice_id = t.id)))::text as "open_amount"
from "invoice" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
  and (t."number"::text ilike $4::text)
order by t.created_at desc, t.id desc
limit $5::integer offset $6::integer;
