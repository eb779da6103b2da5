/** The records of separate duties, second persons and reviews. */
import { dualControl } from './dual-control.ts'
import { dutyException } from './duty-exception.ts'
import { dutyRule } from './duty-rule.ts'
import { pendingAction } from './pending-action.ts'

export const dutyRecords = [dutyRule, dutyException, dualControl, pendingAction] as const
