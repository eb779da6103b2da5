/** Takes back what one has asked for oneself. */
import { refuse } from '#contract/user/failures.ts'
import { factorReset } from '#contract/user/factor-reset.ts'
import { action } from '#server/kit/action.ts'
import { decide } from '#server/modules/user/access/decision.ts'

export const withdrawFactorReset = action(factorReset, 'withdraw', async (documents, ctx, body) => {
  for (const { values } of documents) {
    if (values.requested_by !== ctx.identity.userId) refuse('user.reset_not_yours')
    decide(values, body, ctx)
  }
})
