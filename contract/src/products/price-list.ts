/** A list of prices for everybody, a tier, or one customer (DOMAIN 11). */
import { optional } from '#contract/kit/field/field.ts'
import { choice, day, flag, reference, text } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const priceList = resource('products.price_list', {
  label: ['Price list', 'Price lists'],
  scope: 'inherited',
  display: '{name}',
  key: 'code',
  fields: {
    code: text({ max: 40, format: 'code' }),
    name: text({ max: 100 }),
    currency: reference('common.currency', { reach: 'global' }),
    level: choice(['base', 'tier', 'customer', 'contract'], { default: 'base', index: true }),
    pricing_tier: optional(reference('contact.pricing_tier')),
    partner: optional(reference('contact.partner', { reach: 'tenant' })),
    is_gross: flag({ default: false, label: 'Prices include tax' }),
    breaks_over_family: flag({ default: false, label: 'Breaks count all variants of a family' }),
    valid_from: optional(day()),
    valid_to: optional(day()),
    is_active: flag({ default: true, label: 'Active' }),
  },
  unique: [['code']],
  checks: [{ field: 'valid_to', is: 'not_before', other: 'valid_from' }],
  list: {
    columns: ['code', 'name', 'currency', 'level', 'valid_from', 'valid_to', 'is_active'],
    filters: ['level', 'currency', 'pricing_tier', 'partner', 'is_active'],
    search: ['code', 'name'],
    order: ['code', 'name', 'created_at'],
    default: 'code',
  },
  form: [
    { fields: ['code', 'name', 'currency', 'is_gross', 'is_active'] },
    { title: 'For whom', fields: ['level', 'pricing_tier', 'partner'] },
    { title: 'Validity', fields: ['valid_from', 'valid_to', 'breaks_over_family'] },
  ],
})
