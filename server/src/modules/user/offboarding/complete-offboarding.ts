/** Closes an offboarding once nothing is left to do. */
import { refuse } from '#contract/user/failures.ts'
import { offboarding } from '#contract/user/offboarding.ts'
import { action } from '#server/kit/action.ts'
import { stepsOf } from './steps.ts'

export const completeOffboarding = action(offboarding, 'complete', async (documents, ctx) => {
  for (const { values } of documents) {
    const steps = await stepsOf(values, ctx)
    const left = steps.filter((step) => !step.is_done).length
    if (left > 0) refuse('user.offboarding_open', { count: left })
    values.completed_at = ctx.now.toISOString()
    values.completed_by = ctx.identity.userId
  }
})
