/** One order line's goods in a delivery. */
import { optional, readOnly } from '#contract/kit/field/field.ts'
import { integer, json, quantity, reference } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'
import { baseUnitName } from '#contract/products/unit-names.ts'

/** Where a line is picked: place, lot and quantity in base unit, filled when the delivery is ready. */
export interface Pick {
  readonly location: string
  readonly location_name: string
  readonly lot: string | null
  readonly lot_name: string | null
  readonly expires_on: string | null
  readonly quantity: string
}

export const deliveryLine = resource('sales.delivery_line', {
  label: ['Delivery line', 'Delivery lines'],
  scope: 'organization',
  partOf: 'sales.delivery',
  display: '{delivery}: {product}',
  fields: {
    delivery: reference('sales.delivery', { onDelete: 'cascade' }),
    position: integer({ min: 0, max: 10_000, default: 0 }),
    sales_order_line: reference('sales.sales_order_line'),
    product: readOnly(reference('products.product')),
    ...baseUnitName,
    quantity: quantity({ min: 0, measure: 'base_unit', label: 'Quantity in base unit' }),
    lot: optional(reference('inventory.lot', { reach: 'tenant' })),
    picks: readOnly(json<readonly Pick[]>({ type: 'array' }, { default: [] })),
  },
  list: { columns: ['position', 'product', 'quantity', 'picks'], filters: [], search: [], order: [] },
  form: [{ fields: ['sales_order_line', 'product', 'quantity', 'lot'] }],
})
