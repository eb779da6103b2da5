/** What one of our companies says of a product: standard cost from a day on (DOMAIN 1, 21). */
import { day, money, reference } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const productCompany = resource('products.product_company', {
  label: ['Standard cost', 'Standard costs'],
  scope: 'organization',
  display: '{product} at {standard_cost}',
  fields: {
    product: reference('products.product', { onDelete: 'cascade' }),
    standard_cost: money({ places: 6, min: 0 }),
    valid_from: day(),
  },
  unique: [['organization', 'product', 'valid_from']],
  list: {
    columns: ['product', 'organization', 'standard_cost', 'valid_from'],
    filters: ['product'],
    search: [],
    order: ['valid_from', 'created_at'],
    default: '-valid_from',
  },
  form: [{ fields: ['product', 'standard_cost', 'valid_from'] }],
  importKey: ['product', 'valid_from'],
})
