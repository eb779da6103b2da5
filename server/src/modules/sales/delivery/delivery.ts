/** Deliveries: lines of confirmed orders of one customer, one address and one warehouse (DOMAIN 7). */
import { compare, isPositive } from '#contract/kit/decimal.ts'
import { type Fault, Refusal } from '#contract/kit/failure.ts'
import { delivery } from '#contract/sales/delivery.ts'
import type { Context } from '#server/kit/context.ts'
import { type Draft, serve } from '#server/kit/served.ts'
import { businessDayOf } from '#server/modules/sales/document/business-day.ts'
import { shippedOrders } from './ship-delivery.ts'
import { type DeliverableLine, deliverableLines } from './deliverable-lines.ts'
import { linesOf, numberOf, textOf } from '#server/modules/sales/document/draft-values.ts'
import { numberDocuments } from '#server/modules/sales/document/number-documents.ts'
import { keepOrderProgress } from '#server/modules/sales/sales-order/order-progress.ts'

export const deliveries = serve(delivery, {
  beforeSave: completeDeliveries,
  besideSave: tellOrders,
})

const series = { kind: 'delivery', pattern: 'DN-{year}-{number}' }

async function completeDeliveries(drafts: readonly Draft[], ctx: Context): Promise<void> {
  const open = drafts.filter(({ before, sent }) => before === null || sent.size > 0)
  for (const { values, organizationId } of open) {
    values.planned_date ??= businessDayOf(organizationId ?? '', ctx)
  }
  const [faults] = await Promise.all([
    Promise.all(open.map((draft) => completeLines(draft, ctx))),
    numberDocuments(drafts, series, 'planned_date', ctx),
  ])
  if (faults.flat().length > 0) throw new Refusal('kit.invalid', {}, faults.flat())
}

async function completeLines(document: Draft, ctx: Context): Promise<Fault[]> {
  const lines = linesOf(document)
  const ids = lines.map((line) => textOf(line, 'sales_order_line') ?? '')
  const known = await deliverableLines(ids, document.id, ctx)
  const faults: Fault[] = []
  for (const [index, line] of lines.entries()) {
    const at = `/lines/${index}`
    const found = known.get(ids[index] ?? '')
    if (ids.indexOf(ids[index] ?? '') !== index) {
      faults.push({ pointer: `${at}/sales_order_line`, code: 'sales.line_twice' })
    }
    if (found === undefined || found.organization !== document.organizationId) {
      const parameters = { record: 'sales.sales_order_line' }
      faults.push({ pointer: `${at}/sales_order_line`, code: 'kit.reference_missing', parameters })
      continue
    }
    line.values.product = found.product
    line.values.lot ??= found.lot
    document.values.shipping_address ??= found.shipping_address
    faults.push(...faultsOf(document, line, found, at))
  }
  return faults
}

function faultsOf(document: Draft, line: Draft, found: DeliverableLine, at: string): Fault[] {
  const faults: Fault[] = []
  const parameters = { order: found.order_number }
  const onOrder = (code: string) => faults.push({ pointer: `${at}/sales_order_line`, code, parameters })
  if (found.status !== 'confirmed') onOrder('sales.order_not_deliverable')
  if (found.partner !== document.values.partner) onOrder('sales.order_of_other_partner')
  if (found.shipping_address !== document.values.shipping_address) onOrder('sales.order_ships_elsewhere')
  if (found.warehouse !== document.values.warehouse) onOrder('sales.order_of_other_warehouse')
  if (found.supply === 'drop_shipment') onOrder('sales.delivered_by_supplier')
  const quantity = numberOf(line, 'quantity')
  if (!isPositive(quantity)) faults.push({ pointer: `${at}/quantity`, code: 'sales.quantity_missing' })
  else if (compare(quantity, found.deliverable) > 0) {
    const limit = { quantity: found.deliverable }
    faults.push({ pointer: `${at}/quantity`, code: 'sales.more_than_open', parameters: limit })
  }
  return faults
}

/** What was shipped or taken back just now counts for its orders; their rows were locked before the stock was. */
async function tellOrders(drafts: readonly Draft[], ctx: Context): Promise<void> {
  const orders = drafts.flatMap((draft) => shippedOrders.get(draft) ?? [])
  await keepOrderProgress([...new Set(orders)], ctx)
}
