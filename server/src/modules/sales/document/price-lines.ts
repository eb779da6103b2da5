/** Which price stands on a line: the list's, unless somebody wrote one by hand (DOMAIN 11, SAL-03). */
import { compare, multiply } from '#contract/kit/decimal.ts'
import type { Draft } from '#server/kit/served.ts'
import type { FoundPrice } from '#server/modules/products/public.ts'
import { hasChanged, numberOf, textOf } from './draft-values.ts'

const pricedBy = ['product', 'quantity', 'unit']

/**
 * Sets price and source. A hand price is never recalculated; one from a list only where the line, or the
 * document's own terms, have changed: what was once offered stands (SAL-03).
 */
export function priceLine(line: Draft, listed: FoundPrice | null, termsHaveChanged: boolean): void {
  const { values, before, sent } = line
  const given = sent.has('unit_price') ? textOf(line, 'unit_price') : null
  const differs = (name: string) => sent.has(name) && !sameNumber(textOf(line, name), before?.[name])
  if (given !== null && (differs('unit_price') || differs('price_quantity')))
    return takeGiven(line, given, listed)
  const isEmptied = sent.has('unit_price') && given === null
  if (before?.price_source === 'hand' && !isEmptied) return
  if (values.price_source === 'hand' && before === null) return // copied from a quotation
  const isNew = before === null && values.price_source === 'none'
  const mustAsk = isNew || isEmptied || (before !== null && (termsHaveChanged || hasChanged(line, pricedBy)))
  if (!mustAsk) return
  values.unit_price = listed?.unit_price ?? null
  values.price_quantity = listed?.price_quantity ?? '1'
  values.price_source = listed?.source ?? 'none'
}

/** A price that is just the list's did not come by hand: the form sends back what it showed. */
function takeGiven(line: Draft, given: string, listed: FoundPrice | null): void {
  const { values } = line
  const isListed = listed !== null && isSamePrice(given, numberOf(line, 'price_quantity'), listed)
  values.unit_price = isListed ? listed.unit_price : given
  if (isListed) values.price_quantity = listed.price_quantity
  values.price_source = isListed ? listed.source : 'hand'
}

function isSamePrice(price: string, per: string, listed: FoundPrice): boolean {
  return compare(multiply(price, listed.price_quantity), multiply(listed.unit_price, per)) === 0
}

function sameNumber(one: string | null, other: unknown): boolean {
  return one !== null && typeof other === 'string' && compare(one, other) === 0
}
