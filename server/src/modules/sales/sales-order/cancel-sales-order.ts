/** Cancels orders of which nothing has been delivered or invoiced; what was reserved is free again. */
import { isPositive } from '#contract/kit/decimal.ts'
import { refuse } from '#contract/sales/failures.ts'
import { salesOrder } from '#contract/sales/sales-order.ts'
import { action } from '#server/kit/action.ts'
import { nameOf } from '#server/modules/sales/document/document-guards.ts'
import { linesOf } from '#server/modules/sales/document/draft-values.ts'
import { mustHaveNoneUnderWay, releaseOrders } from './end-order.ts'
import { nothingYet, quantitiesOf } from './order-quantities.ts'

export const cancelSalesOrder = action(salesOrder, 'cancel', async (orders, ctx) => {
  const confirmed = orders.filter(({ status }) => status === 'confirmed')
  if (confirmed.length === 0) return
  const ids = confirmed.map(({ id }) => id)
  const [quantities] = await Promise.all([quantitiesOf(ids, ctx), mustHaveNoneUnderWay(confirmed, ctx)])
  for (const order of confirmed) {
    const isBegun = linesOf(order).some((line) => {
      const { delivered, invoiced } = quantities.get(line.id) ?? nothingYet
      return isPositive(delivered) || isPositive(invoiced)
    })
    if (isBegun) refuse('sales.already_delivered', { document: nameOf(order) })
  }
  await releaseOrders(confirmed, ctx)
})
