/** Sales orders: completed on every change of a draft, numbered on their first. */
import { salesOrder } from '#contract/sales/sales-order.ts'
import type { Context } from '#server/kit/context.ts'
import { type Draft, serve } from '#server/kit/served.ts'
import { businessDayOf } from '#server/modules/sales/document/business-day.ts'
import { completeDocuments } from '#server/modules/sales/document/complete-document.ts'
import { mayApprove } from '#server/modules/sales/document/discount-limit.ts'
import { keepOrderProgress } from './order-progress.ts'
import { numberDocuments } from '#server/modules/sales/document/number-documents.ts'

export const salesOrders = serve(salesOrder, {
  beforeSave: completeOrders,
  afterSave: keepProgress,
  suits: async (_rows, ctx) => (verb, row) => verb !== 'approve' || mayApprove(row, ctx),
})

const series = { kind: 'sales_order', pattern: 'SO-{year}-{number}' }

async function completeOrders(drafts: readonly Draft[], ctx: Context): Promise<void> {
  const open = drafts.filter(({ before, sent }) => before === null || sent.size > 0)
  for (const { values, organizationId } of open) {
    values.order_date ??= businessDayOf(organizationId ?? '', ctx)
  }
  await Promise.all([
    completeDocuments(open, 'order_date', ctx),
    numberDocuments(drafts, series, 'order_date', ctx),
  ])
}

/** An amendment or the end of an order changes what `fully` means for it. */
async function keepProgress(drafts: readonly Draft[], ctx: Context): Promise<void> {
  const changed = drafts.filter(
    ({ before, values }) =>
      before?.status === 'confirmed' && (values.status === 'closed' || before.revision !== values.revision),
  )
  await keepOrderProgress(
    changed.map(({ id }) => id),
    ctx,
  )
}
