/** What one of our companies agreed with a partner: terms, limit, prices (DOMAIN 1). */
import { optional } from '#contract/kit/field/field.ts'
import { decimal, money, reference, text } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const partnerCompany = resource('contact.partner_company', {
  label: ['Partner terms', 'Partner terms'],
  scope: 'organization',
  display: '{partner}, {organization}',
  fields: {
    partner: reference('contact.partner', { onDelete: 'cascade' }),
    payment_term: optional(reference('contact.payment_term')),
    pricing_tier: optional(reference('contact.pricing_tier')),
    price_list: optional(reference('products.price_list')),
    currency: optional(reference('common.currency', { reach: 'global' })),
    credit_limit: optional(money({ measure: 'currency', min: 0 })),
    discount_percent: decimal({ places: 2, min: 0, max: 100, default: '0' }),
    account_number: optional(text({ max: 20, label: 'Ledger account' })),
  },
  unique: [['organization', 'partner']],
  list: {
    columns: ['partner', 'organization', 'payment_term', 'pricing_tier', 'credit_limit'],
    filters: ['partner', 'payment_term', 'pricing_tier'],
    search: [],
    order: ['created_at'],
  },
  form: [
    {
      fields: [
        'partner',
        'payment_term',
        'pricing_tier',
        'price_list',
        'currency',
        'credit_limit',
        'discount_percent',
        'account_number',
      ],
    },
  ],
  importKey: ['partner'],
})
