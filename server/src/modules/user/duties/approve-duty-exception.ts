/** Approves a documented exception: by nobody who asked for it, nor by who is excused. */
import { dutyException } from '#contract/user/duty-exception.ts'
import { refuse } from '#contract/user/failures.ts'
import { action } from '#server/kit/action.ts'
import { decideException } from './duty-exception.ts'
import { mustBeAnotherPerson } from '#server/modules/user/access/another-person.ts'

export const approveDutyException = action(dutyException, 'approve', async (documents, ctx, body) => {
  const me = ctx.identity.userId
  for (const { values } of documents) {
    if (values.user === me) refuse('user.own_approval')
    await mustBeAnotherPerson(values.asked_by, 'user.own_approval', ctx)
    if (Date.parse(String(values.ends_at)) <= ctx.now.getTime()) refuse('user.assignment_over')
    decideException(values, body, ctx)
  }
})
