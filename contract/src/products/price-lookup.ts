/** Which price a line gets: contract, customer, tier or base list, by date and quantity (DOMAIN 11). */
import { compareDates, isWithin } from '#contract/kit/dates.ts'
import { compare } from '#contract/kit/decimal.ts'

/** The levels of price lists; the first that has a price wins, also where a later one is cheaper. */
export const priceLevels = ['contract', 'customer', 'tier', 'base'] as const
export type PriceLevel = (typeof priceLevels)[number]

/** A row of `products.price` with what its list says. */
export interface PriceCandidate {
  readonly id: string
  readonly price_list: string
  readonly level: PriceLevel
  readonly currency: string
  readonly is_gross: boolean
  /** The list counts all variants of a family together towards a break. */
  readonly breaks_over_family: boolean
  /** The price stands at the family, whose variants share it unless they have their own. */
  readonly is_of_family: boolean
  readonly price: string
  readonly price_quantity: string
  /** The unit the price quantity counts in. */
  readonly unit: string
  /** The price holds from this quantity on, in the product's base unit. */
  readonly minimum_quantity: string
  readonly valid_from: string | null
  readonly valid_to: string | null
  readonly list_valid_from?: string | null
  readonly list_valid_to?: string | null
}

export interface PriceQuestion {
  /** The order's business date. */
  readonly date: string
  readonly currency: string
  /** The document's prices include tax. */
  readonly is_gross: boolean
  /** Of the line, in base unit. */
  readonly quantity: string
  /** Of all lines of the same family, this one included, in base unit. */
  readonly family_quantity?: string | null
}

export type PassedOver = 'other_currency' | 'net_or_gross' | 'not_valid_on_date' | 'below_break' | 'outranked'

export interface PriceAnswer<Candidate extends PriceCandidate> {
  /** Null where no list has a price: the line waits for one by hand. */
  readonly found: Candidate | null
  readonly passed_over: readonly { readonly candidate: Candidate; readonly reason: PassedOver }[]
}

/** Chooses among the prices of the line's product and its family in the lists that hold for its customer. */
export function lookUpPrice<Candidate extends PriceCandidate>(
  question: PriceQuestion,
  candidates: readonly Candidate[],
): PriceAnswer<Candidate> {
  let found: Candidate | null = null
  const passed: { candidate: Candidate; reason: PassedOver }[] = []
  for (const candidate of candidates) {
    const reason = whyNot(candidate, question)
    if (reason !== null) passed.push({ candidate, reason })
    else if (found === null) found = candidate
    else if (rank(candidate, found) < 0) {
      passed.push({ candidate: found, reason: 'outranked' })
      found = candidate
    } else passed.push({ candidate, reason: 'outranked' })
  }
  return { found, passed_over: passed }
}

/** Another currency is never converted, and a gross price is no net one. */
function whyNot(candidate: PriceCandidate, question: PriceQuestion): PassedOver | null {
  const { date, quantity } = question
  if (candidate.currency !== question.currency) return 'other_currency'
  if (candidate.is_gross !== question.is_gross) return 'net_or_gross'
  if (!isWithin(date, candidate.valid_from, candidate.valid_to)) return 'not_valid_on_date'
  if (!isWithin(date, candidate.list_valid_from, candidate.list_valid_to)) return 'not_valid_on_date'
  const counted = candidate.breaks_over_family ? (question.family_quantity ?? quantity) : quantity
  return compare(candidate.minimum_quantity, counted) > 0 ? 'below_break' : null
}

/**
 * Below zero when `one` goes before `other`: nearer to the customer, then nearer to the product, then the
 * higher break, then the younger price; the id settles the rest, so that every process agrees.
 */
function rank(one: PriceCandidate, other: PriceCandidate): number {
  return (
    priceLevels.indexOf(one.level) - priceLevels.indexOf(other.level) ||
    Number(one.is_of_family) - Number(other.is_of_family) ||
    compare(other.minimum_quantity, one.minimum_quantity) ||
    compareDates(other.valid_from ?? '0001-01-01', one.valid_from ?? '0001-01-01') ||
    (one.id < other.id ? -1 : 1)
  )
}
