/** A person or program that signs in (RULINGS 7 to 9). */
import { optional, personal, readOnly } from '#contract/kit/field/field.ts'
import {
  choice,
  customFields,
  day,
  file,
  instant,
  json,
  longText,
  reference,
  status,
  text,
} from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

/** Who sees a value in the directory: everybody here, who works in an organization with him, nobody (DIR-04). */
const visibilities = ['public', 'organization', 'hidden'] as const

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
    // The first sign-in activates; who registers himself waits for approval before (USR-02, USR-04).
    status: status('pending_activation', {
      pending_approval: { approve: 'pending_activation', reject: 'inactive' },
      pending_activation: { suspend: 'suspended', deactivate: 'inactive' },
      active: { suspend: 'suspended', deactivate: 'inactive' },
      suspended: { reactivate: 'active', deactivate: 'inactive' },
      inactive: { reactivate: 'active' },
    }),
    status_reason: readOnly(longText({ default: '', max: 1000 })),
    employee_id: text({ max: 50, default: '', label: 'Employee number' }),
    job_title: text({ max: 100, default: '' }),
    phone: personal(text({ max: 50, default: '' })),
    department: optional(reference('organization.organization', { reach: 'tenant' })),
    site: optional(reference('organization.organization', { reach: 'tenant' })),
    manager: optional(reference('user.user_account', { onDelete: 'clear' })),
    hire_date: optional(day()),
    photo: optional(file({ onDelete: 'clear' })),
    email_visibility: choice(visibilities, { default: 'organization', label: 'E-mail is seen by' }),
    phone_visibility: choice(visibilities, { default: 'organization', label: 'Phone is seen by' }),
    photo_visibility: choice(visibilities, { default: 'public', label: 'Photo is seen by' }),
    site_visibility: choice(visibilities, { default: 'public', label: 'Site is seen by' }),
    preferences: json({ type: 'object' }),
    custom_fields: customFields(),
    language: text({ max: 10, format: 'language', default: 'en' }),
    timezone: text({ max: 60, format: 'time_zone', default: 'UTC', label: 'Time zone' }),
    last_login_at: readOnly(optional(instant({ label: 'Last sign-in' }))),
  },
  unique: [['username']],
  list: {
    columns: ['username', 'display_name', 'email', 'status', 'last_login_at'],
    filters: ['status', 'kind', 'department', 'site'],
    search: ['username', 'display_name'],
    order: ['username', 'display_name', 'created_at'],
    default: 'username',
  },
  form: [
    { fields: ['username', 'display_name', 'email', 'kind'] },
    { title: 'State', fields: ['status', 'status_reason', 'last_login_at'] },
    {
      title: 'Work',
      fields: ['employee_id', 'job_title', 'department', 'site', 'manager', 'hire_date', 'phone', 'photo'],
    },
    { title: 'Localization', fields: ['language', 'timezone'] },
    {
      title: 'Directory',
      fields: ['email_visibility', 'phone_visibility', 'photo_visibility', 'site_visibility'],
      collapsed: true,
    },
  ],
})
