/** The price of a product in a list, from a quantity on and between two days (DOMAIN 11). */
import { optional } from '#contract/kit/field/field.ts'
import { day, decimal, money, quantity, reference } from '#contract/kit/field/kinds.ts'
import { type Row, resource } from '#contract/kit/resource.ts'

export const price = resource('products.price', {
  label: ['Price', 'Prices'],
  scope: 'inherited',
  display: '{product} {price}',
  fields: {
    price_list: reference('products.price_list', { onDelete: 'cascade' }),
    product: reference('products.product', { onDelete: 'cascade' }),
    unit: reference('common.unit'),
    minimum_quantity: quantity({ min: 0, default: '0', label: 'From quantity in base unit' }),
    price: money({ places: 6, min: 0 }),
    price_quantity: decimal({ places: 6, min: 0, default: '1', label: 'Per quantity' }),
    valid_from: optional(day()),
    valid_to: optional(day()),
  },
  unique: [['price_list', 'product', 'unit', 'minimum_quantity', 'valid_from']],
  checks: [{ field: 'valid_to', is: 'not_before', other: 'valid_from' }],
  list: {
    columns: [
      'price_list',
      'product',
      'price',
      'price_quantity',
      'unit',
      'minimum_quantity',
      'valid_from',
      'valid_to',
    ],
    filters: ['price_list', 'product'],
    search: [],
    order: ['created_at'],
  },
  form: [
    { fields: ['price_list', 'product', 'unit', 'price', 'price_quantity', 'minimum_quantity'] },
    { title: 'Validity', fields: ['valid_from', 'valid_to'] },
  ],
  importKey: ['price_list', 'product', 'unit', 'minimum_quantity', 'valid_from'],
  ownedBy: 'price_list',
})
export type Price = Row<typeof price>
