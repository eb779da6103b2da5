/** Sends quotations: from now on the customer may accept them, and only a revision changes them. */
import { quotation } from '#contract/sales/quotation.ts'
import { action } from '#server/kit/action.ts'
import {
  mustBeApproved,
  mustBePriced,
  mustHaveLines,
  mustStillBeSold,
} from '#server/modules/sales/document/document-guards.ts'

export const sendQuotation = action(quotation, 'send', async (quotations, ctx) => {
  for (const document of quotations) {
    mustHaveLines(document)
    mustBePriced(document)
    mustBeApproved(document)
  }
  await mustStillBeSold(quotations, ctx)
})
