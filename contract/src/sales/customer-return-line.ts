/** One delivered line's goods in a return, and where inspection sent them. */
import { optional, readOnly } from '#contract/kit/field/field.ts'
import { choice, integer, quantity, reference } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const customerReturnLine = resource('sales.customer_return_line', {
  label: ['Return line', 'Return lines'],
  scope: 'organization',
  partOf: 'sales.customer_return',
  display: '{position}',
  fields: {
    customer_return: reference('sales.customer_return', { onDelete: 'cascade' }),
    position: integer({ min: 0, max: 10_000, default: 0 }),
    delivery_line: reference('sales.delivery_line'),
    product: readOnly(reference('products.product')),
    quantity: quantity({ min: 0, label: 'Quantity in base unit' }),
    lot: optional(reference('inventory.lot', { reach: 'tenant' })),
    disposition: choice(['inspect', 'stock', 'quarantine', 'scrap'], { default: 'inspect' }),
  },
  list: { columns: ['position', 'product', 'quantity', 'disposition'], filters: [], search: [], order: [] },
  form: [{ fields: ['delivery_line', 'quantity', 'lot', 'disposition'] }],
})
