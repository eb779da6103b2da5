/** Where two have to agree they are two people: no program decides, and nobody over what his own program began. */
import { refuse } from '#contract/user/failures.ts'
import type { Context } from '#server/kit/context.ts'

/** Behind a program stands who answers for its account, and whoever has made a key of it. */
const behindText = `select from service_account a
  left join api_key k on k.tenant_id = a.tenant_id and k.service_account_id = a.id
  where a.tenant_id = $1 and a.account_id = $2 and (a.owner_id = $3 or k.created_by = $3) limit 1`

/** Only a key, and a token that was given for one, has scopes. */
export function mustBePerson({ identity }: Context): void {
  if (identity.scopes !== undefined) refuse('user.person_only')
}

/** `own` is the refusal for whoever began it himself. */
export async function mustBeAnotherPerson(
  begunBy: unknown,
  own: 'user.own_approval' | 'user.second_person' | 'user.reset_own',
  ctx: Context,
): Promise<void> {
  mustBePerson(ctx)
  const me = ctx.identity.userId
  if (begunBy === me) refuse(own)
  if (typeof begunBy !== 'string') return
  if ((await ctx.rows(behindText, [ctx.tenantId, begunBy, me])).length > 0) refuse(own)
}
