/** What is refused for the sake of separate duties, second persons and reviews. */
import type { Failures } from '#contract/kit/failure.ts'

export const dutyFailures = {
  'user.duty_conflict': {
    status: 400,
    text: 'This would join duties that belong apart: {rules}.',
    help: 'Give another role, or ask for a documented exception first.',
  },
  'user.duty_reason': {
    status: 400,
    text: 'This joins duties that belong apart: {rules}. Say why it must be.',
    help: 'Your reason is kept as the documented exception.',
  },
  'user.duty_same': { status: 400, text: 'No permission can stand on both sides: {permission}.' },
  'user.duty_strict': { status: 400, text: 'This rule allows no exception.' },
  'user.duty_side_empty': { status: 400, text: 'Each side needs at least one permission.' },
} as const satisfies Failures
