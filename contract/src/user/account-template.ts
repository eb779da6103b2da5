/** What new accounts of one kind have in common: roles, place and settings (USR-12). */
import { optional } from '#contract/kit/field/field.ts'
import { choice, flag, json, longText, reference, references, text } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const accountTemplate = resource('user.account_template', {
  label: ['Account template', 'Account templates'],
  scope: 'tenant',
  display: '{name}',
  fields: {
    name: text({ max: 100 }),
    description: longText({ default: '' }),
    kind: choice(['internal', 'external'], { default: 'internal' }),
    roles: references('user.role', { help: 'A sensitive one is asked for, as ever.' }),
    role_organization: optional(
      reference('organization.organization', {
        reach: 'tenant',
        label: 'Roles are given in',
        help: 'Unless said, where whoever invites works.',
      }),
    ),
    includes_descendants: flag({ default: true, label: 'Reaches organizations below' }),
    job_title: text({ max: 100, default: '' }),
    department: optional(reference('organization.organization', { reach: 'tenant' })),
    site: optional(reference('organization.organization', { reach: 'tenant' })),
    manager: optional(reference('user.user_account', { onDelete: 'clear' })),
    language: text({ max: 10, format: 'language', default: 'en' }),
    timezone: text({ max: 60, format: 'time_zone', default: 'UTC', label: 'Time zone' }),
    preferences: json({ type: 'object' }),
    is_active: flag({ default: true, label: 'Active' }),
  },
  unique: [['name']],
  list: {
    columns: ['name', 'kind', 'department', 'site', 'is_active'],
    filters: ['kind', 'is_active'],
    search: ['name'],
    order: ['name', 'created_at'],
    default: 'name',
  },
  form: [
    { fields: ['name', 'kind', 'is_active', 'description'] },
    { title: 'Roles', fields: ['roles', 'role_organization', 'includes_descendants'] },
    { title: 'Work', fields: ['job_title', 'department', 'site', 'manager'] },
    { title: 'Localization', fields: ['language', 'timezone'] },
  ],
})
