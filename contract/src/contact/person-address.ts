/** A postal address of a contact. */
import { choice, flag, reference } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const personAddress = resource('contact.person_address', {
  label: ['Contact address', 'Contact addresses'],
  scope: 'tenant',
  partOf: 'contact.person',
  display: '{address}',
  fields: {
    person: reference('contact.person', { onDelete: 'cascade' }),
    address: reference('common.address', { owned: true }),
    address_type: choice(['work', 'home', 'billing', 'shipping', 'other'], { default: 'work' }),
    is_primary: flag({ default: false, label: 'Primary' }),
  },
  unique: [['person', 'address', 'address_type']],
  list: { columns: ['address', 'address_type', 'is_primary'], filters: [], search: [], order: [] },
  form: [{ fields: ['address', 'address_type', 'is_primary'] }],
})
