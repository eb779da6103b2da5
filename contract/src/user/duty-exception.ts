/** A documented exception to a duty rule for one user, decided by somebody else, for a time (SOD-01, SOD-06). */
import { frozen, optional, readOnly } from '#contract/kit/field/field.ts'
import { instant, longText, reference, status } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const dutyException = resource('user.duty_exception', {
  label: ['Duty exception', 'Duty exceptions'],
  scope: 'tenant',
  display: '{user}: {rule}',
  fields: {
    user: frozen(reference('user.user_account')),
    rule: frozen(reference('user.duty_rule')),
    reason: longText({ max: 1000, help: 'Why it must be, and what watches over it instead.' }),
    ends_at: optional(instant({ label: 'Ends', help: 'A year from now unless said.' })),
    status: status('requested', {
      requested: { approve: 'approved', reject: 'rejected' },
      approved: { end: 'ended' },
      rejected: {},
      ended: {},
    }),
    asked_by: readOnly(optional(reference('user.user_account'))),
    decided_by: readOnly(optional(reference('user.user_account'))),
    decided_at: readOnly(optional(instant({ label: 'Decided' }))),
    decision: readOnly(longText({ max: 1000, default: '', label: 'Reason of the decision' })),
  },
  editableWhile: ['requested'],
  list: {
    columns: ['user', 'rule', 'status', 'ends_at', 'reason'],
    filters: ['user', 'rule', 'status', 'ends_at'],
    search: ['user.username', 'rule.name'],
    order: ['created_at', 'ends_at'],
    default: '-created_at',
  },
  form: [
    { fields: ['user', 'rule', 'reason', 'ends_at'] },
    { title: 'Decision', fields: ['status', 'asked_by', 'decided_by', 'decided_at', 'decision'] },
  ],
})
