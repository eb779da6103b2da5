/** What of some order lines may still go into a delivery; their orders are locked, so nobody else takes it. */
import type { Context } from '#server/kit/context.ts'
import { lineQuantities } from '#server/modules/sales/sales-order/line-quantities.ts'
import { lockOrdersOf } from '#server/modules/sales/sales-order/order-progress.ts'

export interface DeliverableLine {
  readonly id: string
  readonly product: string
  readonly lot: string | null
  readonly supply: string
  /** Open and in no delivery, in base unit. */
  readonly deliverable: string
  /** Reserved and in no delivery. */
  readonly free: string
  readonly order: string
  readonly order_number: string
  readonly organization: string
  readonly status: string
  readonly partner: string
  readonly shipping_address: string | null
  readonly warehouse: string | null
}

const columns = `t.id, t.product_id as product, t.lot_id as lot, t.supply,
  trim_scale(greatest(0, t.base_quantity - t.cancelled_quantity - claims.quantity))::text as deliverable,
  trim_scale(greatest(0, ${lineQuantities.reserved} - claims.quantity + claims.shipped))::text as free,
  o.id as order, o.number as order_number, o.organization_id as organization, o.status,
  o.partner_id as partner, o.shipping_address_id as shipping_address, o.warehouse_id as warehouse`

/** `$2` is the delivery that asks: what it holds itself is no claim of others. */
const source = `from sales_order_line t
join sales_order o on o.tenant_id = t.tenant_id and o.id = t.sales_order_id
cross join lateral (
  select coalesce(sum(dl.quantity), 0) as quantity,
    coalesce(sum(dl.quantity) filter (where d.status = 'shipped'), 0) as shipped
  from delivery_line dl
  join delivery d on d.tenant_id = dl.tenant_id and d.id = dl.delivery_id
  where dl.tenant_id = t.tenant_id and dl.sales_order_line_id = t.id and d.status <> 'cancelled'
    and d.id is distinct from $2::uuid
) claims`

const byLinesText = `select ${columns} ${source}
where t.tenant_id = $1 and t.id = any($3::uuid[])`

const byOrdersText = `select ${columns} ${source}
where t.tenant_id = $1 and t.sales_order_id = any($3::uuid[])
order by array_position($3::uuid[], t.sales_order_id), t.position, t.id`

/** What a transaction has read under its locks, for the delivery it is about to write, once. */
const justRead = new WeakMap<Context, ReadonlyMap<string, DeliverableLine>>()

export async function deliverableLines(
  lines: readonly string[],
  delivery: string | null,
  ctx: Context,
): Promise<ReadonlyMap<string, DeliverableLine>> {
  const read = justRead.get(ctx)
  justRead.delete(ctx)
  if (read !== undefined && lines.every((id) => read.has(id))) return read
  const locking = lockOrdersOf(lines, ctx)
  const reading = ctx.rows<DeliverableLine>(byLinesText, [ctx.tenantId, delivery, lines])
  const [, rows] = await Promise.all([locking, reading])
  return new Map(rows.map((row) => [row.id, row]))
}

const lockOrdersText = `select id from sales_order where tenant_id = $1 and id = any($2::uuid[])
order by id for no key update`

export async function deliverableLinesOf(
  orders: readonly string[],
  ctx: Context,
): Promise<readonly DeliverableLine[]> {
  const locking = ctx.rows(lockOrdersText, [ctx.tenantId, orders])
  const reading = ctx.rows<DeliverableLine>(byOrdersText, [ctx.tenantId, null, orders])
  const [, rows] = await Promise.all([locking, reading])
  justRead.set(ctx, new Map(rows.map((row) => [row.id, row])))
  return rows
}
