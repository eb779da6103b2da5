/** An e-mail address of a contact. */
import { personal } from '#contract/kit/field/field.ts'
import { choice, flag, reference, text } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const personEmail = resource('contact.person_email', {
  label: ['E-mail address', 'E-mail addresses'],
  scope: 'tenant',
  partOf: 'contact.person',
  display: '{email}',
  fields: {
    person: reference('contact.person', { onDelete: 'cascade' }),
    email: personal(text({ format: 'email' })),
    email_type: choice(['work', 'home', 'billing', 'other'], { default: 'work' }),
    is_primary: flag({ default: false, label: 'Primary' }),
  },
  unique: [['person', 'email']],
  list: { columns: ['email', 'email_type', 'is_primary'], filters: [], search: [], order: [] },
  form: [{ fields: ['email', 'email_type', 'is_primary'] }],
})
