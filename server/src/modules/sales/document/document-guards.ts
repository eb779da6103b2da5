/** What must hold before a quotation is sent or an order confirmed. */
import { refuse } from '#contract/sales/failures.ts'
import type { Context } from '#server/kit/context.ts'
import type { Draft } from '#server/kit/served.ts'
import { soldProducts } from '#server/modules/products/public.ts'
import { linesOf, textOf } from './draft-values.ts'

export const nameOf = (document: Draft): string => textOf(document, 'number') ?? ''

export function mustHaveLines(document: Draft): void {
  if (linesOf(document).length === 0) refuse('sales.no_lines', { document: nameOf(document) })
}

export function mustBePriced(document: Draft): void {
  const missing = linesOf(document).filter((line) => line.values.unit_price === null)
  const lines = missing.map((line) => line.values.position).join(', ')
  if (missing.length > 0) refuse('sales.price_missing', { lines })
}

export function mustBeApproved(document: Draft): void {
  if (document.values.approval_state === 'asked') {
    refuse('sales.approval_needed', { document: nameOf(document) })
  }
}

/** Nothing of an amendment is kept before it stands, so nobody could approve it later. */
export function mustBeWithinLimit(amended: Draft): void {
  if (amended.values.approval_state === 'asked') {
    refuse('sales.amendment_beyond_limit', { document: nameOf(amended) })
  }
}

/** A product may have been discontinued since the line was written. */
export async function mustStillBeSold(documents: readonly Draft[], ctx: Context): Promise<void> {
  const ids = documents.flatMap(linesOf).map((line) => textOf(line, 'product') ?? '')
  const products = await soldProducts(ids, ctx)
  const gone = [...products.values()].filter(({ status, is_sellable }) => status !== 'active' || !is_sellable)
  if (gone.length === 0) return
  refuse('sales.products_not_sold', { products: gone.map(({ sku }) => sku).join(', ') })
}
