/** Takes shipments back of which nothing is billed: the goods stand where they stood, the orders wait again. */
import { delivery } from '#contract/sales/delivery.ts'
import { refuse } from '#contract/sales/failures.ts'
import { action } from '#server/kit/action.ts'
import type { Context } from '#server/kit/context.ts'
import type { Draft } from '#server/kit/served.ts'
import { reasonOf } from '#server/modules/inventory/public.ts'
import { nameOf } from '#server/modules/sales/document/document-guards.ts'
import { linesOf, textOf } from '#server/modules/sales/document/draft-values.ts'
import { lockOrdersOf } from '#server/modules/sales/sales-order/order-progress.ts'
import {
  type DemandRow,
  reservedSupplies,
  reserveDemands,
} from '#server/modules/sales/sales-order/reserve-orders.ts'
import { shippedOrders } from './ship-delivery.ts'

export const reverseDelivery = action(delivery, 'reverse', async (deliveries, ctx, body) => {
  const reason = reasonOf(body, 1000)
  const ids = deliveries.map(({ id }) => id)
  // Documents before stock, always (DOMAIN 4).
  const orders = await lockOrdersOf(
    deliveries.flatMap(linesOf).map((line) => textOf(line, 'sales_order_line') ?? ''),
    ctx,
  )
  await ctx.withWholeTenant(async () => {
    await mustBeFree(deliveries, ctx)
    // First they wait, so that what comes back goes to them if their turn is first.
    await reserveDemands(await demandsAfter(ids, ctx), ctx)
    await ctx.rows(reverseText, [ctx.tenantId, ids])
  })
  for (const document of deliveries) {
    shippedOrders.set(document, orders)
    Object.assign(document.values, { reversal_reason: reason, shipped_at: null, supply_date: null })
    for (const line of linesOf(document)) line.values.picks = []
  }
})

interface Hindrance {
  readonly delivery: string
  readonly what: 'closed' | 'returned' | 'draft'
  readonly names: string
}

/** Returns and drafts of invoices that name its lines, and orders that have been closed. */
const hindrancesText = `select x.delivery, x.what, string_agg(distinct x.name, ', ') as names from (
  select d.delivery_id as delivery, 'closed' as what, o.number as name
  from delivery_line d
  join sales_order_line l on l.tenant_id = d.tenant_id and l.id = d.sales_order_line_id
  join sales_order o on o.tenant_id = l.tenant_id and o.id = l.sales_order_id and o.status <> 'confirmed'
  where d.tenant_id = $1 and d.delivery_id = any($2::uuid[])
  union all
  select d.delivery_id, 'returned', r.number
  from delivery_line d
  join customer_return_line c on c.tenant_id = d.tenant_id and c.delivery_line_id = d.id
  join customer_return r on r.tenant_id = c.tenant_id and r.id = c.customer_return_id
  where d.tenant_id = $1 and d.delivery_id = any($2::uuid[])
  union all
  select d.delivery_id, 'draft', p.name
  from delivery_line d
  join invoice_line c on c.tenant_id = d.tenant_id and c.delivery_line_id = d.id
  join invoice i on i.tenant_id = c.tenant_id and i.id = c.invoice_id and i.status = 'draft'
  join partner p on p.tenant_id = i.tenant_id and p.id = i.partner_id
  where d.tenant_id = $1 and d.delivery_id = any($2::uuid[])) x
group by 1, 2`

/** What is billed comes back by a customer return, with a credit note. */
async function mustBeFree(deliveries: readonly Draft[], ctx: Context): Promise<void> {
  const billed = deliveries.find(({ values }) => values.invoice_state !== 'none')
  if (billed !== undefined) refuse('sales.shipment_invoiced', { document: nameOf(billed) })
  const ids = deliveries.map(({ id }) => id)
  const rows = await ctx.rows<Hindrance>(hindrancesText, [ctx.tenantId, ids])
  const [found] = rows
  if (found === undefined) return
  const document = deliveries.find(({ id }) => id === found.delivery)
  const parameters = { document: document === undefined ? '' : nameOf(document) }
  if (found.what === 'draft') refuse('sales.shipment_on_draft', { ...parameters, partner: found.names })
  if (found.what === 'returned') refuse('sales.shipment_returned', { ...parameters, returns: found.names })
  refuse('sales.shipment_of_ended_order', { ...parameters, orders: found.names })
}

/** What their order lines will wait for once these deliveries have not left. */
const demandsText = `select 'sales_order' as document_kind, o.id as document_id, l.id as document_line_id,
  o.organization_id, l.product_id, o.warehouse_id, l.supply, l.lot_id, o.partner_id as customer_id,
  coalesce(l.promised_date, o.delivery_day) as promised_on,
  trim_scale(l.base_quantity - l.cancelled_quantity - coalesce((
    select sum(x.quantity) from delivery_line x
    join delivery v on v.tenant_id = x.tenant_id and v.id = x.delivery_id
    where x.tenant_id = l.tenant_id and x.sales_order_line_id = l.id and v.status = 'shipped'
      and v.id <> all($2::uuid[])), 0))::text as quantity
from sales_order_line l
join sales_order o on o.tenant_id = l.tenant_id and o.id = l.sales_order_id
where l.tenant_id = $1 and l.supply = any($3::text[]) and l.id in (
  select d.sales_order_line_id from delivery_line d where d.tenant_id = $1 and d.delivery_id = any($2::uuid[]))
order by l.id`

const demandsAfter = (ids: readonly string[], ctx: Context): Promise<DemandRow[]> =>
  ctx.rows<DemandRow>(demandsText, [ctx.tenantId, ids, reservedSupplies])

/** The mirror image of each move, at its own instant while that is open (DOMAIN 17). */
const reverseText = `select from kontor.reverse_moves(array(
  select m.id from stock_move m
  where m.tenant_id = $1 and m.document_id = any($2::uuid[]) and m.reason = 'shipment'
  order by m.product_id, m.id))`
