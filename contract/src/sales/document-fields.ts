/** The fields that quotations and orders share: terms of the document and its totals. */
import { optional, readOnly } from '#contract/kit/field/field.ts'
import {
  choice,
  decimal,
  integer,
  longText,
  money,
  quantity,
  reference,
  text,
  day,
} from '#contract/kit/field/kinds.ts'

const supplies = ['stock', 'drop_shipment', 'buy_to_order', 'make_to_order', 'none'] as const
const priceSources = ['contract', 'customer', 'tier', 'base', 'hand', 'none'] as const

/** Partner, terms and totals of a sales document. */
export const documentFields = {
  partner: reference('contact.partner', { reach: 'tenant' }),
  billing_address: optional(reference('contact.partner_address', { reach: 'tenant' })),
  shipping_address: optional(reference('contact.partner_address', { reach: 'tenant' })),
  warehouse: optional(reference('inventory.warehouse', { reach: 'tenant', label: 'Ships from' })),
  currency: optional(reference('common.currency', { reach: 'global' })),
  payment_term: optional(reference('contact.payment_term')),
  is_gross: readOnly(choice(['net', 'gross'], { default: 'net', label: 'Prices' })),
  customer_reference: text({ max: 100, default: '' }),
  discount_percent: decimal({
    places: 4,
    min: 0,
    max: 100,
    default: '0',
    label: 'Document discount in percent',
  }),
  charge_amount: money({
    places: 2,
    min: 0,
    default: '0',
    measure: 'currency',
    label: 'Freight and charges',
  }),
  revision: readOnly(integer({ min: 1, max: 10_000, default: 1, label: 'Version of the document' })),
  notes: longText({ default: '' }),
  approval_state: readOnly(choice(['none', 'asked', 'granted'], { default: 'none', label: 'Approval' })),
  approved_by: readOnly(optional(reference('user.user_account'))),
  lines_total: readOnly(money({ measure: 'currency', default: '0' })),
  net_total: readOnly(money({ measure: 'currency', default: '0', label: 'Net' })),
  tax_total: readOnly(money({ measure: 'currency', default: '0', label: 'Tax' })),
  gross_total: readOnly(money({ measure: 'currency', default: '0', label: 'Total' })),
}

/** What a quotation or order line says; prices are snapshots (SAL-03). */
export const documentLineFields = {
  position: integer({ min: 0, max: 10_000, default: 0 }),
  product: reference('products.product'),
  description: text({ max: 500, default: '' }),
  quantity: quantity({ min: 0, measure: 'unit' }),
  unit: optional(reference('common.unit')),
  base_quantity: readOnly(quantity()),
  unit_price: optional(
    money({ places: 6, min: 0, label: 'Price', help: 'Left empty, the price list gives it.' }),
  ),
  price_quantity: decimal({ places: 6, min: 0, default: '1', label: 'Per' }),
  price_source: readOnly(choice(priceSources, { default: 'none' })),
  discount_percent: decimal({ places: 4, min: 0, max: 100, default: '0', label: 'Discount in percent' }),
  net_amount: readOnly(money({ default: '0' })),
  tax_category: readOnly(optional(reference('products.tax_category', { label: 'Tax class' }))),
  tax_percent: readOnly(decimal({ places: 4, default: '0', label: 'Tax in percent' })),
}

/** A line's promise: how it is supplied and when (DOMAIN 14). */
export const demandFields = {
  supply: choice(supplies, { default: 'stock' }),
  promised_date: optional(day()),
  lot: optional(reference('inventory.lot', { reach: 'tenant' })),
}
