/** The records of separate duties, second persons and reviews. */
import { accessReview } from './access-review.ts'
import { accessReviewLine } from './access-review-line.ts'
import { dualControl } from './dual-control.ts'
import { dutyException } from './duty-exception.ts'
import { dutyRule } from './duty-rule.ts'
import { pendingAction } from './pending-action.ts'

export const dutyRecords = [
  dutyRule,
  dutyException,
  dualControl,
  pendingAction,
  accessReview,
  accessReviewLine,
] as const
