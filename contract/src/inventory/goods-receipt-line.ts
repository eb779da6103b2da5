/** One product of a goods receipt. */
import { optional, readOnly } from '#contract/kit/field/field.ts'
import { day, integer, quantity, reference, text } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'
import { secondUnitName } from '#contract/products/unit-names.ts'

export const goodsReceiptLine = resource('inventory.goods_receipt_line', {
  label: ['Receipt line', 'Receipt lines'],
  scope: 'organization',
  partOf: 'inventory.goods_receipt',
  display: '{product}',
  fields: {
    goods_receipt: reference('inventory.goods_receipt', { onDelete: 'cascade' }),
    position: integer({ min: 0, max: 10_000, default: 0 }),
    product: reference('products.product'),
    quantity: quantity({ min: 0, measure: 'unit' }),
    unit: reference('common.unit', { filledBy: ['product', 'base_unit'] }),
    base_quantity: readOnly(quantity()),
    /** In the product's second unit. */
    second_quantity: optional(quantity({ min: 0, measure: 'second_unit' })),
    ...secondUnitName,
    location: optional(reference('inventory.stock_location')),
    lot_number: optional(text({ max: 100 })),
    supplier_lot_number: optional(text({ max: 100 })),
    expires_on: optional(day()),
  },
  list: {
    columns: ['position', 'product', 'quantity', 'unit', 'location', 'lot_number'],
    filters: [],
    search: [],
    order: [],
  },
  form: [
    {
      fields: [
        'product',
        'quantity',
        'unit',
        'second_quantity',
        'location',
        'lot_number',
        'supplier_lot_number',
        'expires_on',
      ],
    },
  ],
})
