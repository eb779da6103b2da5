/** What the folder adds to its module. */
import { approveDutyException } from './approve-duty-exception.ts'
import { dutyExceptions } from './duty-exception.ts'
import { dutyRoutes } from './duty-report.ts'
import { dutyRules } from './duty-rule.ts'
import { endDutyException } from './end-duty-exception.ts'
import { rejectDutyException } from './reject-duty-exception.ts'

export const dutyParts = {
  records: [dutyRules, dutyExceptions],
  actions: [approveDutyException, rejectDutyException, endDutyException],
  routes: dutyRoutes,
}
