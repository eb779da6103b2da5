/** A person with channels by which to be reached (CON). */
import { optional, personal } from '#contract/kit/field/field.ts'
import { choice, customFields, lines, longText, reference, tags, text } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const person = resource('contact.person', {
  label: ['Contact', 'Contacts'],
  scope: 'tenant',
  display: '{first_name} {last_name}',
  fields: {
    first_name: personal(text({ max: 100, default: '' })),
    last_name: personal(text({ max: 100, index: true })),
    title: text({ max: 100, default: '' }),
    position: text({ max: 100, default: '' }),
    contact_type: choice(['primary', 'billing', 'technical', 'other'], { default: 'other', index: true }),
    status: choice(['active', 'inactive', 'archived'], { default: 'active', index: true }),
    partner: optional(reference('contact.partner', { onDelete: 'clear' })),
    linked_organization: optional(
      reference('organization.organization', { onDelete: 'clear', reach: 'tenant' }),
    ),
    email_addresses: lines('contact.person_email'),
    phone_numbers: lines('contact.person_phone'),
    addresses: lines('contact.person_address'),
    notes: longText({ default: '' }),
    tags: tags(),
    custom_fields: customFields(),
  },
  list: {
    columns: ['last_name', 'first_name', 'partner', 'contact_type', 'status'],
    filters: ['status', 'contact_type', 'linked_organization', 'partner', 'tags'],
    search: ['first_name', 'last_name'],
    order: ['last_name', 'first_name', 'created_at'],
    default: 'last_name',
  },
  form: [
    { fields: ['first_name', 'last_name', 'title', 'position', 'contact_type', 'status'] },
    { title: 'Belongs to', fields: ['partner', 'linked_organization'] },
    { title: 'Reached by', fields: ['email_addresses', 'phone_numbers', 'addresses'] },
    { title: 'Extended data', fields: ['notes', 'tags', 'custom_fields'], collapsed: true },
  ],
})
