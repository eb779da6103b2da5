/** Approves the discount of quotations; they stay drafts and can now be sent. */
import { quotation } from '#contract/sales/quotation.ts'
import { action } from '#server/kit/action.ts'
import { approveDiscounts } from '#server/modules/sales/document/approve-discount.ts'

export const approveQuotation = action(quotation, 'approve', (quotations, ctx) =>
  approveDiscounts(quotations, 'quotation_date', ctx),
)
