/** Revises quotations: a new version begins as a draft, the one that was sent stays readable. */
import { addDays } from '#contract/kit/dates.ts'
import { quotation } from '#contract/sales/quotation.ts'
import { action } from '#server/kit/action.ts'
import { businessDayOf } from '#server/modules/sales/document/business-day.ts'
import { keepVersions } from '#server/modules/sales/document/document-versions.ts'
import { daysValid } from './quotation.ts'

export const reviseQuotation = action(quotation, 'revise', async (quotations, ctx) => {
  await keepVersions(
    quotation,
    quotations.map(({ id }) => id),
    ctx,
  )
  for (const { values, organizationId } of quotations) {
    const today = businessDayOf(organizationId ?? '', ctx)
    values.revision = Number(values.revision) + 1
    if (String(values.valid_until) < today) values.valid_until = addDays(today, daysValid)
  }
})
