/** Turns an exception down that was asked for. */
import { dutyException } from '#contract/user/duty-exception.ts'
import { action } from '#server/kit/action.ts'
import { decideException } from './duty-exception.ts'

export const rejectDutyException = action(dutyException, 'reject', async (documents, ctx, body) => {
  for (const { values } of documents) decideException(values, body, ctx)
})
