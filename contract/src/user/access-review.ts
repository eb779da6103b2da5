/** A campaign in which somebody confirms or withdraws what others may do, line by line (REV-03, REV-04). */
import { optional, readOnly } from '#contract/kit/field/field.ts'
import {
  choice,
  computed,
  day,
  flag,
  instant,
  integer,
  reference,
  status,
  text,
} from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const accessReview = resource('user.access_review', {
  label: ['Access review', 'Access reviews'],
  scope: 'organization',
  display: '{name}',
  fields: {
    name: text({ max: 200 }),
    reviewer: reference('user.user_account'),
    deputy: optional(
      reference('user.user_account', {
        help: 'Decides what the reviewer has himself; nobody reviews his own.',
      }),
    ),
    covers: choice(['everything', 'memberships', 'assignments'], { default: 'everything' }),
    role: optional(reference('user.role', { label: 'Only this role' })),
    user: optional(reference('user.user_account', { label: 'Only this user' })),
    only_critical: flag({
      default: false,
      help: 'Sensitive roles, elevations, and what breaks a duty rule.',
    }),
    starts_on: optional(day({ label: 'Starts by itself on' })),
    due_date: day({ label: 'Due' }),
    remind_days: integer({ min: 0, max: 90, default: 7, label: 'Remind days before' }),
    if_late: choice(['remind', 'withdraw'], {
      default: 'remind',
      help: 'What is undecided a week after it was due: remind again, or withdraw it.',
    }),
    repeat_months: optional(integer({ min: 1, max: 36, label: 'Again after months' })),
    status: status('draft', {
      draft: { start: 'open', cancel: 'cancelled' },
      open: { complete: 'completed', cancel: 'cancelled' },
      completed: {},
      cancelled: {},
    }),
    started_at: readOnly(optional(instant({ label: 'Started' }))),
    completed_at: readOnly(optional(instant({ label: 'Completed' }))),
    reminded_at: readOnly(optional(instant({ label: 'Last reminder' }))),
    follows: readOnly(optional(reference('user.access_review', { reach: 'own', onDelete: 'clear' }))),
    line_count: computed<number>('integer'),
    open_count: computed<number>('integer'),
    withdrawn_count: computed<number>('integer'),
  },
  editableWhile: ['draft'],
  list: {
    columns: ['name', 'organization', 'reviewer', 'due_date', 'status', 'open_count', 'line_count'],
    filters: ['reviewer', 'status', 'due_date', 'organization'],
    search: ['name', 'reviewer.username'],
    order: ['due_date', 'created_at'],
    default: '-due_date',
  },
  form: [
    { fields: ['name', 'reviewer', 'deputy'] },
    { title: 'What is reviewed', fields: ['covers', 'role', 'user', 'only_critical'] },
    { title: 'Time', fields: ['starts_on', 'due_date', 'remind_days', 'if_late', 'repeat_months'] },
    {
      title: 'State',
      fields: [
        'status',
        'started_at',
        'completed_at',
        'reminded_at',
        'line_count',
        'open_count',
        'withdrawn_count',
        'follows',
      ],
    },
  ],
})
