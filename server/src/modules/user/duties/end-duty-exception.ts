/** Ends an exception early, by whoever may; who let it be stays named. */
import { dutyException } from '#contract/user/duty-exception.ts'
import { action } from '#server/kit/action.ts'
import { reasonIn } from '#server/modules/user/access/decision.ts'

export const endDutyException = action(dutyException, 'end', async (documents, ctx, body) => {
  for (const { values } of documents) {
    values.decided_at = ctx.now.toISOString()
    values.decision = reasonIn(body) || values.decision
  }
})
