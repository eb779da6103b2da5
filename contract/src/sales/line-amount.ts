/** The amount of one line of a document: quantity, price and discount, rounded once (DOMAIN 10). */
import {
  fromScaled,
  fromUnits,
  powerOfTen,
  quotientUnits,
  type Scaled,
  toScaled,
} from '#contract/kit/scaled.ts'

export interface PricedQuantity {
  readonly quantity: string
  /** The price is for so many of the price's unit: 1.23 per 100 (DOMAIN 11). */
  readonly price_quantity: string
  /** The list price (BT-148), net or gross as the document is. */
  readonly unit_price: string
  readonly discount_percent: string
  /** How many of the price's unit one of the line's unit is; without it they are the same unit. */
  readonly price_ratio?: { readonly numerator: string; readonly denominator: string } | null
}

const hundred: Scaled = { digits: 100n, scale: 0 }

/** round(quantity / price quantity x list price x (1 - discount), places). */
export function lineAmount(line: PricedQuantity, places: number): string {
  return fromUnits(lineUnits(line, places), places)
}

/** The same in units of 10^-`places`. */
export function lineUnits(line: PricedQuantity, places: number): bigint {
  const above = [toScaled(line.quantity), toScaled(line.unit_price), remainder(line.discount_percent)]
  const below = [toScaled(line.price_quantity), hundred]
  if (line.price_ratio) {
    above.push(toScaled(line.price_ratio.numerator))
    below.push(toScaled(line.price_ratio.denominator))
  }
  return quotientUnits(above, below, places)
}

/** BT-146, the list price less the line's discount: never rounded, so no allowance on the line is written. */
export function itemPrice(line: PricedQuantity): string {
  const price = toScaled(line.unit_price)
  const left = remainder(line.discount_percent)
  return fromScaled({ digits: price.digits * left.digits, scale: price.scale + left.scale + 2 })
}

/** What is left of 100 % after a discount. */
function remainder(discountPercent: string): Scaled {
  const { digits, scale } = toScaled(discountPercent)
  return { digits: 100n * powerOfTen(scale) - digits, scale }
}
