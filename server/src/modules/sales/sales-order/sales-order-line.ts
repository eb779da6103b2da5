/** Order lines with what became of them; the sums are made in the query that reads the line. */
import { salesOrderLine } from '#contract/sales/sales-order-line.ts'
import { serve } from '#server/kit/served.ts'
import { lineQuantities } from './line-quantities.ts'

export const salesOrderLines = serve(salesOrderLine, {
  expressions: {
    reserved_quantity: lineQuantities.reserved,
    delivered_quantity: lineQuantities.delivered,
    returned_quantity: lineQuantities.returned,
    invoiced_quantity: lineQuantities.invoiced,
    open_quantity: `greatest(0, t.base_quantity - t.cancelled_quantity - ${lineQuantities.delivered})`,
  },
})
