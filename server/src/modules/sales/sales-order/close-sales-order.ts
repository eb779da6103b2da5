/** Closes orders early: what is still open is cancelled and its stock released (DOMAIN 7). */
import { subtract } from '#contract/kit/decimal.ts'
import { salesOrder } from '#contract/sales/sales-order.ts'
import { action } from '#server/kit/action.ts'
import { linesOf, numberOf } from '#server/modules/sales/document/draft-values.ts'
import { mustHaveNoneUnderWay, releaseOrders } from './end-order.ts'
import { nothingYet, quantitiesOf } from './order-quantities.ts'

export const closeSalesOrder = action(salesOrder, 'close', async (orders, ctx) => {
  const ids = orders.map(({ id }) => id)
  const [quantities] = await Promise.all([quantitiesOf(ids, ctx), mustHaveNoneUnderWay(orders, ctx)])
  for (const line of orders.flatMap(linesOf)) {
    const { delivered } = quantities.get(line.id) ?? nothingYet
    line.values.cancelled_quantity = subtract(numberOf(line, 'base_quantity'), delivered)
  }
  await releaseOrders(orders, ctx)
})
