/** A person or program that signs in (RULINGS 7 to 9). */
import { optional, personal, readOnly } from '#contract/kit/field/field.ts'
import { choice, instant, longText, text } from '#contract/kit/field/kinds.ts'
import { type Row, resource } from '#contract/kit/resource.ts'

export const userAccount = resource('user.user_account', {
  label: ['User', 'Users'],
  scope: 'tenant',
  access: ['sensitive'],
  display: '{display_name}',
  fields: {
    username: text({ max: 150, format: 'code' }),
    display_name: personal(text({ max: 150, label: 'Name' })),
    email: optional(personal(text({ format: 'email' }))),
    kind: choice(['internal', 'external', 'system', 'api'], { default: 'internal' }),
    status: choice(['active', 'inactive', 'suspended'], { default: 'active', index: true }),
    status_reason: longText({ default: '', max: 1000 }),
    language: text({ max: 10, format: 'language', default: 'en' }),
    timezone: text({ max: 60, format: 'time_zone', default: 'UTC', label: 'Time zone' }),
    last_login_at: readOnly(optional(instant({ label: 'Last sign-in' }))),
  },
  unique: [['username']],
  list: {
    columns: ['username', 'display_name', 'email', 'status', 'last_login_at'],
    filters: ['status', 'kind'],
    search: ['username', 'display_name'],
    order: ['username', 'display_name', 'created_at'],
    default: 'username',
  },
  form: [
    { fields: ['username', 'display_name', 'email', 'kind'] },
    { title: 'State', fields: ['status', 'status_reason', 'last_login_at'] },
    { title: 'Localization', fields: ['language', 'timezone'] },
  ],
})
export type UserAccount = Row<typeof userAccount>
