/** Ships deliveries: the goods leave the books, the orders hear of it, the day of supply is fixed. */
import { compare } from '#contract/kit/decimal.ts'
import { isObject } from '#contract/kit/field/value.ts'
import { invalid } from '#contract/kit/failure.ts'
import { delivery } from '#contract/sales/delivery.ts'
import { refuse } from '#contract/sales/failures.ts'
import { action } from '#server/kit/action.ts'
import type { Context } from '#server/kit/context.ts'
import type { Draft } from '#server/kit/served.ts'
import { soldProducts } from '#server/modules/products/public.ts'
import { businessDayOf } from '#server/modules/sales/document/business-day.ts'
import { nameOf } from '#server/modules/sales/document/document-guards.ts'
import { linesOf, numberOf, textOf } from '#server/modules/sales/document/draft-values.ts'
import { lockOrdersOf } from '#server/modules/sales/sales-order/order-progress.ts'

const shipText = `select document_line_id as line, trim_scale(sum(quantity))::text as quantity
from kontor.ship($1::uuid[], $2::timestamptz) group by 1`

interface Left {
  readonly line: string
  readonly quantity: string
}

/** The orders behind deliveries that are being shipped or taken back, locked by then. */
export const shippedOrders = new WeakMap<Draft, readonly string[]>()

export const shipDelivery = action(delivery, 'ship', async (deliveries, ctx, body) => {
  const shippedAt = instantOf(body, ctx)
  const orderLines = deliveries.flatMap(linesOf).map((line) => textOf(line, 'sales_order_line') ?? '')
  const picked = deliveries.filter((document) => linesOf(document).some(isPicked)).map(({ id }) => id)
  // Documents before stock, always (DOMAIN 4).
  const locking = lockOrdersOf(orderLines, ctx)
  const at = shippedAt?.toISOString() ?? null
  const shipping = picked.length > 0 ? ctx.rows<Left>(shipText, [picked, at]) : []
  const [orders, left] = await Promise.all([locking, shipping])
  await mustHaveLeft(deliveries, left, ctx)
  for (const document of deliveries) {
    shippedOrders.set(document, orders)
    const { values, organizationId } = document
    values.shipped_at = (shippedAt ?? ctx.now).toISOString()
    values.supply_date = businessDayOf(organizationId ?? '', ctx, shippedAt ?? ctx.now)
  }
})

const isPicked = (line: { readonly values: Readonly<Record<string, unknown>> }): boolean =>
  Array.isArray(line.values.picks) && line.values.picks.length > 0

/** A count, a loss or a blocked lot may have taken picked goods away (DOMAIN 6): then the line tells too much. */
async function mustHaveLeft(
  deliveries: readonly Draft[],
  left: readonly Left[],
  ctx: Context,
): Promise<void> {
  const byLine = new Map(left.map(({ line, quantity }) => [line, quantity]))
  for (const document of deliveries) {
    for (const line of linesOf(document).filter(isPicked)) {
      const [quantity, available] = [numberOf(line, 'quantity'), byLine.get(line.id) ?? '0']
      if (compare(available, quantity) >= 0) continue
      const known = await soldProducts([String(line.values.product)], ctx)
      const product = known.get(String(line.values.product))?.sku ?? ''
      refuse('sales.picks_lost', { document: nameOf(document), product, available, quantity })
    }
  }
}

/** `shipped_at` where the goods left earlier than they are booked; the ledger says how far back (DOMAIN 17). */
function instantOf(body: unknown, ctx: Context): Date | null {
  const given = isObject(body) ? body.shipped_at : undefined
  if (given === undefined || given === null) return null
  const at = typeof given === 'string' ? new Date(given) : null
  if (at !== null && !Number.isNaN(at.getTime()) && at <= ctx.now) return at
  throw invalid('/shipped_at', 'kit.wrong_type', { expected: 'an instant that has passed' })
}
