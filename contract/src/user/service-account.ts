/** A program's account, for which a person answers; it signs in by API key only (RULINGS 5). */
import { readOnly } from '#contract/kit/field/field.ts'
import { flag, longText, reference, text } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const serviceAccount = resource('user.service_account', {
  label: ['Service account', 'Service accounts'],
  scope: 'tenant',
  display: '{name}',
  fields: {
    name: text({ max: 100 }),
    description: longText({ default: '' }),
    owner: reference('user.user_account', { label: 'Person in charge' }),
    account: readOnly(reference('user.user_account', { label: 'User' })),
    is_active: flag({ default: true, label: 'Active' }),
  },
  unique: [['name']],
  list: {
    columns: ['name', 'owner', 'is_active', 'created_at'],
    filters: ['owner'],
    search: ['name'],
    order: ['name', 'created_at'],
    default: 'name',
  },
  form: [{ fields: ['name', 'description', 'owner', 'account', 'is_active'] }],
})
