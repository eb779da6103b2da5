/** Quantities no finer than their product is counted. */
import { round } from '#contract/kit/decimal.ts'
import type { Fault } from '#contract/kit/failure.ts'
import type { SoldProduct } from './sold-products.ts'

/** The fault of a quantity in base unit that has more places than the unit; half a piece is none. */
export function tooFine(
  quantity: string,
  { base_places: places, base_unit_name: unit }: SoldProduct,
  pointer: string,
): Fault | null {
  if (round(quantity, places) === round(quantity, 6)) return null
  return places === 0
    ? { pointer, code: 'products.not_whole', parameters: { unit } }
    : { pointer, code: 'kit.too_many_places', parameters: { places } }
}
