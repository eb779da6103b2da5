/** Posts counts: differences to the books of the instant of counting become moves (DOMAIN 6). */
import { refuse } from '#contract/inventory/failures.ts'
import { stockCount } from '#contract/inventory/stock-count.ts'
import { action, type Moving } from '#server/kit/action.ts'
import type { Context } from '#server/kit/context.ts'

export const postStockCount = action(stockCount, 'post', async (counts, ctx) => {
  for (const count of counts) await post(count, ctx)
})

interface Counted {
  readonly lines: readonly {
    readonly line_id: string
    readonly book_quantity: string
    readonly difference: string
  }[]
}

async function post(count: Moving, ctx: Context): Promise<void> {
  const lines = count.lines.lines ?? []
  if (lines.length === 0) refuse('inventory.lines_missing', { document: String(count.values.number) })
  const counted = lines.map((line) => ({
    line_id: line.id,
    product_id: line.values.product,
    location_id: line.values.location,
    lot_id: line.values.lot,
    counted_quantity: line.values.counted_quantity,
    counted_second_quantity: line.values.counted_second_quantity,
    counted_at: line.values.counted_at,
  }))
  const [row] = await ctx.rows<{ answer: Counted }>('select kontor.count($1::jsonb, $2, $3, $4) as answer', [
    JSON.stringify(counted),
    stockCount.name,
    count.id,
    String(count.values.reason),
  ])
  const answers = new Map((row?.answer.lines ?? []).map((answer) => [answer.line_id, answer]))
  for (const line of lines) {
    const answer = answers.get(line.id)
    line.values.book_quantity = String(answer?.book_quantity ?? line.values.counted_quantity)
    line.values.difference = String(answer?.difference ?? '0')
  }
  count.values.posted_at = ctx.now.toISOString()
}
