/** A further role of a user in an organization: for good or for a time, at once or once approved (RULINGS 3). */
import { frozen, optional, readOnly } from '#contract/kit/field/field.ts'
import { choice, flag, instant, longText, reference, status } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const roleAssignment = resource('user.role_assignment', {
  label: ['Role assignment', 'Role assignments'],
  scope: 'organization',
  display: '{user}: {role}',
  fields: {
    user: frozen(reference('user.user_account')),
    role: frozen(reference('user.role')),
    kind: frozen(
      choice(['regular', 'elevation'], {
        default: 'regular',
        index: true,
        help: 'An elevation is for a time; what is done by it is marked in the audit trail.',
      }),
    ),
    includes_descendants: flag({ default: true, label: 'Reaches organizations below' }),
    starts_at: optional(instant({ label: 'Starts' })),
    ends_at: optional(instant({ label: 'Ends' })),
    reason: longText({ max: 1000 }),
    status: status('requested', {
      requested: { approve: 'approved', reject: 'rejected' },
      approved: { end: 'ended' },
      rejected: {},
      ended: {},
    }),
    assigned_by: readOnly(optional(reference('user.user_account'))),
    approved_by: readOnly(optional(reference('user.user_account'))),
    decided_at: readOnly(optional(instant({ label: 'Decided' }))),
    ended_at: readOnly(optional(instant({ label: 'Ended' }))),
    decision: readOnly(longText({ max: 1000, default: '', label: 'Reason of the decision' })),
    extends: readOnly(optional(reference('user.role_assignment', { reach: 'tenant', onDelete: 'clear' }))),
  },
  checks: [{ field: 'ends_at', is: 'after', other: 'starts_at' }],
  editableWhile: ['requested'],
  list: {
    columns: ['user', 'role', 'organization', 'kind', 'status', 'starts_at', 'ends_at'],
    filters: ['user', 'role', 'organization', 'kind', 'status', 'ends_at'],
    search: ['user.username', 'role.name'],
    order: ['created_at', 'ends_at'],
    default: '-created_at',
  },
  form: [
    { fields: ['user', 'role', 'kind', 'includes_descendants', 'starts_at', 'ends_at', 'reason'] },
    { title: 'Decision', fields: ['status', 'assigned_by', 'approved_by', 'decided_at', 'decision'] },
    { title: 'End', fields: ['ended_at', 'extends'] },
  ],
})
