/** One product of a transfer: what was sent and what arrived. */
import { optional, readOnly } from '#contract/kit/field/field.ts'
import { integer, quantity, reference, text } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'
import { baseUnitName, secondUnitName } from '#contract/products/unit-names.ts'

export const stockTransferLine = resource('inventory.stock_transfer_line', {
  label: ['Transfer line', 'Transfer lines'],
  scope: 'organization',
  partOf: 'inventory.stock_transfer',
  display: '{product}',
  fields: {
    stock_transfer: reference('inventory.stock_transfer', { onDelete: 'cascade' }),
    position: integer({ min: 0, max: 10_000, default: 0 }),
    product: reference('products.product'),
    quantity: quantity({ min: 0, measure: 'unit' }),
    unit: reference('common.unit', { filledBy: ['product', 'base_unit'] }),
    base_quantity: readOnly(quantity()),
    /** In the product's second unit; left empty, by its share of what lies there. */
    second_quantity: optional(quantity({ min: 0, measure: 'second_unit' })),
    ...secondUnitName,
    lot: optional(reference('inventory.lot', { reach: 'tenant' })),
    from_location: optional(reference('inventory.stock_location')),
    to_location: optional(reference('inventory.stock_location', { reach: 'tenant' })),
    ...baseUnitName,
    received_quantity: readOnly(quantity({ default: '0', measure: 'base_unit' })),
    /** Came back, or never left the sender's yard. */
    returned_quantity: readOnly(quantity({ default: '0', measure: 'base_unit' })),
    difference_reason: text({ max: 200, default: '' }),
  },
  list: {
    columns: ['position', 'product', 'lot', 'quantity', 'unit', 'received_quantity', 'difference_reason'],
    filters: [],
    search: [],
    order: [],
  },
  form: [
    { fields: ['product', 'quantity', 'unit', 'second_quantity', 'lot', 'from_location', 'to_location'] },
  ],
})
