/** The audit trail: who changed what, when and from where. Written by the kit, read here. */
import { auditLog } from '#contract/audit/audit-log.ts'
import { auditModule } from '#contract/audit/module.ts'
import { serverModule } from '#server/kit/module.ts'
import { serve } from '#server/kit/served.ts'
import { asOfRoute } from './reading/as-of.ts'
import { eraseRoute } from './reading/erase-personal.ts'
import { packageRoute } from './reading/export-package.ts'
import { retentionRoutes } from './reading/retention.ts'
import { checkpointsRoute, stateRoute } from './reading/state.ts'
import { timelineRoute } from './reading/timeline.ts'

export const audit = serverModule({
  contract: auditModule,
  needs: [],
  // What belongs to no organization, a sign-in or a change of a partner, is for whoever may read any.
  records: [
    serve(auditLog, {
      visible: { condition: '(t.organization_id = any({organizations}) or t.organization_id is null)' },
    }),
  ],
  routes: [
    stateRoute,
    checkpointsRoute,
    timelineRoute,
    asOfRoute,
    packageRoute,
    eraseRoute,
    ...retentionRoutes,
  ],
})
