/** The records of separate duties, second persons and reviews. */
import { dutyException } from './duty-exception.ts'
import { dutyRule } from './duty-rule.ts'

export const dutyRecords = [dutyRule, dutyException] as const
