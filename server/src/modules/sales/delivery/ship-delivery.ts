/** Ships deliveries: the goods leave the books, the orders hear of it, the day of supply is fixed. */
import { isObject } from '#contract/kit/field/check.ts'
import { Refusal } from '#contract/kit/failure.ts'
import { delivery } from '#contract/sales/delivery.ts'
import { action } from '#server/kit/action.ts'
import type { Context } from '#server/kit/context.ts'
import { businessDayOf } from '#server/modules/sales/document/business-day.ts'
import { linesOf, textOf } from '#server/modules/sales/document/draft-values.ts'
import { lockOrdersOf } from '#server/modules/sales/sales-order/order-progress.ts'

const shipText = 'select move_id from kontor.ship($1::uuid[], $2::timestamptz)'

export const shipDelivery = action(delivery, 'ship', async (deliveries, ctx, body) => {
  const shippedAt = instantOf(body, ctx)
  const orderLines = deliveries.flatMap(linesOf).map((line) => textOf(line, 'sales_order_line') ?? '')
  const picked = deliveries.filter((document) => linesOf(document).some(isPicked)).map(({ id }) => id)
  // Documents before stock, always (DOMAIN 4).
  const locking = lockOrdersOf(orderLines, ctx)
  const shipping = picked.length > 0 ? ctx.rows(shipText, [picked, shippedAt?.toISOString() ?? null]) : null
  await Promise.all([locking, shipping])
  for (const { values, organizationId } of deliveries) {
    values.shipped_at = (shippedAt ?? ctx.now).toISOString()
    values.supply_date = businessDayOf(organizationId ?? '', ctx, shippedAt ?? ctx.now)
  }
})

const isPicked = (line: { readonly values: Readonly<Record<string, unknown>> }): boolean =>
  Array.isArray(line.values.picks) && line.values.picks.length > 0

/** `shipped_at` where the goods left earlier than they are booked; the ledger says how far back (DOMAIN 17). */
function instantOf(body: unknown, ctx: Context): Date | null {
  const given = isObject(body) ? body.shipped_at : undefined
  if (given === undefined || given === null) return null
  const at = typeof given === 'string' ? new Date(given) : null
  if (at !== null && !Number.isNaN(at.getTime()) && at <= ctx.now) return at
  const parameters = { expected: 'an instant that has passed' }
  throw new Refusal('kit.invalid', {}, [{ pointer: '/shipped_at', code: 'kit.wrong_type', parameters }])
}
