/** Sales orders: completed on every change of a draft, numbered on their first. */
import { salesOrder } from '#contract/sales/sales-order.ts'
import type { Context } from '#server/kit/context.ts'
import { type Draft, serve } from '#server/kit/served.ts'
import { businessDayOf } from './business-day.ts'
import { completeDocuments } from './complete-document.ts'
import { numberDocuments } from './number-documents.ts'

export const salesOrders = serve(salesOrder, { beforeSave: completeOrders })

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
