/** Stock counts: a line keeps the instant of counting, and the book quantity comes with posting. */
import { stockCount } from '#contract/inventory/stock-count.ts'
import { type Fault, Refusal } from '#contract/kit/failure.ts'
import type { Context } from '#server/kit/context.ts'
import { type Draft, serve } from '#server/kit/served.ts'
import { type SoldProduct, soldProducts, tooFine } from '#server/modules/products/public.ts'
import { numberDocuments } from './document-number.ts'
import { placesElsewhere } from './places-stand.ts'
import { checkSecond } from './second-quantities.ts'

export const stockCounts = serve(stockCount, { beforeSave: completeCounts })

async function completeCounts(drafts: readonly Draft[], ctx: Context): Promise<void> {
  const products = drafts
    .flatMap((draft) => draft.lines.lines ?? [])
    .map(({ values }) => String(values.product))
  const [elsewhere, known] = await Promise.all([
    placesElsewhere(drafts, { location: 'warehouse' }, ctx),
    soldProducts(products, ctx),
  ])
  const faults = [...elsewhere, ...drafts.flatMap((draft) => faultsOf(draft.lines.lines ?? [], known, ctx))]
  if (faults.length > 0) throw new Refusal('kit.invalid', {}, faults)
  await checkSecond(drafts, { field: 'counted_second_quantity' }, ctx)
  await numberDocuments(drafts, 'stock_count', 'ST', ctx)
  for (const line of drafts.flatMap((draft) => draft.lines.lines ?? [])) {
    line.values.counted_at ??= ctx.now.toISOString()
  }
}

/** Each line is compared with the books by itself: the same goods on two lines would be taken off twice. */
function faultsOf(
  lines: readonly Draft[],
  products: ReadonlyMap<string, SoldProduct>,
  ctx: Context,
): Fault[] {
  const seen = new Map<string, number>()
  return lines.flatMap(({ values }, index) => {
    const key = [values.product, values.location, values.lot].join(' ')
    const earlier = seen.get(key)
    const pointer = `/lines/${index}`
    if (earlier !== undefined) {
      return [{ pointer, code: 'inventory.counted_twice', parameters: { line: earlier + 1 } }]
    }
    seen.set(key, index)
    const isAhead = typeof values.counted_at === 'string' && Date.parse(values.counted_at) > ctx.now.getTime()
    if (isAhead) return [{ pointer: `${pointer}/counted_at`, code: 'inventory.in_the_future' }]
    const product = products.get(String(values.product))
    const fault = product && tooFine(String(values.counted_quantity), product, `${pointer}/counted_quantity`)
    return fault ? [fault] : []
  })
}
