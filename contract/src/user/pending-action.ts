/** What one person has begun and another is to confirm. */
import { optional } from '#contract/kit/field/field.ts'
import { choice, instant, longText, reference, text } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const pendingAction = resource('user.pending_action', {
  label: ['Pending action', 'Pending actions'],
  scope: 'tenant',
  access: ['fixed'],
  display: '{permission}',
  fields: {
    permission: text({ max: 100, label: 'Action' }),
    place: optional(reference('organization.organization', { label: 'Organization' })),
    row: optional(text({ max: 200, help: 'What the action is about: its key in the address.' })),
    asked_by: reference('user.user_account'),
    expires_at: instant({ label: 'To be confirmed by' }),
    status: choice(['pending', 'confirmed', 'refused', 'withdrawn'], { default: 'pending', index: true }),
    decided_by: optional(reference('user.user_account')),
    decided_at: optional(instant({ label: 'Decided' })),
    reason: longText({ max: 1000, default: '' }),
  },
  list: {
    columns: ['permission', 'row', 'asked_by', 'created_at', 'expires_at', 'status', 'decided_by'],
    filters: ['permission', 'status', 'asked_by', 'decided_by', 'expires_at'],
    search: ['permission', 'asked_by.username'],
    order: ['created_at', 'expires_at'],
    default: '-created_at',
  },
  form: [
    { fields: ['permission', 'place', 'row', 'asked_by', 'expires_at'] },
    { title: 'Decision', fields: ['status', 'decided_by', 'decided_at', 'reason'] },
  ],
})
