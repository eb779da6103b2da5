/** How many of one unit make another: in general, for a product, or for a lot (DOMAIN 19). */
import { optional } from '#contract/kit/field/field.ts'
import { integer, reference } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const unitConversion = resource('common.unit_conversion', {
  label: ['Unit conversion', 'Unit conversions'],
  scope: 'inherited',
  access: ['standard'],
  display: '1 {unit} = {numerator}/{denominator} {into_unit}',
  fields: {
    unit: reference('common.unit'),
    into_unit: reference('common.unit', { label: 'Into' }),
    numerator: integer({ min: 1, max: 2_000_000_000 }),
    denominator: integer({ min: 1, max: 2_000_000_000, default: 1 }),
    product: optional(reference('products.product', { onDelete: 'cascade' })),
    lot: optional(reference('inventory.lot', { onDelete: 'cascade', reach: 'tenant' })),
  },
  unique: [['unit', 'into_unit', 'product', 'lot']],
  list: {
    columns: ['unit', 'into_unit', 'numerator', 'denominator', 'product'],
    filters: ['unit', 'product'],
    search: [],
    order: ['created_at'],
  },
  form: [{ fields: ['unit', 'into_unit', 'numerator', 'denominator', 'product', 'lot'] }],
})
