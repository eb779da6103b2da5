/** Turns an assignment down that waits; what it would have given is not needed for that. */
import { roleAssignment } from '#contract/user/role-assignment.ts'
import { action } from '#server/kit/action.ts'
import { decide } from './decision.ts'

export const rejectAssignment = action(roleAssignment, 'reject', async (documents, ctx, body) => {
  for (const { values } of documents) decide(values, body, ctx)
})
