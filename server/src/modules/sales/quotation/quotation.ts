/** Quotations: completed on every change of a draft, numbered on their first, valid for thirty days. */
import { addDays } from '#contract/kit/dates.ts'
import { permissionOf } from '#contract/kit/resource.ts'
import { quotation } from '#contract/sales/quotation.ts'
import { salesOrder } from '#contract/sales/sales-order.ts'
import type { Context } from '#server/kit/context.ts'
import { may } from '#server/kit/rights.ts'
import { type Draft, serve } from '#server/kit/served.ts'
import { businessDayOf } from '#server/modules/sales/document/business-day.ts'
import { completeDocuments } from '#server/modules/sales/document/complete-document.ts'
import { mayApprove } from '#server/modules/sales/document/discount-limit.ts'
import { numberDocuments } from '#server/modules/sales/document/number-documents.ts'

export const quotations = serve(quotation, {
  beforeSave: completeQuotations,
  suits: async (_rows, ctx) => (verb, row) =>
    verb === 'accept'
      ? may(ctx.identity, permissionOf(salesOrder, 'add'), String(row.organization))
      : verb !== 'approve' || mayApprove(row, ctx),
})

const series = { kind: 'quotation', pattern: 'QU-{year}-{number}' }
export const daysValid = 30

async function completeQuotations(drafts: readonly Draft[], ctx: Context): Promise<void> {
  const open = drafts.filter(({ before, sent }) => before === null || sent.size > 0)
  for (const { values, organizationId } of open) {
    values.quotation_date ??= businessDayOf(organizationId ?? '', ctx)
    values.valid_until ??= addDays(String(values.quotation_date), daysValid)
  }
  await Promise.all([
    completeDocuments(open, 'quotation_date', ctx),
    numberDocuments(drafts, series, 'quotation_date', ctx),
  ])
}
