/** Everything an invoice says on paper, as frozen by posting: the only input of its rendering. */
import { z } from 'zod'
import { invoiceKinds } from '#contract/sales/invoice.ts'
import { taxCategories } from '#contract/sales/tax-key.ts'

export const paperLanguages = ['en', 'de'] as const

export type InvoiceKind = (typeof invoiceKinds)[number]
export type PaperLanguage = (typeof paperLanguages)[number]

const text = z.string().trim().min(1).max(1_000)
const longText = z.string().trim().min(1).max(10_000)
const decimal = z.string().regex(/^-?\d{1,20}(\.\d{1,10})?$/, 'must be a decimal number as a string')
const amount = z
  .string()
  .regex(/^\d{1,20}(\.\d{1,10})?$/, 'must be a decimal number as a string, not negative')
const day = z.iso.date()
const country = z.string().regex(/^[A-Z]{2}$/, 'must be an ISO 3166 code of two letters')

const place = {
  street: z.array(text).max(4),
  postal_code: text.nullable(),
  city: text,
  region: text.nullable(),
  country,
}
const party = { name: text, additions: z.array(text).max(4) }
const postalAddress = z.strictObject({ ...party, ...place })
const reference = z.strictObject({ number: text, date: day.nullable() })
const bankAccount = z.strictObject({
  bank_name: text.nullable(),
  holder: text.nullable(),
  iban: text,
  bic: text.nullable(),
})

const seller = z.strictObject({
  name: text,
  ...place,
  vat_id: text.nullable(),
  tax_number: text.nullable(),
  /** Such as "Amtsgericht Augsburg, HRB 12345". */
  register: text.nullable(),
  /** The names that § 35a GmbHG wants on business letters. */
  directors: text.nullable(),
  phone: text.nullable(),
  email: text.nullable(),
  website: text.nullable(),
  /** The first one is where the customer is asked to pay. */
  bank_accounts: z.array(bankAccount).max(3),
})

const buyer = postalAddress.extend({
  customer_number: text.nullable(),
  vat_id: text.nullable(),
  /** The buyer's own sign for this business: order number, cost centre, Leitweg-ID. */
  reference: text.nullable(),
})

const line = z.strictObject({
  position: text,
  sku: text.nullable(),
  description: longText,
  /** Smaller text below the description: lots, serial numbers, remarks. */
  details: longText.nullable(),
  quantity: decimal,
  unit: text,
  /** Before discount, per `price_quantity`. */
  unit_price: decimal,
  /** The quantity the price is for: "100" for a price per 100 pieces. */
  price_quantity: decimal,
  discount_percent: decimal.nullable(),
  tax_code: text,
  net_amount: decimal,
  order: reference.nullable(),
  delivery: reference.nullable(),
  /** The prepayment that a line of the final invoice takes off. */
  preceding_invoice: reference.nullable(),
})

/** A discount or charge on the whole document, already split by tax code; the amount is never negative. */
const adjustment = z.strictObject({
  kind: z.enum(['allowance', 'charge']),
  reason: text,
  percent: decimal.nullable(),
  amount,
  tax_code: text,
})

const tax = z.strictObject({
  code: text,
  category: z.enum(taxCategories),
  /** In percent. */
  rate: decimal,
  net_amount: decimal,
  tax_amount: decimal,
  /** Why no tax is charged; null takes the standard wording of the category. */
  exemption_text: text.nullable(),
})

const totals = z.strictObject({
  lines: decimal,
  net: decimal,
  tax: decimal,
  gross: decimal,
  prepaid: decimal,
  rounding: decimal,
  due: decimal,
})

/** Amounts of a credit note are positive, as EN 16931 has them in a document of its kind. */
export const invoicePaper = z.strictObject({
  language: z.enum(paperLanguages),
  kind: z.enum(invoiceKinds),
  number: text,
  date: day,
  currency: z.strictObject({
    code: z.string().regex(/^[A-Z]{3}$/),
    places: z.int().min(0).max(4),
  }),
  /** The day of supply, or a period where `to` is set. */
  supply: z.strictObject({ from: day, to: day.nullable() }).nullable(),
  seller,
  buyer,
  /** Null where the goods go to the buyer's address. */
  ship_to: postalAddress.nullable(),
  orders: z.array(reference),
  deliveries: z.array(reference),
  /** What a credit note, correction or final invoice refers to (BG-3). */
  preceding_invoices: z.array(reference),
  contact: z.strictObject({ name: text, phone: text.nullable(), email: text.nullable() }).nullable(),
  introduction: longText.nullable(),
  closing: longText.nullable(),
  payment: z.strictObject({
    due_date: day.nullable(),
    /** Sentences in the paper's language, such as "2 % cash discount within 10 days". */
    terms: z.array(longText),
  }),
  lines: z.array(line).min(1).max(1_000),
  adjustments: z.array(adjustment),
  taxes: z.array(tax).min(1).max(26),
  totals,
})

export type InvoicePaper = z.infer<typeof invoicePaper>
export type InvoiceLine = InvoicePaper['lines'][number]
export type PostalAddress = z.infer<typeof postalAddress>
export type PaperReference = z.infer<typeof reference>
