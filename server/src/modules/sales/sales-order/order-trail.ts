/** The life of an order on one page: from quotation to payment, and what led to what. */
import type { Resource } from '#contract/kit/resource.ts'
import { permissionOf } from '#contract/kit/resource.ts'
import { listPath, type RecordName } from '#contract/record-names.ts'
import { customerReturn } from '#contract/sales/customer-return.ts'
import { delivery } from '#contract/sales/delivery.ts'
import { invoice } from '#contract/sales/invoice.ts'
import { payment } from '#contract/sales/payment.ts'
import { quotation } from '#contract/sales/quotation.ts'
import { salesOrder } from '#contract/sales/sales-order.ts'
import type { Context } from '#server/kit/context.ts'
import type { Route } from '#server/kit/http/route.ts'
import { organizationsWith } from '#server/kit/rights.ts'
import { resolveKey } from '#server/kit/query/by-key.ts'
import { readOne } from '#server/kit/query/read.ts'
import { computedExpression } from '#server/kit/query/select.ts'

export const orderTrail: Route = {
  method: 'GET',
  path: '/api/v1/sales-orders/:key/trail/',
  permission: permissionOf(salesOrder, 'view'),
  summary: 'Reads the documents before and after an order, each with its status and what it follows from.',
  run: async (ctx, call) => {
    const id = await resolveKey(salesOrder, call.params.key ?? '', ctx)
    await readOne(salesOrder, id, ctx)
    return { status: 200, body: { results: await readTrail(id, ctx) } }
  },
}

const trailed: readonly Resource[] = [quotation, salesOrder, delivery, customerReturn, invoice, payment]
const records = new Map(trailed.map((record) => [record.name, record]))

interface Step {
  readonly record: string
  readonly id: string
  readonly number: string | null
  readonly status: string
  readonly day: string | null
  readonly amount: string | null
  readonly currency: string | null
  readonly organization: string
  /** Ids of the documents it follows from. */
  readonly sources: readonly string[]
}

/** Each part gives: record, id, number, status, day, amount, currency, organization, sources. */
const trailText = () => `with line as (
  select id, sales_order_id from sales_order_line where tenant_id = $1 and sales_order_id = $2
), ordered as (
  select o.* from sales_order o where o.tenant_id = $1 and o.id = $2
), delivered as (
  select distinct dl.id as line, d.* from line l
  join delivery_line dl on dl.tenant_id = $1 and dl.sales_order_line_id = l.id
  join delivery d on d.tenant_id = $1 and d.id = dl.delivery_id
), billed as (
  select il.id as line, il.invoice_id, il.delivery_line_id from line l
  join invoice_line il on il.tenant_id = $1 and il.sales_order_line_id = l.id and il.credited_line_id is null
), invoices as (
  select b.invoice_id as id, array_agg(distinct coalesce(d.id, $2)) as sources
  from billed b left join delivered d on d.line = b.delivery_line_id group by 1
), credits as (
  select cl.invoice_id as id, array_agg(distinct b.invoice_id) as sources
  from billed b join invoice_line cl on cl.tenant_id = $1 and cl.credited_line_id = b.line
  where cl.invoice_id not in (select id from invoices) group by 1
), bills as (select * from invoices union all select * from credits), steps as (
  select 'sales.quotation' as record, q.id, q.number, q.status, q.quotation_date as day,
    q.gross_total as amount, q.currency_id, q.organization_id, '{}'::uuid[] as sources
  from ordered o join quotation q on q.tenant_id = $1 and q.id = o.quotation_id
  union all
  select 'sales.sales_order', o.id, o.number, o.status, o.order_date, o.gross_total, o.currency_id,
    o.organization_id, array_remove(array[o.quotation_id], null) from ordered o
  union all
  select distinct 'sales.delivery', d.id, d.number, d.status, coalesce(d.supply_date, d.planned_date),
    null::numeric, null::uuid, d.organization_id, array[$2::uuid] from delivered d
  union all
  select 'sales.customer_return', r.id, r.number, r.status, r.received_at::date, null::numeric, null::uuid,
    r.organization_id, array_agg(distinct d.id) from delivered d
  join customer_return_line rl on rl.tenant_id = $1 and rl.delivery_line_id = d.line
  join customer_return r on r.tenant_id = $1 and r.id = rl.customer_return_id
  group by r.id, r.number, r.status, r.received_at, r.organization_id
  union all
  select 'sales.invoice', i.id, i.number, ${computedExpression(invoice, 'state', 'i')}, i.invoice_date,
    i.gross_total, i.currency_id, i.organization_id, b.sources
  from bills b join invoice i on i.tenant_id = $1 and i.id = b.id
  union all
  select 'sales.payment', p.id, p.number, p.status, p.payment_date, p.amount, p.currency_id,
    p.organization_id, array_agg(distinct oi.invoice_id) from bills b
  join open_item oi on oi.tenant_id = $1 and oi.invoice_id = b.id
  join payment_allocation pa on pa.tenant_id = $1 and pa.open_item_id = oi.id
  join payment p on p.tenant_id = $1 and p.id = pa.payment_id
  group by p.id, p.number, p.status, p.payment_date, p.amount, p.currency_id, p.organization_id
)
select s.record, s.id, s.number, s.status, s.day, trim_scale(s.amount)::text as amount,
  (select c.code from currency c where c.id = s.currency_id) as currency,
  s.organization_id as organization, s.sources
from steps s order by s.day nulls last, s.number, s.id`

/** Documents of kinds that the caller may not see are left out, as if they were not there. */
export async function readTrail(id: string, ctx: Context) {
  const rows = await ctx.rows<Step>(trailText(), [ctx.tenantId, id])
  const order = [...records.keys()]
  return rows
    .filter(({ record, organization }) =>
      organizationsWith(ctx.identity, permissionOf({ name: record }, 'view')).includes(organization),
    )
    .toSorted((one, other) => order.indexOf(one.record) - order.indexOf(other.record))
    .map(({ organization: _, ...step }) => ({
      ...step,
      label: records.get(step.record)?.label[0],
      href: `${listPath(step.record as RecordName)}${step.id}/`,
    }))
}
