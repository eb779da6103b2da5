/** What became of each line of some orders: reserved, claimed by deliveries, delivered, invoiced. */
import type { Context } from '#server/kit/context.ts'
import { lineQuantities } from './line-quantities.ts'

/** In base unit. */
export interface OrderedLine {
  readonly id: string
  readonly delivered: string
  /** In deliveries that are not cancelled, shipped ones among them. */
  readonly claimed: string
  readonly invoiced: string
  /** A delivery or invoice line names it, also a cancelled or drafted one. */
  readonly is_linked: boolean
}

const quantitiesText = `select t.id, trim_scale(${lineQuantities.delivered})::text as delivered,
  trim_scale(${lineQuantities.claimed})::text as claimed,
  trim_scale(${lineQuantities.invoiced})::text as invoiced,
  exists (select from delivery_line dl where dl.tenant_id = t.tenant_id and dl.sales_order_line_id = t.id)
    or exists (select from invoice_line il where il.tenant_id = t.tenant_id and il.sales_order_line_id = t.id)
    as is_linked
from sales_order_line t where t.tenant_id = $1 and t.sales_order_id = any($2::uuid[])`

export async function quantitiesOf(
  orders: readonly string[],
  ctx: Context,
): Promise<ReadonlyMap<string, OrderedLine>> {
  const rows = await ctx.rows<OrderedLine>(quantitiesText, [ctx.tenantId, orders])
  return new Map(rows.map((row) => [row.id, row]))
}

export const nothingYet: Omit<OrderedLine, 'id'> = {
  delivered: '0',
  claimed: '0',
  invoiced: '0',
  is_linked: false,
}

const underWayText = `select distinct l.sales_order_id as order, d.number
from sales_order_line l
join delivery_line dl on dl.tenant_id = l.tenant_id and dl.sales_order_line_id = l.id
join delivery d on d.tenant_id = dl.tenant_id and d.id = dl.delivery_id
where l.tenant_id = $1 and l.sales_order_id = any($2::uuid[]) and d.status in ('draft', 'ready')
order by d.number`

/** Numbers of the deliveries that have not left yet, by order. */
export async function deliveriesUnderWay(
  orders: readonly string[],
  ctx: Context,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await ctx.rows<{ order: string; number: string }>(underWayText, [ctx.tenantId, orders])
  const byOrder = Map.groupBy(rows, (row) => row.order)
  return new Map([...byOrder].map(([order, found]) => [order, found.map(({ number }) => number)]))
}
