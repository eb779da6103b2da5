/** The invoice as the template wants it: every figure, date and label is text, nothing is left to decide. */
import { fill } from '#contract/kit/failure.ts'
import type { InvoicePaper, PaperLanguage, PaperReference } from './invoice-paper.ts'
import { german } from './invoice-texts.de.ts'
import { english } from './invoice-texts.en.ts'
import type { InvoiceTexts } from './invoice-texts.ts'
import { lineColumns, lineRows } from './invoice-view-lines.ts'
import { taxTable, totalRows } from './invoice-view-totals.ts'
import { addressLines, countryName, placeLines } from './paper-address.ts'
import { formatDate, formatIban, formatReference } from './paper-format.ts'

export type Labelled = readonly [label: string, value: string]

/** More references than this do not fit beside the address window; the lines name each of them. */
const mostReferences = 3

const textsOf: Readonly<Record<PaperLanguage, InvoiceTexts>> = { en: english, de: german }

export function invoiceView(paper: InvoicePaper) {
  const texts = textsOf[paper.language]
  const heading = `${texts.kinds[paper.kind].title} ${paper.number}`
  return {
    language: paper.language,
    title: `${heading} · ${paper.seller.name}`,
    author: paper.seller.name,
    date: paper.date.split('-').map(Number),
    page: texts.page,
    continuation: `${paper.seller.name} · ${heading}`,
    seller_name: paper.seller.name,
    sender: [paper.seller.name, ...placeLines(paper.seller)].join(' · '),
    recipient: addressLines(paper.buyer, paper),
    information: information(paper, texts),
    heading,
    refers_to: paper.preceding_invoices
      .map((each) => formatReference(each, texts.dated, paper.language))
      .join(', '),
    refers_to_label: texts.refersTo,
    ship_to: paper.ship_to === null ? '' : addressLines(paper.ship_to, paper).join(', '),
    ship_to_label: texts.shipTo,
    introduction: paper.introduction ?? '',
    columns: lineColumns(paper, texts),
    rows: lineRows(paper, texts),
    carried_forward: texts.carriedForward,
    brought_forward: texts.broughtForward,
    taxes: taxTable(paper, texts),
    totals: totalRows(paper, texts),
    payment: payment(paper, texts),
    closing: paper.closing ?? '',
    footer: footer(paper, texts),
  }
}

function information(paper: InvoicePaper, texts: InvoiceTexts): Labelled[] {
  const { language, buyer, contact, supply, payment } = paper
  const labels = texts.information
  const references = (label: string, all: readonly PaperReference[]): [string, string | null][] => {
    if (all.length > mostReferences) return [[label, texts.seeLines]]
    return all.map((each, index) => [index === 0 ? label : '', formatReference(each, texts.dated, language)])
  }
  const rows: [string, string | null | undefined][] = [
    [texts.kinds[paper.kind].number, paper.number],
    [labels.date, formatDate(paper.date, language)],
    supplied(supply, texts, language),
    [labels.dueDate, payment.due_date && formatDate(payment.due_date, language)],
    [labels.customerNumber, buyer.customer_number],
    [labels.yourReference, buyer.reference],
    [labels.yourVatId, buyer.vat_id],
    ...references(labels.order, paper.orders),
    ...references(labels.delivery, paper.deliveries),
    [labels.contact, contact?.name],
    [labels.phone, contact?.phone],
    [labels.email, contact?.email],
  ]
  return rows.filter((row): row is [string, string] => Boolean(row[1]))
}

function supplied(
  supply: InvoicePaper['supply'],
  texts: InvoiceTexts,
  language: PaperLanguage,
): [string, string | null] {
  const { supplyDate, supplyPeriod } = texts.information
  if (supply === null) return [supplyDate, null]
  const from = formatDate(supply.from, language)
  if (supply.to === null || supply.to === supply.from) return [supplyDate, from]
  return [supplyPeriod, fill(texts.period, { from, to: formatDate(supply.to, language) })]
}

function payment({ kind, number, payment, seller, totals, language }: InvoicePaper, texts: InvoiceTexts) {
  const isAsked = kind !== 'credit_note' && /^[^-]*[1-9]/.test(totals.due)
  const due = isAsked && payment.due_date !== null && formatDate(payment.due_date, language)
  const account = isAsked ? seller.bank_accounts[0] : undefined
  const labels = texts.payment
  return {
    title: labels.title,
    sentences: [...(due ? [fill(labels.due, { date: due })] : []), ...payment.terms],
    bank: account === undefined ? [] : [...bankRows(account, texts), [labels.reference, number] as const],
  }
}

function bankRows(account: InvoicePaper['seller']['bank_accounts'][number], texts: InvoiceTexts): Labelled[] {
  const rows: [string, string | null][] = [
    [texts.payment.holder, account.holder],
    [texts.seller.bank, account.bank_name],
    ['IBAN', formatIban(account.iban)],
    ['BIC', account.bic],
  ]
  return rows.filter((row): row is [string, string] => row[1] !== null)
}

/** Who the seller is, in columns: address, ways to reach, registers, banks. */
function footer({ seller, language }: InvoicePaper, texts: InvoiceTexts): string[][] {
  const labelled = (label: string, value: string | null) => (value === null ? null : `${label} ${value}`)
  const columns = [
    [seller.name, ...placeLines(seller), countryName(seller.country, language)],
    [
      labelled(texts.seller.phone, seller.phone),
      labelled(texts.seller.email, seller.email),
      seller.website,
      labelled(texts.seller.directors, seller.directors),
    ],
    [
      labelled(texts.seller.vatId, seller.vat_id),
      labelled(texts.seller.taxNumber, seller.tax_number),
      seller.register,
    ],
    seller.bank_accounts
      .slice(0, 2)
      .flatMap(({ bank_name, iban, bic }) => [bank_name, `IBAN ${formatIban(iban)}`, labelled('BIC', bic)]),
  ]
  return columns.map((column) => column.filter((each) => each !== null)).filter(({ length }) => length > 0)
}
