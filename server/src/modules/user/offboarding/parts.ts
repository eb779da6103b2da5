/** What the folder adds to its module. */
import { accountTemplate } from '#contract/user/account-template.ts'
import { serve } from '#server/kit/served.ts'
import { completeOffboarding } from './complete-offboarding.ts'
import { offboardings } from './offboarding.ts'
import { offboardingRoutes } from './routes.ts'

export const lifecycleParts = {
  records: [serve(accountTemplate), offboardings],
  actions: [completeOffboarding],
  routes: offboardingRoutes,
}
