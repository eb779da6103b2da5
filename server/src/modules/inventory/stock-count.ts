/** Stock counts: a line keeps the instant of counting, and the book quantity comes with posting. */
import { stockCount } from '#contract/inventory/stock-count.ts'
import type { Context } from '#server/kit/context.ts'
import { type Draft, serve } from '#server/kit/served.ts'
import { numberDocuments } from './document-number.ts'

export const stockCounts = serve(stockCount, { beforeSave: completeCounts })

async function completeCounts(drafts: readonly Draft[], ctx: Context): Promise<void> {
  await numberDocuments(drafts, 'stock_count', 'ST', ctx)
  for (const line of drafts.flatMap((draft) => draft.lines.lines ?? [])) {
    line.values.counted_at ??= ctx.now.toISOString()
  }
}
