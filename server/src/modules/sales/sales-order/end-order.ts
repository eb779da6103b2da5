/** What closing and cancelling share: no delivery is under way, and nothing stays reserved. */
import { refuse } from '#contract/sales/failures.ts'
import type { Context } from '#server/kit/context.ts'
import type { Draft } from '#server/kit/served.ts'
import { nameOf } from '#server/modules/sales/document/document-guards.ts'
import { linesOf } from '#server/modules/sales/document/draft-values.ts'
import { deliveriesUnderWay } from './order-quantities.ts'
import { isReserved, releaseLines } from './reserve-orders.ts'

export async function mustHaveNoneUnderWay(orders: readonly Draft[], ctx: Context): Promise<void> {
  const ids = orders.map(({ id }) => id)
  const underWay = await deliveriesUnderWay(ids, ctx)
  for (const order of orders) {
    const deliveries = underWay.get(order.id)?.join(', ')
    if (deliveries) refuse('sales.delivery_under_way', { document: nameOf(order), deliveries })
  }
}

export async function releaseOrders(orders: readonly Draft[], ctx: Context): Promise<void> {
  const lines = orders.flatMap(linesOf).filter(isReserved)
  await releaseLines(
    lines.map(({ id }) => id),
    ctx,
  )
}
