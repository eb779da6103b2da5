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
  'user.not_controllable': { status: 400, text: 'The action {permission} cannot ask for two persons.' },
  'user.second_person': {
    status: 409,
    text: 'Another person must confirm this.',
    help: 'Two persons are two: who begins an action does not confirm it.',
  },
  'user.second_person_missing': {
    status: 409,
    text: 'Fewer than two persons have the permission {permission}.',
    help: 'Give it to a second person first, or nobody could ever confirm.',
  },
  'user.second_person_import': {
    status: 409,
    text: 'These rows need a second person, one by one.',
    help: 'Enter them singly, or switch dual control off for as long.',
  },
  'user.pending_over': {
    status: 409,
    text: 'This action no longer waits for anybody.',
    help: 'Begin it again if it is still wanted.',
  },
} as const satisfies Failures
