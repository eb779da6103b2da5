/** The sums of the invoice: what each tax code comes to, and the way from the lines to the amount due. */
import { isZero, negate } from '#contract/kit/decimal.ts'
import type { InvoicePaper } from './invoice-paper.ts'
import type { InvoiceTexts } from './invoice-texts.ts'
import { formatAmount, formatPercent } from './paper-format.ts'

type Weight = 'plain' | 'sum' | 'total'

/** A, B, C ... in the order of the taxes: lines show the letter, the table of taxes says what it means. */
export function taxLetters(taxes: InvoicePaper['taxes']): ReadonlyMap<string, string> {
  return new Map(taxes.map(({ code }, index) => [code, String.fromCharCode(65 + index)]))
}

export function taxTable({ taxes, currency, language }: InvoicePaper, texts: InvoiceTexts) {
  const letters = taxLetters(taxes)
  return {
    labels: texts.taxBreakdown,
    rows: taxes.map(({ code, category, rate, net_amount, tax_amount, exemption_text }) => ({
      letter: letters.get(code) ?? '',
      category,
      kind: texts.categories[category],
      rate: category === 'O' ? '' : formatPercent(rate, language), // BR-O-05: no rate at all
      net: formatAmount(net_amount, currency.places, language),
      tax: formatAmount(tax_amount, currency.places, language),
      note: category === 'S' || category === 'Z' ? '' : (exemption_text ?? texts.exemptions[category]),
    })),
  }
}

export function totalRows(paper: InvoicePaper, texts: InvoiceTexts) {
  const { totals, adjustments, currency, language, kind, taxes } = paper
  const letters = taxLetters(taxes)
  const row = (label: string, amount: string, weight: Weight = 'plain') => {
    return { label, amount: formatAmount(amount, currency.places, language), weight }
  }
  const adjusted = adjustments.map(({ kind, reason, percent, amount, tax_code }) => {
    const share = percent === null ? '' : ` ${formatPercent(percent, language)}`
    return row(`${reason}${share} (${letters.get(tax_code)})`, kind === 'charge' ? amount : negate(amount))
  })
  const optional = (label: string, amount: string) => (isZero(amount) ? [] : [row(label, amount)])
  const settled = [
    ...optional(texts.totals.prepaid, negate(totals.prepaid)),
    ...optional(texts.totals.rounding, totals.rounding),
  ]
  const words = texts.kinds[kind]
  return [
    ...(adjusted.length > 0 ? [row(texts.totals.lines, totals.lines), ...adjusted] : []),
    row(texts.totals.net, totals.net, adjusted.length > 0 ? 'sum' : 'plain'),
    row(texts.totals.tax, totals.tax),
    row(`${words.total} ${currency.code}`, totals.gross, settled.length > 0 ? 'sum' : 'total'),
    ...settled,
    ...(settled.length > 0 ? [row(`${words.due} ${currency.code}`, totals.due, 'total')] : []),
  ]
}
