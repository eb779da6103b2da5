/** Turns a request down. */
import { accessRequest } from '#contract/user/access-request.ts'
import { action } from '#server/kit/action.ts'
import { mustBeAnother, note } from './decide-request.ts'

export const rejectRequest = action(accessRequest, 'reject', async (documents, ctx, body) => {
  for (const document of documents) {
    await mustBeAnother(document, ctx)
    note(document, body, ctx)
  }
})
