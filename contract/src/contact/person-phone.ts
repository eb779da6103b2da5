/** A telephone number of a contact. */
import { personal } from '#contract/kit/field/field.ts'
import { choice, flag, reference, text } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const personPhone = resource('contact.person_phone', {
  label: ['Telephone number', 'Telephone numbers'],
  scope: 'tenant',
  partOf: 'contact.person',
  display: '{phone_number}',
  fields: {
    person: reference('contact.person', { onDelete: 'cascade' }),
    phone_number: personal(text({ max: 50, format: 'phone' })),
    phone_type: choice(['work', 'home', 'mobile', 'other'], { default: 'work' }),
    is_primary: flag({ default: false, label: 'Primary' }),
  },
  unique: [['person', 'phone_number']],
  list: { columns: ['phone_number', 'phone_type', 'is_primary'], filters: [], search: [], order: [] },
  form: [{ fields: ['phone_number', 'phone_type', 'is_primary'] }],
})
