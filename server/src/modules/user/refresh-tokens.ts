/** Exchanges a refresh token for the next pair; one that comes back a second time ends its whole family. */
import { isObject } from '#contract/kit/field/value.ts'
import { invalid, Refusal } from '#contract/kit/failure.ts'
import type { RequestFacts } from '#server/kit/context.ts'
import { inTransaction, type Pool } from '#server/platform/database.ts'
import type { AccessTokens } from './access-token.ts'
import { openTokens, type TokenPair } from './open-session.ts'
import { digestOf } from './session.ts'
import { enterTenant, noTenant, originOf } from './entering.ts'
import { identityFrom, type StoredIdentity } from './stored-identity.ts'

interface Spent {
  readonly family_id: string | null
  readonly identity: StoredIdentity | null
}

export async function refreshTokens(
  pool: Pool,
  tokens: AccessTokens,
  body: unknown,
  facts: RequestFacts,
  now: Date,
): Promise<TokenPair> {
  const secret = isObject(body) ? body.refresh : undefined
  if (typeof secret !== 'string') {
    throw invalid('/refresh', 'kit.required')
  }
  const pair = await inTransaction(pool, noTenant, async (transaction) => {
    const [spent] = await transaction.rows<Spent>('select * from kontor.spend_refresh_token($1, $2, $3)', [
      digestOf(secret),
      now.toISOString(),
      JSON.stringify(originOf(facts)),
    ])
    if (!spent?.identity || spent.family_id === null) return null
    const identity = identityFrom(spent.identity)
    await enterTenant(transaction, identity)
    return openTokens(identity, transaction, tokens, facts, now, spent.family_id)
  })
  // Only now, so that what a reuse has revoked stays revoked.
  if (pair === null) throw new Refusal('kit.session_expired')
  return pair
}
