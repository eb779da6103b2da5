/** Confirms orders: they are sold, and what is free is reserved for them. */
import { salesOrder } from '#contract/sales/sales-order.ts'
import { action } from '#server/kit/action.ts'
import { unawaited } from '#server/platform/database.ts'
import { mustHaveCredit } from './credit-limit.ts'
import {
  mustBeApproved,
  mustBePriced,
  mustHaveLines,
  mustStillBeSold,
} from '#server/modules/sales/document/document-guards.ts'
import { reserveLines, wantedBy } from './reserve-orders.ts'

export const confirmSalesOrder = action(salesOrder, 'confirm', async (orders, ctx, body) => {
  for (const order of orders) {
    mustHaveLines(order)
    mustBePriced(order)
    mustBeApproved(order)
  }
  await Promise.all([mustStillBeSold(orders, ctx), mustHaveCredit(orders, body, ctx)])
  unawaited(reserveLines(orders.flatMap(wantedBy), ctx))
  for (const order of orders) order.values.confirmed_at = ctx.now.toISOString()
})
