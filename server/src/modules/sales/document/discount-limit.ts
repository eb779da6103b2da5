/** Discounts above what a role may give ask for approval (SAL): per line, and a hand price below the list's counts. */
import { compare, isPositive, larger, quotient, subtract } from '#contract/kit/decimal.ts'
import type { Context } from '#server/kit/context.ts'
import type { Draft } from '#server/kit/served.ts'
import { discountLimit } from '#server/modules/common/public.ts'
import type { FoundPrice } from '#server/modules/products/public.ts'
import { hasChanged, linesOf, numberOf, textOf } from './draft-values.ts'

const places = 4

/** In percent, what the customer saves against the list: discounts of line and document, and the price itself. */
export function discountOn(line: Draft, document: Draft, listed: FoundPrice | null): string {
  const price = textOf(line, 'unit_price')
  const per = numberOf(line, 'price_quantity')
  const list = listed ?? { unit_price: price ?? '0', price_quantity: per }
  if (price === null || !isPositive(list.unit_price)) return '0'
  const left = (draft: Draft) => subtract('100', numberOf(draft, 'discount_percent'))
  const above = [price, list.price_quantity, left(line), left(document)]
  const kept = quotient(above, [list.unit_price, per, '100'], places)
  return larger('0', subtract('100', kept))
}

/** Whether the caller may give so much in an organization; what is agreed with the customer is no favour. */
export function mayGive(discount: string, agreed: string, organization: string, ctx: Context): boolean {
  const limit = discountLimit(ctx.identity, organization)
  return limit === null || compare(discount, larger(limit, agreed)) <= 0
}

/** What asks for approval is above somebody's limit, and so above that of whoever may give no discount at all. */
export function mayApprove(row: Readonly<Record<string, unknown>>, { identity }: Context): boolean {
  return row.approval_state === 'asked' && discountLimit(identity, String(row.organization)) !== '0'
}

/** Whoever writes a discount answers for it; one that stood there before keeps its state. */
export function judgeDiscount(document: Draft, discount: string, agreed: string, ctx: Context): void {
  if (!touchesDiscount(document) || isTakenOver(document)) return
  const isAllowed = mayGive(discount, agreed, document.organizationId ?? '', ctx)
  document.values.approval_state = isAllowed ? 'none' : 'asked'
  document.values.approved_by = null
}

/** An order made of a quotation gives what the quotation gave, with its approval. */
const isTakenOver = (document: Draft): boolean =>
  document.before === null && textOf(document, 'quotation') !== null

const favours = ['product', 'unit', 'unit_price', 'price_quantity', 'discount_percent']

function touchesDiscount(document: Draft): boolean {
  return (
    hasChanged(document, ['discount_percent', 'partner', 'currency']) ||
    linesOf(document).some((line) => hasChanged(line, favours))
  )
}
