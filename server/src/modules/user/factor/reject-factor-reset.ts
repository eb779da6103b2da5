/** Turns a reset of second factors down; who asked for it withdraws it instead. */
import { refuse } from '#contract/user/failures.ts'
import { factorReset } from '#contract/user/factor-reset.ts'
import { action } from '#server/kit/action.ts'
import { decide } from '#server/modules/user/access/decision.ts'

export const rejectFactorReset = action(factorReset, 'reject', async (documents, ctx, body) => {
  for (const { values } of documents) {
    const me = ctx.identity.userId
    if (values.requested_by === me || values.user === me) refuse('user.reset_own')
    decide(values, body, ctx)
    values.decided_by = me
  }
})
