/** What a warehouse has of a product, and how much of it is promised (DOMAIN 4). */
import { optional, readOnly } from '#contract/kit/field/field.ts'
import { quantity, reference } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'
import { baseUnitName } from '#contract/products/unit-names.ts'

export const stockLevel = resource('inventory.stock_level', {
  label: ['Stock by warehouse', 'Stock by warehouse'],
  scope: 'organization',
  access: ['fixed', 'ledger'],
  display: '{product}, {warehouse}',
  fields: {
    product: readOnly(reference('products.product')),
    warehouse: readOnly(reference('inventory.warehouse')),
    owner: readOnly(optional(reference('contact.partner', { reach: 'tenant' }))),
    ...baseUnitName,
    on_hand: readOnly(quantity({ measure: 'base_unit' })),
    usable: readOnly(quantity({ measure: 'base_unit' })),
    reserved: readOnly(quantity({ measure: 'base_unit' })),
  },
  list: {
    columns: ['product', 'warehouse', 'reserved', 'usable', 'on_hand'],
    filters: ['product', 'warehouse'],
    search: [],
    order: [],
  },
  form: [{ fields: ['product', 'warehouse', 'owner', 'on_hand', 'usable', 'reserved'] }],
})
