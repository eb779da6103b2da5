/** Whose access is asked for: one's own, or that of another where one may explain it. */
import { isUuid } from '#contract/kit/field/value.ts'
import { Refusal } from '#contract/kit/failure.ts'
import type { Context } from '#server/kit/context.ts'
import type { Identity } from '#server/kit/identity.ts'
import { mustHave, organizationsWith } from '#server/kit/rights.ts'
import { identityFrom, type StoredIdentity } from '#server/modules/user/stored-identity.ts'

export const explainAccess = 'user.explain_access'

export interface Asked {
  readonly userId: string
  /** Null where the account is not active: then nothing is granted. */
  readonly identity: Identity | null
  /** Organizations of which the caller may know what is granted there. */
  readonly known: ReadonlySet<string>
}

export async function whoseAccess(given: unknown, ctx: Context): Promise<Asked> {
  const me = ctx.identity.userId
  const userId = given === undefined || given === '' ? me : String(given).toLowerCase()
  if (!isUuid(userId)) throw new Refusal('kit.not_found')
  if (userId === me)
    return { userId, identity: ctx.identity, known: new Set(ctx.identity.organizations.keys()) }
  mustHave(ctx.identity, explainAccess)
  const [account] = await ctx.rows('select from user_account where tenant_id = $1 and id = $2', [
    ctx.tenantId,
    userId,
  ])
  if (account === undefined) throw new Refusal('kit.not_found')
  const [row] = await ctx.rows<{ identity: StoredIdentity | null }>(
    'select kontor.identity_of_colleague($1, $2) as identity',
    [userId, ctx.now.toISOString()],
  )
  const identity = row?.identity ? identityFrom(row.identity) : null
  return { userId, identity, known: new Set(organizationsWith(ctx.identity, explainAccess)) }
}
