/** What proves Kontor to another system; its value is set and used, never shown. */
import { optional, readOnly } from '#contract/kit/field/field.ts'
import { choice, instant, integer, longText, text } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const storedCredential = resource('user.stored_credential', {
  label: ['Stored credential', 'Stored credentials'],
  scope: 'tenant',
  access: ['sensitive'],
  display: '{name}',
  fields: {
    name: text({ max: 100 }),
    kind: choice(['password', 'client_secret', 'api_key', 'token', 'certificate'], { default: 'password' }),
    description: longText({ default: '' }),
    rotation_days: optional(
      integer({
        min: 1,
        max: 3650,
        label: 'Replace after days',
        help: 'When it is due, administrators are told.',
      }),
    ),
    rotated_at: readOnly(optional(instant({ label: 'Value set' }))),
    last_used_at: readOnly(optional(instant({ label: 'Last used' }))),
  },
  unique: [['name']],
  list: {
    columns: ['name', 'kind', 'rotated_at', 'last_used_at'],
    filters: ['kind'],
    search: ['name'],
    order: ['name', 'created_at'],
    default: 'name',
  },
  form: [{ fields: ['name', 'kind', 'description', 'rotation_days', 'rotated_at', 'last_used_at'] }],
})
