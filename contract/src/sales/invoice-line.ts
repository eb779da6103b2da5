/** One line of an invoice, linked to what it bills or corrects (DOMAIN 7). */
import { optional, readOnly } from '#contract/kit/field/field.ts'
import { decimal, integer, json, money, quantity, reference, text } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const invoiceLine = resource('sales.invoice_line', {
  label: ['Invoice line', 'Invoice lines'],
  scope: 'organization',
  partOf: 'sales.invoice',
  display: '{position} {description}',
  fields: {
    invoice: reference('sales.invoice', { onDelete: 'cascade' }),
    position: integer({ min: 0, max: 10_000, default: 0 }),
    sales_order_line: optional(reference('sales.sales_order_line')),
    delivery_line: optional(reference('sales.delivery_line')),
    credited_line: optional(reference('sales.invoice_line')),
    product: readOnly(reference('products.product')),
    description: text({ max: 500, default: '' }),
    quantity: quantity({ min: 0, measure: 'unit' }),
    unit: readOnly(reference('common.unit')),
    base_quantity: readOnly(quantity()),
    unit_price: readOnly(money({ places: 6, label: 'Price' })),
    price_quantity: readOnly(decimal({ places: 6, default: '1', label: 'Per' })),
    discount_percent: readOnly(decimal({ places: 4, default: '0' })),
    net_amount: readOnly(money({ default: '0' })),
    tax_rate: readOnly(optional(reference('products.tax_rate', { label: 'Tax code' }))),
    tax_code: readOnly(text({ max: 40, default: '' })),
    en16931_category: readOnly(text({ max: 2, default: '', label: 'EN 16931 category' })),
    tax_percent: readOnly(decimal({ places: 4, default: '0', label: 'Tax in percent' })),
    tax_reasons: readOnly(json<readonly string[]>({ type: 'array' }, { default: [] })),
    supply_date: readOnly(optional(text({ max: 10, label: 'Day of supply' }))),
  },
  list: {
    columns: [
      'position',
      'product',
      'description',
      'quantity',
      'unit',
      'unit_price',
      'discount_percent',
      'tax_percent',
      'net_amount',
    ],
    filters: [],
    search: [],
    order: [],
  },
  form: [{ fields: ['sales_order_line', 'delivery_line', 'quantity', 'description'] }],
})
