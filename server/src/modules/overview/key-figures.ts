/** What book-keeping comes to: turnover of this month and the last, what customers owe and what of it is late. */
import type { KeyFigure } from '#contract/overview/open-work.ts'
import type { Context } from '#server/kit/context.ts'
import { organizationsWith } from '#server/kit/rights.ts'
import { todayOf } from '#server/modules/sales/public.ts'

const months = (count: number) => `(date_trunc('month', ${todayOf('d')}) - interval '${count} months')::date`
const turnover = `sum(case d.kind when 'credit_note' then -d.net_total else d.net_total end)`
const issued = `from invoice d left join currency c on c.id = d.currency_id
  where d.tenant_id = $1 and d.organization_id = any($2::uuid[]) and d.status = 'posted'`
/** No business day is further from the clock than one day; by this bound the index of dates serves. */
const lately = `d.invoice_date >= current_date - 70`
const owed = `from invoice_state s join invoice d on d.tenant_id = s.tenant_id and d.id = s.invoice_id
  left join currency c on c.id = d.currency_id
  where s.tenant_id = $1 and d.organization_id = any($2::uuid[]) and s.state in ('open', 'partly_paid')
    and d.kind <> 'credit_note'`

const text = `select key, trim_scale(amount)::text as amount, currency from (
    select 1 as place, 'turnover_month' as key, ${turnover} as amount, c.code as currency
    ${issued} and ${lately} and d.invoice_date >= ${months(0)} group by c.code
  union all
    select 2, 'turnover_last_month', ${turnover}, c.code
    ${issued} and ${lately} and d.invoice_date >= ${months(1)} and d.invoice_date < ${months(0)} group by c.code
  union all
    select 3, 'receivables', sum(s.open_amount), c.code ${owed} group by c.code
  union all
    select 4, 'overdue', sum(s.open_amount), c.code ${owed} and s.due_date < ${todayOf('d')} group by c.code
  ) figures order by place, currency`

const told = ['net_total', 'gross_total', 'open_amount', 'state'].map((name) => `sales.invoice.${name}`)

/** Of the invoices the caller may see; none where a role of his hides what they come to. */
export async function readKeyFigures(ctx: Context): Promise<readonly KeyFigure[]> {
  const { identity } = ctx
  const organizations = organizationsWith(identity, 'sales.view_invoice')
  const isHidden = identity.memberships.some(({ fieldRules }) =>
    told.some((path) => fieldRules[path] === 'hidden'),
  )
  if (organizations.length === 0 || isHidden) return []
  return ctx.rows<KeyFigure>(text, [ctx.tenantId, organizations])
}
