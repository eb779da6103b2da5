/** One counted place: the counted quantity, and the book quantity of the instant of counting. */
import { optional, readOnly } from '#contract/kit/field/field.ts'
import { instant, integer, quantity, reference } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'
import { baseUnitName, secondUnitName } from '#contract/products/unit-names.ts'

export const stockCountLine = resource('inventory.stock_count_line', {
  label: ['Count line', 'Count lines'],
  scope: 'organization',
  partOf: 'inventory.stock_count',
  display: '{product}',
  fields: {
    stock_count: reference('inventory.stock_count', { onDelete: 'cascade' }),
    position: integer({ min: 0, max: 100_000, default: 0 }),
    product: reference('products.product'),
    location: reference('inventory.stock_location'),
    lot: optional(reference('inventory.lot', { reach: 'tenant' })),
    ...baseUnitName,
    counted_quantity: quantity({ min: 0, measure: 'base_unit' }),
    /** In the product's second unit; left empty, it goes by its share. */
    counted_second_quantity: optional(quantity({ min: 0, measure: 'second_unit', label: 'Second quantity' })),
    ...secondUnitName,
    counted_at: optional(instant()),
    book_quantity: readOnly(quantity({ default: '0', measure: 'base_unit' })),
    difference: readOnly(quantity({ default: '0', measure: 'base_unit' })),
  },
  list: {
    columns: ['product', 'location', 'lot', 'counted_quantity', 'book_quantity', 'difference'],
    filters: [],
    search: [],
    order: [],
  },
  form: [
    { fields: ['product', 'location', 'lot', 'counted_quantity', 'counted_second_quantity', 'counted_at'] },
  ],
})
