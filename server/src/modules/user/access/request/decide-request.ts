/** What holds for each decision over a request: by another person, and noted with its reason. */
import { refuse } from '#contract/user/failures.ts'
import type { Moving } from '#server/kit/action.ts'
import type { Context } from '#server/kit/context.ts'
import { decide } from '#server/modules/user/access/decision.ts'

export function mustBeAnother({ values }: Moving, ctx: Context): void {
  if (values.requester === ctx.identity.userId) refuse('user.own_approval')
}

export function note({ values }: Moving, body: unknown, ctx: Context): void {
  decide(values, body, ctx)
  values.decided_by = ctx.identity.userId
}
