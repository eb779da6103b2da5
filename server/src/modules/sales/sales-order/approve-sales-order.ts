/** Approves the discount of orders; they stay drafts and can now be confirmed. */
import { salesOrder } from '#contract/sales/sales-order.ts'
import { action } from '#server/kit/action.ts'
import { approveDiscounts } from '#server/modules/sales/document/approve-discount.ts'

export const approveSalesOrder = action(salesOrder, 'approve', (orders, ctx) =>
  approveDiscounts(orders, 'order_date', ctx),
)
