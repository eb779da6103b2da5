/** A lot or serial number of a product (RULINGS 20, DOMAIN 20). */
import { frozen, optional, readOnly } from '#contract/kit/field/field.ts'
import { choice, customFields, day, reference, text } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const lot = resource('inventory.lot', {
  label: ['Lot', 'Lots'],
  scope: 'tenant',
  display: '{number}',
  fields: {
    product: frozen(reference('products.product')),
    number: frozen(text({ max: 100 })),
    supplier_number: optional(text({ max: 100 })),
    manufactured_on: optional(day()),
    expires_on: optional(day()),
    status: readOnly(choice(['quarantine', 'released', 'blocked', 'recalled'], { default: 'released' })),
    custom_fields: customFields(),
  },
  unique: [['product', 'number']],
  checks: [{ field: 'expires_on', is: 'not_before', other: 'manufactured_on' }],
  list: {
    columns: ['number', 'product', 'status', 'manufactured_on', 'expires_on', 'supplier_number'],
    filters: ['product', 'status'],
    search: ['number'],
    order: ['number', 'expires_on', 'created_at'],
    default: 'number',
  },
  form: [{ fields: ['product', 'number', 'supplier_number', 'manufactured_on', 'expires_on', 'status'] }],
})
