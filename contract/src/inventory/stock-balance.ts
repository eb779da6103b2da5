/** What lies in one place: product, lot and owner, kept by the database alone (DOMAIN 3). */
import { optional, readOnly } from '#contract/kit/field/field.ts'
import { quantity, reference } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'
import { baseUnitName, secondUnitName } from '#contract/products/unit-names.ts'

export const stockBalance = resource('inventory.stock_balance', {
  label: ['Stock by place', 'Stock by place'],
  scope: 'organization',
  access: ['fixed', 'ledger'],
  display: '{product}, {location}',
  fields: {
    product: readOnly(reference('products.product')),
    lot: readOnly(optional(reference('inventory.lot', { reach: 'tenant' }))),
    location: readOnly(reference('inventory.stock_location')),
    owner: readOnly(optional(reference('contact.partner', { reach: 'tenant' }))),
    on_hand: readOnly(quantity({ measure: 'base_unit' })),
    ...baseUnitName,
    second_on_hand: readOnly(optional(quantity({ measure: 'second_unit' }))),
    ...secondUnitName,
    allocated: readOnly(quantity({ measure: 'base_unit' })),
  },
  list: {
    columns: ['product', 'location', 'lot', 'on_hand', 'allocated'],
    filters: ['product', 'location', 'lot', 'location.warehouse'],
    search: [],
    order: [],
  },
  form: [{ fields: ['product', 'location', 'lot', 'owner', 'on_hand', 'second_on_hand', 'allocated'] }],
})
