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
  'user.second_person_secret': {
    status: 409,
    text: 'This needs two persons, and what carries a secret cannot wait for the second.',
    help: 'Do it without the secret, or switch dual control of it off for as long.',
  },
  'user.pending_over': {
    status: 409,
    text: 'This action no longer waits for anybody.',
    help: 'Begin it again if it is still wanted.',
  },
  'user.reviewer_lacks': {
    status: 409,
    text: '{name} may not decide in access reviews everywhere that this one reaches.',
    help: 'Give the permission user.decide_accessreview there, or name somebody else.',
  },
  'user.deputy_missing': {
    status: 409,
    text: 'The reviewer would review what he has himself.',
    help: 'Name a deputy who decides that.',
  },
  'user.deputy_same': { status: 400, text: 'Name somebody else than the reviewer.' },
  'user.starts_after_due': { status: 400, text: 'It would start after it is due.' },
  'user.review_empty': { status: 409, text: 'There is nothing to review.' },
  'user.review_open': { status: 409, text: '{count} lines are not decided yet.' },
  'user.review_over': { status: 409, text: 'This access review is not open.' },
  'user.not_reviewer': {
    status: 409,
    text: 'Only the reviewer decides, and his deputy where it is about himself.',
  },
  'user.own_review': { status: 409, text: 'Nobody reviews what he has himself.' },
  'user.line_decided': {
    status: 409,
    text: 'This line is decided already.',
    help: 'Reload the page to see how.',
  },
  'user.decision_unknown': { status: 400, text: 'Decide keep or withdraw, the latter with a reason.' },
  'user.export_missing': { status: 404, text: 'This review is not completed, so it has no export.' },
} as const satisfies Failures
