/** What holds for each decision over a request: by another person, and noted with its reason. */
import type { Moving } from '#server/kit/action.ts'
import type { Context } from '#server/kit/context.ts'
import { decide } from '#server/modules/user/access/decision.ts'
import { mustBeAnotherPerson } from '#server/modules/user/access/another-person.ts'

export const mustBeAnother = ({ values }: Moving, ctx: Context): Promise<void> =>
  mustBeAnotherPerson(values.requester, 'user.own_approval', ctx)

export function note({ values }: Moving, body: unknown, ctx: Context): void {
  decide(values, body, ctx)
  values.decided_by = ctx.identity.userId
}
