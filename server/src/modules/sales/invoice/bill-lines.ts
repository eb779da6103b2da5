/** Makes the lines of an invoice from order and delivery lines, never more than is left (DOMAIN 7). */
import { compare, isZero, sum } from '#contract/kit/decimal.ts'
import { invalid } from '#contract/kit/failure.ts'
import { refuse } from '#contract/sales/failures.ts'
import type { Draft } from '#server/kit/served.ts'
import { newId } from '#server/kit/write/identifier.ts'
import { linesOf, textOf } from '#server/modules/sales/document/draft-values.ts'
import { baseOf, openOfOrderLine, portionsOf, Remaining, writtenQuantity } from './billable.ts'
import type { BilledDeliveryLine, BilledOrder, BilledOrderLine, BillingSources } from './billing-sources.ts'

/** What an invoice made from whole documents shall bill. */
export interface Wish {
  readonly orders: readonly string[]
  readonly deliveries: readonly string[]
  /** By order line, in the line's unit; null bills all that is open. */
  readonly quantities: ReadonlyMap<string, string> | null
  /** Asked together with the documents themselves. */
  readonly locked: Promise<readonly BilledOrder[]>
}

export interface BilledLine {
  readonly draft: Draft
  readonly order: BilledOrder
  readonly line: BilledOrderLine
  readonly delivery: BilledDeliveryLine | null
}

/** Lines for everything wished for; those of nothing are left out. */
export function wishedLines(document: Draft, wish: Wish, sources: BillingSources): BilledLine[] {
  const remaining = new Remaining(sources)
  const billed: BilledLine[] = []
  const deliveries = new Set(wish.deliveries)
  for (const line of sources.lines.values()) {
    const order = sources.orders.get(line.order)
    if (order === undefined) continue
    const open = remaining.ofLine(order, line)
    const typed = wish.quantities?.get(line.id)
    if (wish.quantities !== null && typed === undefined) continue
    const base = typed === undefined ? open : baseOf(line, typed, line.unit, open)
    mustBeOpen(order, line, base, open)
    for (const { delivery, base: part } of portionsOf(line, base, sources, remaining)) {
      if (deliveries.size > 0 && !deliveries.has(delivery?.delivery ?? '')) continue
      billed.push(addLine(document, { order, line, delivery }, part))
      remaining.take(order, line, delivery, part)
    }
  }
  if (billed.length === 0) refuse('sales.nothing_to_invoice')
  return billed
}

type Source = Omit<BilledLine, 'draft'>

function addLine(document: Draft, source: Source, base: string): BilledLine {
  const draft: Draft = {
    id: newId(),
    organizationId: document.organizationId,
    before: null,
    values: { invoice: document.id, position: linesOf(document).length + 1 },
    sent: new Set(),
    lines: {},
  }
  const lines = document.lines.lines ?? []
  lines.push(draft)
  document.lines.lines = lines
  return fillLine(draft, source, base)
}

/** The lines a client sent or that are stored: each finds its source; what spans deliveries is split. */
export function sentLines(document: Draft, sources: BillingSources): BilledLine[] {
  const remaining = new Remaining(sources)
  const billed: BilledLine[] = []
  for (const [index, draft] of [...linesOf(document)].entries()) {
    const { order, line, delivery } = sourceOf(draft, sources, index)
    const open = delivery === null ? remaining.ofLine(order, line) : remaining.ofDelivery(delivery)
    const base = wantedBase(draft, line, open)
    mustBeOpen(order, line, base, remaining.ofLine(order, line))
    mustBeOpen(order, line, base, open)
    const isWhole = delivery !== null || isZero(base) || draft.before !== null
    const portions = isWhole ? [{ delivery, base }] : portionsOf(line, base, sources, remaining)
    for (const [part, portion] of portions.entries()) {
      const source = { order, line, delivery: portion.delivery }
      billed.push(
        part === 0 ? fillLine(draft, source, portion.base) : addLine(document, source, portion.base),
      )
      remaining.take(order, line, portion.delivery, portion.base)
    }
  }
  return billed
}

function sourceOf(draft: Draft, sources: BillingSources, index: number): Source {
  const delivery = sources.deliveries.get(textOf(draft, 'delivery_line') ?? '') ?? null
  const line = sources.lines.get(textOf(draft, 'sales_order_line') ?? delivery?.order_line ?? '')
  const order = sources.orders.get(line?.order ?? '')
  const isForeign = delivery !== null && delivery.order_line !== line?.id
  const isUnshipped = delivery === null && textOf(draft, 'delivery_line') !== null
  if (line === undefined || order === undefined || isForeign || isUnshipped) {
    throw invalid(`/lines/${index}`, 'sales.line_without_source')
  }
  return { order, line, delivery }
}

function wantedBase(draft: Draft, line: BilledOrderLine, open: string): string {
  const stored = textOf(draft, 'base_quantity')
  if (stored !== null && !draft.sent.has('quantity')) return stored
  return baseOf(line, textOf(draft, 'quantity') ?? '0', textOf(draft, 'unit') ?? line.unit, open)
}

function mustBeOpen(order: BilledOrder, line: BilledOrderLine, wanted: string, open: string): void {
  if (compare(wanted, open) <= 0) return
  refuse('sales.more_than_billable', { product: line.sku, order: order.number, open, wanted })
}

/** Prices and texts are snapshots of the order line, taken when the invoice line is made. */
function fillLine(draft: Draft, source: Source, base: string): BilledLine {
  const { line, delivery } = source
  const { values } = draft
  const isNew = draft.before === null
  if (isNew) {
    values.sales_order_line = line.id
    values.delivery_line = delivery?.id ?? null
    values.credited_line = null
    values.product = line.product
    values.description = textOf(draft, 'description') ?? line.description
    values.unit_price = line.unit_price ?? '0'
    values.discount_percent = line.discount_percent
  }
  if (isNew || draft.sent.has('quantity')) Object.assign(values, writtenQuantity(line, base))
  values.base_quantity = base
  values.supply_date = delivery?.supply_date ?? null
  return { draft, ...source }
}

/** True where nothing of the order is left to be billed once these lines are. */
export function isLastInvoice(
  order: BilledOrder,
  billed: readonly BilledLine[],
  sources: BillingSources,
): boolean {
  const byQuantity: BilledOrder = { ...order, invoice_on: 'ordered' }
  return [...sources.lines.values()]
    .filter((line) => line.order === order.id)
    .every((line) => {
      const own = billed.filter((entry) => entry.line.id === line.id)
      const taken = sum(own.map(({ draft }) => textOf(draft, 'base_quantity') ?? '0'))
      return compare(taken, openOfOrderLine(byQuantity, line, sources)) >= 0
    })
}
