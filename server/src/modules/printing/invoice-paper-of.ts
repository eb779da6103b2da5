/** Makes the paper of an invoice from what posting froze; a draft's says that it is one. */
import { canonical, isZero } from '#contract/kit/decimal.ts'
import type { FrozenInvoice } from '#contract/sales/frozen-invoice.ts'
import type { TaxTotal } from '#contract/sales/invoice.ts'
import type { IssuedInvoice } from '#server/modules/sales/public.ts'
import type { InvoiceLine, InvoicePaper } from './invoice-paper.ts'

type Values = Readonly<Record<string, unknown>>

const words = {
  de: { draft: 'ENTWURF', allowance: 'Rabatt', charge: 'Fracht und Zuschläge' },
  en: { draft: 'DRAFT', allowance: 'Discount', charge: 'Freight and charges' },
} as const

export function invoicePaperOf({ values, lines, frozen, isPosted }: IssuedInvoice): InvoicePaper {
  const { language } = frozen
  const taxes = values.taxes as readonly TaxTotal[]
  return {
    language,
    kind: values.kind as InvoicePaper['kind'],
    number: isPosted ? String(values.number) : words[language].draft,
    date: String(values.invoice_date),
    currency: { ...frozen.currency },
    supply: supplyOf(values),
    seller: structuredClone(frozen.seller) as InvoicePaper['seller'],
    buyer: structuredClone(frozen.buyer) as InvoicePaper['buyer'],
    ship_to: structuredClone(frozen.ship_to) as InvoicePaper['ship_to'],
    orders: [...frozen.orders],
    deliveries: [...frozen.deliveries],
    preceding_invoices: [...frozen.preceding_invoices],
    contact: null,
    introduction: textOf(values.reason),
    closing: null,
    payment: {
      due_date: values.kind === 'credit_note' ? null : textOf(values.due_date),
      terms: [...frozen.terms],
    },
    lines: lines.map((line, index) => lineOf(line, index, frozen, taxes)),
    adjustments: frozen.adjustments.map(({ kind, percent, amount, tax_code }) => ({
      kind,
      reason: words[language][kind],
      percent,
      amount,
      tax_code: codeOf(taxes.find((tax) => tax.code === tax_code)),
    })),
    taxes: taxes.map((tax) => ({
      code: codeOf(tax),
      category: tax.category as InvoicePaper['taxes'][number]['category'],
      rate: tax.rate,
      net_amount: tax.net,
      tax_amount: tax.tax,
      exemption_text: tax.exemption_text?.[language] ?? null,
    })),
    totals: totalsOf(values),
  }
}

/** A draft's tax may not be known yet; then its category stands for the code. */
function codeOf(tax: TaxTotal | undefined): string {
  return tax?.code || tax?.category || 'O'
}

function supplyOf(values: Values): InvoicePaper['supply'] {
  const from = textOf(values.supply_date)
  return from === null ? null : { from, to: textOf(values.supply_end_date) }
}

function lineOf(line: Values, index: number, frozen: FrozenInvoice, taxes: readonly TaxTotal[]): InvoiceLine {
  const known = frozen.lines[String(line.id)]
  const discount = String(line.discount_percent ?? '0')
  const tax = taxes.find(
    ({ category, rate }) =>
      category === line.en16931_category && rate === canonical(String(line.tax_percent)),
  )
  return {
    position: String(line.position ?? index + 1),
    sku: known?.sku ?? null,
    description: textOf(line.description) ?? known?.sku ?? '-',
    details: null,
    quantity: String(line.quantity),
    unit: known?.unit || '-',
    unit_price: String(line.unit_price),
    price_quantity: String(line.price_quantity),
    discount_percent: isZero(discount) ? null : discount,
    tax_code: codeOf(tax),
    net_amount: String(line.net_amount),
    order: known?.order ?? null,
    delivery: known?.delivery ?? null,
    preceding_invoice: null,
  }
}

function totalsOf(values: Values): InvoicePaper['totals'] {
  const amount = (field: string) => String(values[field] ?? '0')
  return {
    lines: amount('lines_total'),
    net: amount('net_total'),
    tax: amount('tax_total'),
    gross: amount('gross_total'),
    prepaid: '0',
    rounding: '0',
    due: amount('gross_total'),
  }
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
