/** A legal entity's VAT registration in one country, dated (DOMAIN 5). */
import { optional } from '#contract/kit/field/field.ts'
import { day, text } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const vatRegistration = resource('organization.vat_registration', {
  label: ['VAT registration', 'VAT registrations'],
  scope: 'organization',
  display: '{vat_id}',
  fields: {
    country: text({ max: 2, format: 'country' }),
    vat_id: text({ max: 20, label: 'VAT ID' }),
    valid_from: optional(day()),
    valid_to: optional(day()),
  },
  unique: [['organization', 'country', 'valid_from']],
  checks: [{ field: 'valid_to', is: 'not_before', other: 'valid_from' }],
  list: {
    columns: ['organization', 'country', 'vat_id', 'valid_from', 'valid_to'],
    filters: ['country'],
    search: ['vat_id'],
    order: ['country', 'created_at'],
  },
  form: [{ fields: ['country', 'vat_id', 'valid_from', 'valid_to'] }],
})
