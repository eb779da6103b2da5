/** Invoice papers for tests: a complete one of a pewter workshop, to be varied. */
import { fixed, multiply, quotient, subtract, sum } from '#contract/kit/decimal.ts'
import type { InvoiceLine, InvoicePaper, PostalAddress } from './invoice-paper.ts'

export const seller: InvoicePaper['seller'] = {
  name: 'Zinngießerei Ammersee GmbH',
  street: ['Schützenstraße 12'],
  postal_code: '86911',
  city: 'Dießen am Ammersee',
  region: null,
  country: 'DE',
  vat_id: 'DE123456789',
  tax_number: '131/123/45678',
  register: 'Amtsgericht Augsburg, HRB 12345',
  directors: 'Anna Müller, Jörg Weiß',
  phone: '+49 8807 94 90-0',
  email: 'buero@zinn-ammersee.example',
  website: 'www.zinn-ammersee.example',
  bank_accounts: [
    { bank_name: 'Sparkasse Landsberg', holder: null, iban: 'DE89370400440532013000', bic: 'BYLADEM1LLD' },
  ],
}

export const germanAddress: PostalAddress = {
  name: 'Käthe Größmann & Söhne OHG',
  additions: ['Einkauf, z. Hd. Frau Özdemir'],
  street: ['Marktplatz 3'],
  postal_code: '89073',
  city: 'Ulm',
  region: null,
  country: 'DE',
}

export const englishAddress: PostalAddress = {
  name: 'Pewter & Tin Ltd',
  additions: [],
  street: ['14 Harbour Street'],
  postal_code: 'EH6 6JJ',
  city: 'Edinburgh',
  region: null,
  country: 'GB',
}

/** A line whose net amount is right for its quantity, price and discount. */
export function exampleLine(position: number, changes: Partial<InvoiceLine> = {}): InvoiceLine {
  const line = {
    position: String(position),
    sku: `ZB-${1000 + position}`,
    description: 'Zinnbecher „Ammersee“, 0,3 l, poliert',
    details: null,
    quantity: '12.000000',
    unit: 'Stück',
    unit_price: '24.900000',
    price_quantity: '1',
    discount_percent: null,
    tax_code: 'DE-S-19',
    net_amount: '',
    order: null,
    delivery: null,
    preceding_invoice: null,
    ...changes,
  }
  const left = subtract('100', line.discount_percent ?? '0')
  const exact = quotient([line.quantity, line.unit_price, left], [line.price_quantity, '100'], 2)
  return { ...line, net_amount: changes.net_amount ?? fixed(exact, 2) }
}

/** Taxes and totals that follow from lines and adjustments, as posting would have frozen them. */
function settled(paper: InvoicePaper): InvoicePaper {
  const { lines, adjustments } = paper
  const taxes = paper.taxes.map((tax) => {
    const parts = [
      ...lines.filter(({ tax_code }) => tax_code === tax.code).map(({ net_amount }) => net_amount),
      ...adjustments
        .filter(({ tax_code }) => tax_code === tax.code)
        .map(({ kind, amount }) => (kind === 'charge' ? amount : `-${amount}`)),
    ]
    const net_amount = fixed(sum(parts), 2)
    return { ...tax, net_amount, tax_amount: fixed(multiply(net_amount, multiply(tax.rate, '0.01')), 2) }
  })
  const net = sum(taxes.map(({ net_amount }) => net_amount))
  const tax = sum(taxes.map(({ tax_amount }) => tax_amount))
  const gross = sum([net, tax])
  const { prepaid, rounding } = paper.totals
  const totals = {
    lines: sum(lines.map(({ net_amount }) => net_amount)),
    net,
    tax,
    gross,
    prepaid,
    rounding,
    due: subtract(sum([gross, rounding]), prepaid),
  }
  return { ...paper, taxes, totals }
}

export const standardTax = {
  code: 'DE-S-19',
  category: 'S',
  rate: '19',
  net_amount: '0',
  tax_amount: '0',
  exemption_text: null,
} as const

const nothing = { lines: '0', net: '0', tax: '0', gross: '0', prepaid: '0', rounding: '0', due: '0' }

export function exampleInvoice(changes: Partial<InvoicePaper> = {}): InvoicePaper {
  return settled({
    language: 'de',
    kind: 'invoice',
    number: 'RE-2026-00042',
    date: '2026-11-21',
    currency: { code: 'EUR', places: 2 },
    supply: { from: '2026-11-19', to: null },
    seller,
    buyer: { ...germanAddress, customer_number: 'K-10017', vat_id: null, reference: 'Best. 4711/26' },
    ship_to: null,
    orders: [{ number: 'AB-2026-0107', date: '2026-11-09' }],
    deliveries: [{ number: 'LS-2026-0099', date: '2026-11-19' }],
    preceding_invoices: [],
    contact: { name: 'Jörg Weiß', phone: '+49 8807 94 90-12', email: null },
    introduction: null,
    closing: null,
    payment: { due_date: '2026-12-21', terms: ['2 % Skonto bei Zahlung innerhalb von 10 Tagen.'] },
    lines: [exampleLine(1), exampleLine(2)],
    adjustments: [],
    taxes: [{ ...standardTax }],
    totals: nothing,
    ...changes,
  })
}

/** An invoice without anything that may be missing. */
export function bareInvoice(changes: Partial<InvoicePaper> = {}): InvoicePaper {
  const noBank = { vat_id: null, tax_number: null, register: null, directors: null, bank_accounts: [] }
  return exampleInvoice({
    supply: null,
    seller: { ...seller, ...noBank, phone: null, email: null, website: null, postal_code: null },
    buyer: { ...germanAddress, additions: [], customer_number: null, vat_id: null, reference: null },
    orders: [],
    deliveries: [],
    contact: null,
    payment: { due_date: null, terms: [] },
    lines: [exampleLine(1, { sku: null })],
    ...changes,
  })
}
