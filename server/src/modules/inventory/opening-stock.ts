/** Opening stock from a file: each row is counted into its empty place, and posted as a count with that reason. */
import { checkValue } from '#contract/kit/field/check.ts'
import { instant, quantity } from '#contract/kit/field/kinds.ts'
import { type Fault, Refusal } from '#contract/kit/failure.ts'
import { stockCount } from '#contract/inventory/stock-count.ts'
import { stockLocation } from '#contract/inventory/stock-location.ts'
import { product } from '#contract/products/product.ts'
import { isUuid } from '#contract/kit/field/value.ts'
import { equal } from '#server/kit/audit.ts'
import { moveRecords } from '#server/kit/action.ts'
import type { Context } from '#server/kit/context.ts'
import { tellEvents } from '#server/kit/events.ts'
import type { Importer, Loader, Outcome, SourceRow } from '#server/kit/transfer/importer.ts'
import { failed, good, skipped } from '#server/kit/transfer/load-rows.ts'
import { createRows } from '#server/kit/write/save.ts'

interface Counted {
  readonly source: SourceRow
  readonly product: string
  readonly location: string
  readonly warehouse: string
  readonly quantity: string
  readonly countedAt: string | null
}

interface Known {
  readonly row: number
  readonly warehouse: string | null
  readonly has_product: boolean
  readonly opened: string | null
  readonly has_moved: boolean
}

const knownText = `select r.row, l.warehouse_id as warehouse, p.id is not null as has_product,
  (select c.counted_quantity::text from stock_count_line c
    join stock_count s on s.tenant_id = c.tenant_id and s.id = c.stock_count_id
    where c.tenant_id = $1 and c.product_id = r.product and c.location_id = r.location
      and s.reason = 'opening' and s.status = 'posted' order by c.id limit 1) as opened,
  exists (select from stock_move m where m.tenant_id = $1 and m.product_id = r.product
    and r.location in (m.from_location_id, m.to_location_id)) as has_moved
from jsonb_to_recordset($2::jsonb) as r(row integer, product uuid, location uuid)
left join stock_location l on l.tenant_id = $1 and l.id = r.location
left join product p on p.tenant_id = $1 and p.id = r.product`

const load: Loader = async (_record, rows, _organization, ctx) => {
  const known = await knownOf(rows, ctx)
  const outcomes: Outcome[] = []
  const counted: Counted[] = []
  for (const source of rows) {
    const read = readRow(source, known.get(source.number))
    if (read instanceof Refusal) outcomes.push(failed(source, read, ctx))
    else if (typeof read !== 'string') counted.push(read)
    else if (read === 'unchanged') outcomes.push(good(source, null, 'unchanged'))
    else outcomes.push(skipped(source, new Refusal('inventory.already_opened'), ctx))
  }
  const warehouses = Map.groupBy(counted, ({ warehouse }) => warehouse)
  for (const [warehouse, list] of warehouses) outcomes.push(...(await post(warehouse, list, ctx)))
  return outcomes
}

async function knownOf(rows: readonly SourceRow[], ctx: Context): Promise<ReadonlyMap<number, Known>> {
  const id = (value: unknown) => (typeof value === 'string' && isUuid(value) ? value : null)
  const pairs = rows.map(({ number, body }) => ({
    row: number,
    product: id(body.product),
    location: id(body.location),
  }))
  const found = await ctx.rows<Known>(knownText, [ctx.tenantId, JSON.stringify(pairs)])
  return new Map(found.map((row) => [row.row, row]))
}

function readRow(source: SourceRow, known: Known | undefined): Counted | Refusal | 'unchanged' | 'opened' {
  const { product: sku, location, on_hand: onHand, counted_at: at } = source.body
  const faults: Fault[] = []
  const missing = (pointer: string, label: string) =>
    faults.push({ pointer, code: 'kit.reference_missing', parameters: { record: label } })
  if (!known?.has_product) missing('/product', product.name)
  if (!known?.warehouse) missing('/location', stockLocation.name)
  const amount = checkValue(onHand ?? '', quantity({ min: 0 }))
  if ('code' in amount) faults.push({ pointer: '/on_hand', ...amount })
  const given = at === undefined || at === '' ? null : at
  const counted = given === null ? { value: null } : checkValue(given, instant())
  if ('code' in counted) faults.push({ pointer: '/counted_at', ...counted })
  if (faults.length > 0 || !('value' in amount) || !('value' in counted)) {
    return new Refusal('kit.invalid', {}, faults)
  }
  if (known?.opened && equal(known.opened, amount.value)) return 'unchanged'
  if (known?.opened || known?.has_moved) return 'opened'
  return {
    source,
    product: String(sku),
    location: String(location),
    warehouse: String(known?.warehouse),
    quantity: String(amount.value),
    countedAt: counted.value as string | null,
  }
}

/** One count of the warehouse for all rows of the batch. */
async function post(warehouse: string, list: readonly Counted[], ctx: Context): Promise<Outcome[]> {
  const lines = list.map((row) => ({
    product: row.product,
    location: row.location,
    counted_quantity: row.quantity,
    counted_at: row.countedAt,
  }))
  const [count] = await createRows(stockCount, [{ warehouse, reason: 'opening', lines }], ctx)
  const id = count?.id ?? ''
  await moveRecords(stockCount, 'post', [{ id, version: null }], {}, ctx)
  await tellEvents(ctx)
  return list.map(({ source }) => good(source, id, 'loaded'))
}

export const openingStock: Importer = {
  columns: [
    { name: 'product', label: 'Product', is_required: true },
    { name: 'location', label: 'Stock location', is_required: true },
    { name: 'on_hand', label: 'On hand', is_required: true },
    { name: 'counted_at', label: 'Counted at', is_required: false },
  ],
  key: ['product', 'location'],
  permission: 'inventory.post_stockcount',
  load,
}
