/** Freezes what an invoice says beside its own fields, so that it never changes with master data (DOMAIN 12). */
import type { FrozenAdjustment, FrozenInvoice, FrozenLine } from '#contract/sales/frozen-invoice.ts'
import { isWithin } from '#contract/kit/dates.ts'
import type { DueInstalment } from '#contract/sales/payment-terms.ts'
import type { Context } from '#server/kit/context.ts'
import type { Draft } from '#server/kit/served.ts'
import { linesOf, textOf } from '#server/modules/sales/document/draft-values.ts'
import type { CompletedInvoice } from './complete-invoice.ts'
import { type InvoiceParties, placeOf } from './invoice-parties.ts'
import { termTexts } from './term-texts.ts'

export interface UnitName {
  readonly id: string
  readonly code: string
  readonly symbol: string
  readonly symbols: Readonly<Record<string, string>>
  readonly rec20: string | null
}
export type UnitNames = ReadonlyMap<string, UnitName>

const unitsText = 'select id, code, symbol, symbols, rec20 from unit where id = any($1::uuid[])'

export async function unitsOfLines(invoices: readonly Draft[], ctx: Context): Promise<UnitNames> {
  const ids = invoices.flatMap((draft) => linesOf(draft).map(({ values }) => String(values.unit)))
  const rows = await ctx.rows<UnitName>(unitsText, [[...new Set(ids)]])
  return new Map(rows.map((row) => [row.id, row]))
}

export function freezeInvoice(
  invoice: CompletedInvoice,
  units: UnitNames,
  instalments: readonly DueInstalment[],
): FrozenInvoice {
  const { parties, references, draft } = invoice
  const language = parties.language.startsWith('de') ? 'de' : 'en'
  const lines: Record<string, FrozenLine> = {}
  for (const { id, values } of linesOf(draft)) {
    const unit = units.get(String(values.unit))
    const known = references.get(id)
    lines[id] = {
      sku: known?.sku ?? null,
      unit: unit?.symbols[language] || unit?.symbol || '',
      rec20: unit?.rec20 ?? null,
      order: known?.order ?? null,
      delivery: known?.delivery ?? null,
    }
  }
  const named = Object.values(lines)
  return {
    language,
    currency: { code: parties.currency_code ?? '', places: parties.places },
    seller: sellerOf(parties, textOf(draft, 'supply_date') ?? textOf(draft, 'invoice_date') ?? ''),
    buyer: {
      ...addressOf(parties.billing, parties.partner_name),
      customer_number: parties.partner_number,
      vat_id: parties.vat_id,
      reference: invoice.customerReferences.join(', ') || null,
    },
    ship_to: parties.ship_to === null ? null : addressOf(parties.ship_to, parties.partner_name),
    orders: distinct(named.map(({ order }) => order)),
    deliveries: distinct(named.map(({ delivery }) => delivery)),
    preceding_invoices: invoice.preceding,
    terms: draft.values.kind === 'credit_note' ? [] : termTexts(parties, instalments, language),
    lines,
    adjustments: adjustmentsOf(invoice),
  }
}

function sellerOf(parties: InvoiceParties, day: string): FrozenInvoice['seller'] {
  const seat = placeOf(parties.seat)
  const valid = parties.registrations.filter(({ valid_from, valid_to }) =>
    isWithin(day, valid_from, valid_to),
  )
  const registration = valid.find(({ country }) => country === seat.country) ?? valid[0]
  return {
    name: parties.seller_name,
    ...seat,
    vat_id: registration?.vat_id ?? null,
    tax_number: parties.tax_number || null,
    register: parties.register || null,
    directors: parties.directors || null,
    phone: parties.phone || null,
    email: parties.email || null,
    website: parties.website || null,
    bank_accounts: parties.bank_accounts.slice(0, 3),
  }
}

function addressOf(raw: InvoiceParties['billing'], partner: string) {
  const addressee = raw?.name ?? null
  const additions = addressee === null || addressee === partner ? [] : [addressee]
  return { name: partner, additions, ...placeOf(raw) }
}

function distinct<R extends { readonly number: string }>(references: readonly (R | null)[]): R[] {
  const byNumber = new Map<string, R>()
  for (const reference of references) if (reference !== null) byNumber.set(reference.number, reference)
  return [...byNumber.values()]
}

function adjustmentsOf({ totals, shares, taxes }: CompletedInvoice): FrozenAdjustment[] {
  return totals.shares.map(({ adjustment, kind, net, category, tax_percent }) => {
    const tax = taxes.find((entry) => entry.category === category && entry.rate === tax_percent)
    return { kind, percent: shares[adjustment]?.percent ?? null, amount: net, tax_code: tax?.code ?? '' }
  })
}
