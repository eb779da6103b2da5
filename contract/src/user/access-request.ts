/** A request for a role, a permission or a right on a row, with its justification and what became of it (PRQ). */
import { frozen, optional, readOnly } from '#contract/kit/field/field.ts'
import { choice, flag, instant, longText, reference, status, text } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const accessRequest = resource('user.access_request', {
  label: ['Access request', 'Access requests'],
  scope: 'organization',
  display: '{requester}, {created_at}',
  fields: {
    requester: readOnly(reference('user.user_account')),
    role: optional(reference('user.role', { help: 'Unless said, one that gives the permission.' })),
    permission: frozen(optional(text({ max: 100, help: 'Such as sales.confirm_salesorder.' }))),
    record: frozen(optional(text({ max: 100, help: 'With a row: only that row is asked for.' }))),
    row_id: frozen(optional(text({ format: 'uuid', label: 'Row' }))),
    includes_descendants: flag({ default: false, label: 'Reaches organizations below' }),
    justification: longText({ max: 1000 }),
    is_urgent: flag({ default: false, label: 'Urgent' }),
    ends_at: optional(instant({ label: 'Until', help: 'Empty is for good.' })),
    status: status('requested', {
      requested: { approve: 'approved', reject: 'rejected', withdraw: 'withdrawn' },
      approved: {},
      rejected: {},
      withdrawn: {},
    }),
    approver: optional(
      reference('user.user_account', { help: 'Empty: whoever decides over requests in the organization.' }),
    ),
    routed_by: readOnly(
      choice(['role_owner', 'supervisor', 'department', 'organization', 'forwarded'], {
        default: 'organization',
        label: 'Sent to',
      }),
    ),
    decided_by: readOnly(optional(reference('user.user_account'))),
    decided_at: readOnly(optional(instant({ label: 'Decided' }))),
    decision: readOnly(longText({ max: 1000, default: '', label: 'Reason of the decision' })),
    assignment: readOnly(optional(reference('user.role_assignment', { reach: 'tenant', onDelete: 'clear' }))),
    object_permission: readOnly(
      optional(reference('user.object_permission', { label: 'Permission on the row', onDelete: 'clear' })),
    ),
  },
  editableWhile: ['requested'],
  list: {
    columns: [
      'requester',
      'organization',
      'permission',
      'role',
      'is_urgent',
      'status',
      'approver',
      'created_at',
    ],
    filters: ['requester', 'approver', 'organization', 'role', 'status', 'is_urgent'],
    search: ['permission', 'requester.username', 'role.name'],
    order: ['created_at'],
    default: '-created_at',
  },
  form: [
    { fields: ['requester', 'permission', 'role', 'record', 'row_id', 'includes_descendants'] },
    { title: 'Reason', fields: ['justification', 'is_urgent', 'ends_at'] },
    {
      title: 'Decision',
      fields: [
        'status',
        'approver',
        'routed_by',
        'decided_by',
        'decided_at',
        'decision',
        'assignment',
        'object_permission',
      ],
    },
  ],
})
