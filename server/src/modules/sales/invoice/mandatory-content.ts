/** What § 14 UStG and EN 16931 want on an invoice before it gets a number (DOMAIN 12). */
import { isPositive } from '#contract/kit/decimal.ts'
import { type Fault, Refusal } from '#contract/kit/failure.ts'
import { linesOf, numberOf, textOf } from '#server/modules/sales/document/draft-values.ts'
import type { CompletedInvoice } from './complete-invoice.ts'
import type { UnitNames } from './freeze-invoice.ts'
import { placeOf, type RawAddress } from './invoice-parties.ts'

export function mustBeComplete(invoice: CompletedInvoice, units: UnitNames): void {
  const faults = [...faultsOfParties(invoice), ...faultsOfLines(invoice, units)]
  if (textOf(invoice.draft, 'payment_term') === null && invoice.draft.values.kind !== 'credit_note') {
    faults.push({ pointer: '/payment_term', code: 'sales.payment_term_missing' })
  }
  if (textOf(invoice.draft, 'currency') === null) faults.push({ pointer: '/currency', code: 'kit.required' })
  if (faults.length > 0) throw new Refusal('sales.invoice_incomplete', {}, faults)
}

function faultsOfParties({ parties, taxes }: CompletedInvoice): Fault[] {
  const seller = (what: string): Fault => ({
    pointer: '/organization',
    code: 'sales.seller_incomplete',
    parameters: { what },
  })
  const buyer = (what: string): Fault => ({
    pointer: '/partner',
    code: 'sales.buyer_incomplete',
    parameters: { what },
  })
  const faults: Fault[] = []
  const hasTaxId = parties.registrations.length > 0 || Boolean(parties.tax_number)
  if (!parties.seller_name) faults.push(seller('name'))
  if (!isWhole(parties.seat)) faults.push(seller('address with city and country'))
  if (!hasTaxId) faults.push(seller('VAT ID or tax number'))
  if (!parties.partner_name) faults.push(buyer('name'))
  if (!isWhole(parties.billing)) faults.push(buyer('address with city and country'))
  const isBorderless = taxes.some(({ category }) => category === 'K' || category === 'AE')
  if (isBorderless && !parties.vat_id) faults.push(buyer('VAT ID'))
  if (isBorderless && parties.registrations.length === 0) faults.push(seller('VAT ID'))
  return faults
}

function isWhole(address: RawAddress | null): boolean {
  const { city, country } = placeOf(address)
  return city !== '' && country !== ''
}

function faultsOfLines({ draft }: CompletedInvoice, units: UnitNames): Fault[] {
  const faults: Fault[] = []
  const lines = linesOf(draft)
  if (!lines.some((line) => isPositive(numberOf(line, 'quantity')))) {
    faults.push({ pointer: '/lines', code: 'sales.invoice_empty' })
  }
  for (const [index, line] of lines.entries()) {
    const unit = units.get(String(line.values.unit))
    if (!unit?.rec20) {
      const parameters = { unit: unit?.symbol ?? '' }
      faults.push({ pointer: `/lines/${index}/unit`, code: 'sales.unit_not_coded', parameters })
    }
    if (textOf(line, 'description') === null) {
      faults.push({ pointer: `/lines/${index}/description`, code: 'sales.description_missing' })
    }
  }
  return faults
}
