/** A request to take away the second factors of somebody who has lost them; another must approve it (MFA-08). */
import { frozen, optional, readOnly } from '#contract/kit/field/field.ts'
import { instant, longText, reference, status } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const factorReset = resource('user.factor_reset', {
  label: ['Reset of second factors', 'Resets of second factors'],
  scope: 'tenant',
  display: '{user}, {created_at}',
  fields: {
    user: frozen(reference('user.user_account')),
    reason: longText({ max: 1000, help: 'How you know that it is he who asks.' }),
    status: status('requested', {
      requested: { approve: 'approved', reject: 'rejected', withdraw: 'withdrawn' },
      approved: {},
      rejected: {},
      withdrawn: {},
    }),
    requested_by: readOnly(optional(reference('user.user_account'))),
    decided_by: readOnly(optional(reference('user.user_account'))),
    decided_at: readOnly(optional(instant({ label: 'Decided' }))),
    decision: readOnly(longText({ max: 1000, default: '', label: 'Reason of the decision' })),
  },
  editableWhile: ['requested'],
  list: {
    columns: ['user', 'status', 'requested_by', 'decided_by', 'created_at'],
    filters: ['user', 'status'],
    search: ['user.username'],
    order: ['created_at'],
    default: '-created_at',
  },
  form: [
    { fields: ['user', 'reason'] },
    { title: 'Decision', fields: ['status', 'requested_by', 'decided_by', 'decided_at', 'decision'] },
  ],
})
