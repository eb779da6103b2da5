/** Places and lots for deliveries: taken when they are ready, given back when they are not (DOMAIN 4). */
import type { Pick } from '#contract/sales/delivery-line.ts'
import { refuse } from '#contract/sales/failures.ts'
import type { Context } from '#server/kit/context.ts'
import type { Draft } from '#server/kit/served.ts'
import { businessDayOf } from '#server/modules/sales/document/business-day.ts'
import { linesOf, textOf } from '#server/modules/sales/document/draft-values.ts'
import { unawaited } from '#server/platform/database.ts'

interface Allocated extends Pick {
  readonly document_line_id: string
}

/** Services go along without being picked. The lines are named by their ids: a wish is no use to an index. */
const allocateText = `select document_line_id, location_id as location, location_name, lot_id as lot,
  lot_number as lot_name, expires_on, trim_scale(quantity)::text as quantity
from kontor.allocate(coalesce((
  select jsonb_agg(w.wish order by w.place) from jsonb_array_elements($1::jsonb) with ordinality w(wish, place)
  left join (select id, supply from sales_order_line where tenant_id = $3 and id = any($4::uuid[])) t
    on t.id = (w.wish->>'demand_line_id')::uuid
  where t.supply is distinct from 'none'), '[]'), $2::date)`

const ordersText = `select o.status, o.number
from sales_order_line t join sales_order o on o.tenant_id = t.tenant_id and o.id = t.sales_order_id
where t.tenant_id = $1 and t.id = any($2::uuid[])`

interface Supplied {
  readonly status: string
  readonly number: string
}

/** One call, so that all stock is locked at once; of several planned days the last one judges expiry. */
export async function allocateDeliveries(deliveries: readonly Draft[], ctx: Context): Promise<void> {
  const lines = deliveries.flatMap(linesOf)
  const orderLines = lines.map((line) => line.values.sales_order_line)
  const asked = ctx.rows<Supplied>(ordersText, [ctx.tenantId, orderLines])
  const wanted = deliveries.flatMap((document) => linesOf(document).map((line) => wish(document, line)))
  const days = deliveries.map((document) => dayOf(document, ctx)).toSorted()
  const values = [JSON.stringify(wanted), days.at(-1), ctx.tenantId, orderLines]
  const allocating = ctx.rows<Allocated>(allocateText, values)
  unawaited(allocating)
  // An order that has ended is told before the goods that it lacks.
  const ended = (await asked).find(({ status }) => status !== 'confirmed')
  if (ended !== undefined) refuse('sales.order_not_deliverable', { order: ended.number })
  const rows = await allocating
  const picks = Map.groupBy(rows, (row) => row.document_line_id)
  for (const line of lines) {
    line.values.picks = (picks.get(line.id) ?? []).map(({ document_line_id: _, ...pick }) => pick)
  }
}

const dayOf = (document: Draft, ctx: Context): string =>
  textOf(document, 'planned_date') ?? businessDayOf(document.organizationId ?? '', ctx)

function wish(document: Draft, line: Draft) {
  return {
    document_kind: 'delivery',
    document_id: document.id,
    document_line_id: line.id,
    demand_line_id: line.values.sales_order_line,
    quantity: line.values.quantity,
    warehouse_id: document.values.warehouse,
    lot_id: line.values.lot,
  }
}

const deallocateText = 'select kontor.deallocate($1::uuid[])'

export async function deallocateDeliveries(deliveries: readonly Draft[], ctx: Context): Promise<void> {
  const ids = deliveries.filter((document) => document.before?.status === 'ready').map(({ id }) => id)
  if (ids.length > 0) await ctx.rows(deallocateText, [ids])
  for (const line of deliveries.flatMap(linesOf)) line.values.picks = []
}
