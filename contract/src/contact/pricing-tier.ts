/** A class of customers that shares a price list (SAL-01). */
import { flag, text } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const pricingTier = resource('contact.pricing_tier', {
  label: ['Pricing tier', 'Pricing tiers'],
  scope: 'inherited',
  display: '{name}',
  key: 'code',
  fields: {
    code: text({ max: 40, format: 'code' }),
    name: text({ max: 100 }),
    is_active: flag({ default: true, label: 'Active' }),
  },
  unique: [['code']],
  list: {
    columns: ['code', 'name', 'is_active'],
    filters: ['is_active'],
    search: ['code', 'name'],
    order: ['code', 'name'],
    default: 'code',
  },
  form: [{ fields: ['code', 'name', 'is_active'] }],
})
