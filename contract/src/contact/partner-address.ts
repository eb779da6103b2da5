/** An address of a partner and what it is used for. */
import { choice, flag, reference, text } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const partnerAddress = resource('contact.partner_address', {
  label: ['Partner address', 'Partner addresses'],
  scope: 'tenant',
  partOf: 'contact.partner',
  display: '{address}',
  fields: {
    partner: reference('contact.partner', { onDelete: 'cascade' }),
    kind: choice(['billing', 'shipping', 'other'], { default: 'billing' }),
    name: text({ default: '', label: 'Addressee' }),
    address: reference('common.address', { owned: true }),
    is_primary: flag({ default: false, label: 'Primary' }),
  },
  list: {
    columns: ['kind', 'name', 'address', 'is_primary'],
    filters: ['partner'],
    search: [],
    order: ['created_at'],
  },
  form: [{ fields: ['kind', 'name', 'address', 'is_primary'] }],
})
