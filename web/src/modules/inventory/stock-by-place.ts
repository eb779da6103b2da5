/** Stock by place as its page draws it: gathered by product, with the share of each place. */
import { compare, divide, isPositive, larger, multiply, subtract, sum } from '#contract/kit/decimal.ts'

export interface PlaceRow {
  readonly product: string
  readonly sku: string
  readonly product_name: string
  readonly lot: string | null
  readonly lot_name: string | null
  readonly location: string
  readonly location_name: string
  readonly warehouse: string
  readonly warehouse_name: string
  readonly owner: string | null
  readonly on_hand: string
  readonly second_on_hand: string | null
  readonly base_unit_name: string | null
  /** Null where the product is counted in one unit. */
  readonly second_unit_name: string | null
  /** Null for a time gone by. */
  readonly allocated: string | null
}

export interface ProductStock {
  readonly product: string
  readonly sku: string
  readonly name: string
  readonly unit: string | null
  readonly on_hand: string
  readonly second_unit: string | null
  readonly second_on_hand: string
  readonly allocated: string | null
  readonly free: string | null
  readonly places: readonly PlaceRow[]
}

export function stockByProduct(rows: readonly PlaceRow[], filter = ''): ProductStock[] {
  const wanted = filter.trim().toLowerCase()
  const matching = rows.filter((row) =>
    [row.sku, row.product_name, row.lot_name, row.location_name].some((text) =>
      text?.toLowerCase().includes(wanted),
    ),
  )
  return [...Map.groupBy(matching, (row) => row.product).values()].map((places) => {
    const [first] = places as [PlaceRow]
    const on_hand = sum(places.map((row) => row.on_hand))
    const allocated = first.allocated === null ? null : sum(places.map((row) => row.allocated ?? '0'))
    return {
      product: first.product,
      sku: first.sku,
      name: first.product_name,
      unit: first.base_unit_name,
      on_hand,
      second_unit: first.second_unit_name,
      second_on_hand: sum(places.map((row) => row.second_on_hand ?? '0')),
      allocated,
      free: allocated === null ? null : subtract(on_hand, allocated),
      places: places.toSorted((one, other) => compare(other.on_hand, one.on_hand)),
    }
  })
}

/** The percentage of a bar that is as long as the greatest. */
export function shareOf(amount: string, greatest: string): string {
  return isPositive(amount) && isPositive(greatest) ? divide(multiply(amount, '100'), greatest, 2) : '0'
}

export function greatestOf(amounts: readonly string[]): string {
  return amounts.reduce(larger, '0')
}
