/** What was delivered on some lines and has not come back yet. */
import type { Context } from '#server/kit/context.ts'
import type { Draft } from '#server/kit/served.ts'
import { linesOf, textOf } from '#server/modules/sales/document/draft-values.ts'

export interface DeliveredLine {
  readonly id: string
  readonly number: string
  readonly status: string
  readonly partner: string
  readonly product: string
  readonly sku: string
  readonly order_line: string
  readonly order: string
  /** The lots that went out on the line. */
  readonly lots: readonly string[]
  /** In base unit, less what other returns take. */
  readonly open: string
}

/** Deliveries by id, so that two returns never take back the same. */
const lockText = `select v.id from delivery v where v.tenant_id = $1 and v.id = any(array(
  select d.delivery_id from delivery_line d where d.tenant_id = $1 and d.id = any($2::uuid[]))::uuid[])
order by v.id for no key update`

const linesText = `select d.id, v.number, v.status, v.partner_id as partner, d.product_id as product, p.sku,
  d.sales_order_line_id as order_line, l.sales_order_id as "order",
  array(select distinct m.lot_id from stock_move m where m.tenant_id = $1 and m.document_id = v.id
    and m.document_line_id = d.id and m.reason = 'shipment' and m.lot_id is not null) as lots,
  trim_scale(d.quantity - (select coalesce(sum(x.quantity), 0) from customer_return_line x
    where x.tenant_id = $1 and x.delivery_line_id = d.id and x.customer_return_id <> all($3::uuid[])))::text
    as open
from delivery_line d
join delivery v on v.tenant_id = d.tenant_id and v.id = d.delivery_id
join product p on p.tenant_id = d.tenant_id and p.id = d.product_id
join sales_order_line l on l.tenant_id = d.tenant_id and l.id = d.sales_order_line_id
where d.tenant_id = $1 and d.id = any($2::uuid[])`

export async function deliveredLines(
  returns: readonly Draft[],
  ctx: Context,
): Promise<ReadonlyMap<string, DeliveredLine>> {
  const ids = returns.flatMap((draft) =>
    linesOf(draft).flatMap((line) => textOf(line, 'delivery_line') ?? []),
  )
  if (ids.length === 0) return new Map()
  const [, rows] = await Promise.all([
    ctx.rows(lockText, [ctx.tenantId, ids]),
    ctx.rows<DeliveredLine>(linesText, [ctx.tenantId, ids, returns.map(({ id }) => id)]),
  ])
  return new Map(rows.map((row) => [row.id, row]))
}
