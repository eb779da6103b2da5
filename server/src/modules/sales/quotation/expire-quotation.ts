/** Expires quotations whose last day has passed. */
import { refuse } from '#contract/sales/failures.ts'
import { quotation } from '#contract/sales/quotation.ts'
import { action } from '#server/kit/action.ts'
import { businessDayOf } from '#server/modules/sales/document/business-day.ts'
import { nameOf } from '#server/modules/sales/document/document-guards.ts'
import { textOf } from '#server/modules/sales/document/draft-values.ts'

export const expireQuotation = action(quotation, 'expire', async (quotations, ctx) => {
  for (const document of quotations) {
    const date = textOf(document, 'valid_until')
    if (date !== null && date < businessDayOf(document.organizationId ?? '', ctx)) continue
    refuse('sales.quotation_still_valid', { document: nameOf(document), date })
  }
})
