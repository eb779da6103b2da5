/** The trail of the orders behind a delivery or an invoice: the same picture, opened from its middle. */
import { permissionOf, type Resource } from '#contract/kit/resource.ts'
import { listPath, type RecordName } from '#contract/record-names.ts'
import { delivery } from '#contract/sales/delivery.ts'
import { invoice } from '#contract/sales/invoice.ts'
import type { Route } from '#server/kit/http/route.ts'
import { resolveKey } from '#server/kit/query/by-key.ts'
import { readOne } from '#server/kit/query/read.ts'
import { readTrail } from './order-trail.ts'

const ordersOfDelivery = `select distinct l.sales_order_id as id from delivery_line d
join sales_order_line l on l.tenant_id = d.tenant_id and l.id = d.sales_order_line_id
where d.tenant_id = $1 and d.delivery_id = $2 order by 1 limit 20`

/** A credit note names the invoice line it corrects, which names the order's. */
const ordersOfInvoice = `select distinct l.sales_order_id as id from invoice_line i
left join invoice_line c on c.tenant_id = i.tenant_id and c.id = i.credited_line_id
join sales_order_line l on l.tenant_id = i.tenant_id
  and l.id = coalesce(i.sales_order_line_id, c.sales_order_line_id)
where i.tenant_id = $1 and i.invoice_id = $2 order by 1 limit 20`

export const documentTrails: readonly Route[] = [
  trailOf(delivery, ordersOfDelivery),
  trailOf(invoice, ordersOfInvoice),
]

function trailOf(record: Resource, ordersText: string): Route {
  return {
    method: 'GET',
    path: `${listPath(record.name as RecordName)}:key/trail/`,
    permission: permissionOf(record, 'view'),
    summary: 'Reads the documents before and after this one, through the orders it belongs to.',
    run: async (ctx, call) => {
      const id = await resolveKey(record, call.params.key ?? '', ctx)
      await readOne(record, id, ctx)
      const orders = await ctx.rows<{ id: string }>(ordersText, [ctx.tenantId, id])
      const trails = []
      for (const order of orders) trails.push(...(await readTrail(order.id, ctx)))
      const steps = new Map(trails.map((step) => [step.id, step]))
      return { status: 200, body: { results: [...steps.values()] } }
    },
  }
}
