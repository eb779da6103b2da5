/** What decides in which VAT breakdown of an invoice a line stands: EN 16931 category and rate. */
import { multiply } from '#contract/kit/decimal.ts'

/** Standard, zero rated, exempt, reverse charge, intra-community supply, export, outside the scope of VAT. */
export const taxCategories = ['S', 'Z', 'E', 'AE', 'K', 'G', 'O'] as const
export type TaxCategory = (typeof taxCategories)[number]

export interface TaxKey {
  readonly category: TaxCategory
  /** 19 for 19 %; 0 in all categories but S. */
  readonly tax_percent: string
}

/** The percentage of a tax code, whose rate is a fraction: 0.19 is 19 %. */
export function percentOfRate(rate: string): string {
  return multiply(rate, '100')
}
