/** Every text of the printed invoice; a language that lacks one does not compile. */
import type { TaxCategory } from '#contract/sales/tax-key.ts'
import type { InvoiceKind } from './invoice-paper.ts'

export interface InvoiceTexts {
  /** Title and the words that differ by kind. */
  readonly kinds: Readonly<Record<InvoiceKind, KindTexts>>
  /** How an invoice that this one refers to is called. */
  readonly refersTo: string
  readonly page: readonly [before: string, between: string, after: string]
  readonly carriedForward: string
  readonly broughtForward: string
  readonly information: Readonly<
    Record<
      | 'date'
      | 'supplyDate'
      | 'supplyPeriod'
      | 'order'
      | 'delivery'
      | 'customerNumber'
      | 'yourReference'
      | 'yourVatId'
      | 'dueDate'
      | 'contact'
      | 'phone'
      | 'email',
      string
    >
  >
  readonly seeLines: string
  readonly shipTo: string
  readonly columns: Readonly<
    Record<'position' | 'description' | 'quantity' | 'price' | 'discount' | 'tax' | 'amount', string>
  >
  readonly sku: string
  readonly per: string
  readonly dated: string
  readonly period: string
  readonly groupDelivery: string
  readonly groupOrder: string
  readonly taxBreakdown: Readonly<Record<'title' | 'kind' | 'rate' | 'net' | 'tax', string>>
  readonly categories: Readonly<Record<TaxCategory, string>>
  /** The words the law wants where no tax is charged; used when the tax code brings none of its own. */
  readonly exemptions: Readonly<Record<Exclude<TaxCategory, 'S' | 'Z'>, string>>
  readonly totals: Readonly<Record<'lines' | 'net' | 'tax' | 'prepaid' | 'rounding', string>>
  readonly payment: Readonly<Record<'title' | 'due' | 'bank' | 'reference' | 'holder', string>>
  readonly seller: Readonly<Record<'vatId' | 'taxNumber' | 'directors' | 'phone' | 'email' | 'bank', string>>
}

export interface KindTexts {
  readonly title: string
  /** Label of the document's number. */
  readonly number: string
  /** Label of the gross total. */
  readonly total: string
  /** Label of what is to be paid, or of what the customer gets. */
  readonly due: string
}
