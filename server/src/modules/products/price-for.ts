/** The price of each line from the lists that hold for a customer, in one round trip (DOMAIN 11). */
import { isDenied } from '#contract/kit/outcome.ts'
import { unitRatio } from '#contract/common/unit-conversion.ts'
import { add, compare, divide, multiply } from '#contract/kit/decimal.ts'
import { lookUpPrice, type PriceCandidate, type PriceLevel } from '#contract/products/price-lookup.ts'
import type { Context } from '#server/kit/context.ts'
import { withAncestors } from '#server/kit/rights.ts'
import type { KnownUnits } from './sold-products.ts'

export interface PricedLine {
  readonly product: string
  /** Whose prices and breaks the variants of a family share. */
  readonly family: string | null
  readonly unit: string
  /** In the product's base unit. */
  readonly quantity: string
}

export interface Customer {
  readonly partner: string
  readonly pricingTier: string | null
  /** Agreed with this partner, beside the lists that name it. */
  readonly priceList: string | null
}

export interface PriceTerms {
  readonly customer: Customer
  readonly organization: string
  readonly day: string
  readonly currency: string
  readonly isGross: boolean
}

/** A price per `price_quantity` of the line's own unit. */
export interface FoundPrice {
  readonly unit_price: string
  readonly price_quantity: string
  readonly source: PriceLevel
  readonly price_list: string
}

export type Candidates = readonly (PriceCandidate & { readonly product: string })[]

const candidatesText = `select x.id, x.price_list_id as price_list, x.product_id as product,
  case when l.id = $5 and l.level <> 'contract' then 'customer' else l.level end as level,
  l.currency_id as currency, l.is_gross, l.breaks_over_family, trim_scale(x.price)::text as price,
  trim_scale(x.price_quantity)::text as price_quantity, x.unit_id as unit,
  trim_scale(x.minimum_quantity)::text as minimum_quantity, x.valid_from, x.valid_to,
  l.valid_from as list_valid_from, l.valid_to as list_valid_to
from price x
join price_list l on l.tenant_id = x.tenant_id and l.id = x.price_list_id
where x.tenant_id = $1 and x.product_id = any($2::uuid[]) and l.is_active and l.currency_id = $3
  and l.is_gross = $4 and l.organization_id = any($6::uuid[])
  and (l.id = $5 or case l.level when 'base' then true when 'tier' then l.pricing_tier_id = $7
    else l.partner_id = $8 end)
  and (x.valid_to is null or x.valid_to >= $9) and (x.valid_from is null or x.valid_from <= $9)`

/** Everything the lists say of these products and their families; one statement. */
export function priceCandidates(
  products: readonly string[],
  terms: PriceTerms,
  ctx: Context,
): Promise<Candidates> {
  const { customer } = terms
  return ctx.rows<Candidates[number]>(candidatesText, [
    ctx.tenantId,
    products,
    terms.currency,
    terms.isGross,
    customer.priceList,
    withAncestors(ctx.identity, [terms.organization]),
    customer.pricingTier,
    customer.partner,
    terms.day,
  ])
}

/** The price of each line, null where no list has one. */
export function choosePrices(
  lines: readonly PricedLine[],
  terms: PriceTerms,
  candidates: Candidates,
  units: KnownUnits,
): readonly (FoundPrice | null)[] {
  const families = new Map<string, string>()
  for (const { family, quantity } of lines) {
    if (family !== null) families.set(family, add(families.get(family) ?? '0', quantity))
  }
  return lines.map((line) => {
    const question = {
      date: terms.day,
      currency: terms.currency,
      is_gross: terms.isGross,
      quantity: line.quantity,
      family_quantity: line.family === null ? null : families.get(line.family),
    }
    const own = candidates
      .filter(({ product }) => product === line.product || product === line.family)
      .map((candidate) => ({ ...candidate, is_of_family: candidate.product !== line.product }))
    const { found } = lookUpPrice(question, own)
    return found === null ? null : inUnitOf(line, found, units)
  })
}

const mostPlaces = 6
const greatestFactor = '100000'

/** A price per 100 pieces, on a line of boxes of 12: twelve times the price per 100 boxes. */
function inUnitOf(line: PricedLine, found: PriceCandidate, units: KnownUnits): FoundPrice | null {
  const { price, price_quantity, level: source, price_list } = found
  if (found.unit === line.unit) return { unit_price: price, price_quantity, source, price_list }
  const ratio = unitRatio(line.unit, found.unit, { product: line.product, conversions: units.conversions })
  if (isDenied(ratio)) return null
  const { numerator, denominator } = ratio
  const raised = multiply(price, numerator)
  if (compare(numerator, greatestFactor) <= 0 && compare(denominator, greatestFactor) <= 0) {
    const per = multiply(price_quantity, denominator)
    return { unit_price: raised, price_quantity: per, source, price_list }
  }
  return { unit_price: divide(raised, denominator, mostPlaces), price_quantity, source, price_list }
}

/** Both steps, where the caller needs nothing between them. */
export async function priceFor(
  lines: readonly PricedLine[],
  terms: PriceTerms,
  units: KnownUnits,
  ctx: Context,
): Promise<readonly (FoundPrice | null)[]> {
  const products = lines.flatMap(({ product, family }) => (family === null ? [product] : [product, family]))
  return choosePrices(lines, terms, await priceCandidates(products, terms, ctx), units)
}
