/** What the bicycle maker needs to bill: tax codes of its seat, its registration, and terms of payment. */
import { prefix } from './map-catalogue.ts'
import type { Mapped, Source } from './source.ts'

/** The seat is in Washington, whose rate holds for sales within the country; what leaves it is export. */
const seatTax = 'Washington State Sales Tax'

export function mapTaxCodes(source: Source): Mapped {
  const percent = Number(source.rows('SalesTaxRate').find(({ Name }) => Name === seatTax)?.TaxRate ?? 0)
  const common = { jurisdiction: 'US', valid_from: '2008-01-01' }
  const rows = [
    {
      ...common,
      code: `${prefix}-US-S`,
      name: seatTax,
      tax_category: 'STANDARD',
      category: 'S',
      rate: (percent / 100).toFixed(5),
      'exemption_text.en': '',
    },
    {
      ...common,
      code: `${prefix}-US-G`,
      name: 'Export',
      tax_category: '',
      category: 'G',
      rate: '0',
      'exemption_text.en': 'Export, not taxed',
    },
  ]
  return { path: 'tax-rates', title: 'Tax codes', rows }
}

/** The files name no tax number: this one is made up, and is to be replaced before anything real is billed. */
export function mapRegistrations(): Mapped {
  return {
    path: 'vat-registrations',
    title: 'Registrations',
    rows: [{ country: 'US', vat_id: 'US000000000', valid_from: '2008-01-01' }],
  }
}

export function mapTerms(): Mapped {
  const instalments = [{ percent: '100', net_days: 30, discounts: [] }]
  const row = {
    code: `${prefix}-NET30`,
    'title.en': '30 days net.',
    'title.de': '30 Tage netto.',
    instalments: JSON.stringify(instalments),
    is_default: 'true',
  }
  return { path: 'payment-terms', title: 'Payment terms', rows: [row] }
}
