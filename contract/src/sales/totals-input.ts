/** What the totals of a sales document follow from: its lines, its discounts and charges, its currency. */
import type { PricedQuantity } from './line-amount.ts'
import type { TaxKey } from './tax-key.ts'

export interface TotalsLine extends PricedQuantity, TaxKey {
  /** BT-121, as the tax code of the line states it. */
  readonly exemption_code?: string | null
}

/** A discount or charge on the whole document: an amount, or a percentage of the sum of its lines. */
export interface Adjustment {
  readonly kind: 'allowance' | 'charge'
  readonly amount?: string | null
  readonly percent?: string | null
  /** Puts all of it under one tax code; without it, it is split over the groups of the lines. */
  readonly tax?: TaxKey | null
}

export interface TotalsInput {
  /** Decimal places of the currency. */
  readonly places: number
  /** Prices include tax. */
  readonly is_gross: boolean
  readonly lines: readonly TotalsLine[]
  readonly adjustments?: readonly Adjustment[]
  /** Prepaid, BT-113. */
  readonly paid_amount?: string
  /** BT-114: rounding of what is to be paid, in cash or by a supplier. */
  readonly rounding_amount?: string
}
