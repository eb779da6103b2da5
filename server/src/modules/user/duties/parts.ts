/** What the folder adds to its module. */
import { activateDualControl } from './activate-dual-control.ts'
import { approveDutyException } from './approve-duty-exception.ts'
import { pendingAction } from '#contract/user/pending-action.ts'
import { serve } from '#server/kit/served.ts'
import { controllableRoute } from './control-routes.ts'
import { dualControls } from './dual-control.ts'
import { pendingRoutes } from './pending-routes.ts'
import { dutyExceptions } from './duty-exception.ts'
import { dutyRoutes } from './duty-report.ts'
import { dutyRules } from './duty-rule.ts'
import { endDutyException } from './end-duty-exception.ts'
import { rejectDutyException } from './reject-duty-exception.ts'

export const dutyParts = {
  records: [dutyRules, dutyExceptions, dualControls, serve(pendingAction)],
  actions: [approveDutyException, rejectDutyException, endDutyException, activateDualControl],
  routes: [...dutyRoutes, ...pendingRoutes, controllableRoute],
}
