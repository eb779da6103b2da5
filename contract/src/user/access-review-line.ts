/** One membership or assignment under review, as it stood when the review began, and what was decided. */
import { optional } from '#contract/kit/field/field.ts'
import { choice, instant, json, longText, reference, text } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const accessReviewLine = resource('user.access_review_line', {
  label: ['Line of an access review', 'Lines of access reviews'],
  scope: 'organization',
  access: ['fixed'],
  display: '{user}: {role}',
  fields: {
    review: reference('user.access_review', { reach: 'tenant' }),
    user: reference('user.user_account'),
    role: reference('user.role'),
    kind: choice(['membership', 'regular', 'elevation']),
    basis: text({ format: 'uuid', label: 'Membership or assignment' }),
    ends_at: optional(instant({ label: 'Ends' })),
    reason: longText({ max: 1000, default: '' }),
    conflicts: json<readonly string[]>(
      { type: 'array', items: { type: 'string' } },
      { default: [], label: 'Duty rules it breaks' },
    ),
    decision: choice(['open', 'keep', 'withdraw'], { default: 'open', index: true }),
    comment: longText({ max: 1000, default: '' }),
    decided_by: optional(reference('user.user_account')),
    decided_at: optional(instant({ label: 'Decided' })),
  },
  list: {
    columns: ['review', 'user', 'role', 'organization', 'kind', 'conflicts', 'decision', 'comment'],
    filters: ['review', 'user', 'role', 'organization', 'decision'],
    search: ['user.username', 'role.name'],
    order: ['created_at'],
    default: 'created_at',
  },
  form: [
    { fields: ['review', 'user', 'role', 'kind', 'basis', 'ends_at', 'reason', 'conflicts'] },
    { title: 'Decision', fields: ['decision', 'comment', 'decided_by', 'decided_at'] },
  ],
})
