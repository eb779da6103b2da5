/** Writes the amounts of lines and document, by the formulas that form and server share (DOMAIN 10). */
import { isPositive } from '#contract/kit/decimal.ts'
import { type DocumentTotals, documentTotals } from '#contract/sales/document-totals.ts'
import type { TaxKey } from '#contract/sales/tax-key.ts'
import type { Adjustment } from '#contract/sales/totals-input.ts'
import type { Draft } from '#server/kit/served.ts'
import { numberOf } from './draft-values.ts'

export interface TaxedLine {
  readonly draft: Draft
  readonly tax: TaxKey
}

export function totalDocument(document: Draft, lines: readonly TaxedLine[], places: number): DocumentTotals {
  const totals = documentTotals({
    places,
    is_gross: document.values.is_gross === 'gross',
    lines: lines.map(({ draft, tax }) => ({
      quantity: numberOf(draft, 'quantity'),
      unit_price: numberOf(draft, 'unit_price'),
      price_quantity: numberOf(draft, 'price_quantity'),
      discount_percent: numberOf(draft, 'discount_percent'),
      category: tax.category,
      tax_percent: tax.tax_percent,
    })),
    adjustments: adjustmentsOf(document),
  })
  for (const [index, { draft, tax }] of lines.entries()) {
    draft.values.net_amount = totals.lines[index]?.net ?? '0'
    draft.values.tax_percent = tax.tax_percent
  }
  Object.assign(document.values, {
    lines_total: totals.line_total,
    net_total: totals.net_total,
    tax_total: totals.tax_total,
    gross_total: totals.gross_total,
  })
  return totals
}

/** The document's own discount and charge, as BG-20 and BG-21 want them. */
function adjustmentsOf(document: Draft): readonly Adjustment[] {
  const adjustments: Adjustment[] = []
  const percent = numberOf(document, 'discount_percent')
  const charge = numberOf(document, 'charge_amount')
  if (isPositive(percent)) adjustments.push({ kind: 'allowance', percent })
  if (isPositive(charge)) adjustments.push({ kind: 'charge', amount: charge })
  return adjustments
}
