/** Takes a request back: only by who made it. */
import { accessRequest } from '#contract/user/access-request.ts'
import { refuse } from '#contract/user/failures.ts'
import { action } from '#server/kit/action.ts'
import { decide } from '#server/modules/user/access/decision.ts'

export const withdrawRequest = action(accessRequest, 'withdraw', async (documents, ctx, body) => {
  for (const { values } of documents) {
    if (values.requester !== ctx.identity.userId) refuse('user.not_your_request')
    decide(values, body, ctx)
  }
})
