/** The line table of the invoice: its columns, its lines, and headings where orders or deliveries change. */
import { add } from '#contract/kit/decimal.ts'
import type { InvoiceLine, InvoicePaper } from './invoice-paper.ts'
import type { InvoiceTexts } from './invoice-texts.ts'
import { taxLetters } from './invoice-view-totals.ts'
import { formatAmount, formatPercent, formatPrice, formatQuantity, formatReference } from './paper-format.ts'

export function lineColumns({ lines, currency }: InvoicePaper, { columns }: InvoiceTexts) {
  return {
    ...columns,
    price: `${columns.price} ${currency.code}`,
    amount: `${columns.amount} ${currency.code}`,
    discount: lines.some(hasDiscount) ? columns.discount : '',
  }
}

export function lineRows(paper: InvoicePaper, texts: InvoiceTexts) {
  const groups = paper.lines.map((line) => groupOf(line, paper, texts))
  const isGrouped = new Set(groups).size > 1
  let running = '0'
  return paper.lines.map((line, index) => {
    running = add(running, line.net_amount)
    return {
      ...lineRow(line, paper, texts),
      group: isGrouped && groups[index] !== groups[index - 1] ? groups[index] : '',
      running: formatAmount(running, paper.currency.places, paper.language),
    }
  })
}

function lineRow(line: InvoiceLine, { language, currency, taxes }: InvoicePaper, texts: InvoiceTexts) {
  const preceding =
    line.preceding_invoice &&
    `${texts.refersTo} ${formatReference(line.preceding_invoice, texts.dated, language)}`
  const isPerOne = /^0*1(\.0*)?$/.test(line.price_quantity)
  return {
    position: line.position,
    sku: line.sku === null ? '' : `${texts.sku} ${line.sku}`,
    description: line.description,
    details: [preceding, line.details].filter(Boolean).join('\n'),
    quantity: formatQuantity(line.quantity, language),
    unit: line.unit,
    price: formatPrice(line.unit_price, currency.places, language),
    per: isPerOne ? '' : `${texts.per} ${formatQuantity(line.price_quantity, language)} ${line.unit}`,
    discount: hasDiscount(line) ? formatPercent(line.discount_percent ?? '0', language) : '',
    tax: taxLetters(taxes).get(line.tax_code) ?? '',
    amount: formatAmount(line.net_amount, currency.places, language),
  }
}

/** A collective invoice names order and delivery above the lines they brought. */
function groupOf({ order, delivery }: InvoiceLine, { language }: InvoicePaper, texts: InvoiceTexts): string {
  const parts = [
    delivery && `${texts.groupDelivery} ${formatReference(delivery, texts.dated, language)}`,
    order && `${texts.groupOrder} ${formatReference(order, texts.dated, language)}`,
  ]
  return parts.filter(Boolean).join(' · ')
}

function hasDiscount({ discount_percent }: InvoiceLine): boolean {
  return discount_percent !== null && /[1-9]/.test(discount_percent)
}
