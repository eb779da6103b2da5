/** Whom a key lets in, and within which limits. */
import type { Pool } from '#server/platform/database.ts'
import type { Access, KeyFacts } from '#server/modules/user/access-cache.ts'
import { identityFrom, type StoredIdentity } from '#server/modules/user/stored-identity.ts'
import { narrowed } from './narrow.ts'

interface StoredKey {
  readonly id: string
  readonly prefix: string
  readonly scopes: readonly string[]
  readonly networks: readonly string[]
  readonly expires_at: string
  readonly usage_limit: number | null
  readonly per_minute: number | null
  readonly identity: StoredIdentity | null
}

/** An access token that the key was exchanged for. */
export interface Exchanged {
  readonly tokenId: string
  readonly scopes: readonly string[]
  readonly expiresAt: number
}

export async function accessByKey(
  digest: Buffer,
  pool: Pool,
  now: Date,
  token?: Exchanged,
): Promise<Access | null> {
  const { rows } = await pool.query<{ key: StoredKey | null }>({
    name: 'api_key_by_digest',
    text: 'select kontor.api_key_by_digest($1, $2, $3) as key',
    values: [digest, token?.tokenId ?? null, now.toISOString()],
  })
  const key = rows[0]?.key
  if (!key?.identity) return null
  const whole = identityFrom(key.identity)
  const scopes = token === undefined ? [key.scopes] : [key.scopes, token.scopes]
  // The key stands beside the account's name wherever something is written down.
  const identity = { ...narrowed(whole, scopes), displayName: `${whole.displayName} (${key.prefix})` }
  const expiresAt = Math.min(Date.parse(key.expires_at), token?.expiresAt ?? Infinity)
  return {
    identity,
    id: key.id,
    csrfToken: null,
    expiresAt,
    lastSeenAt: 0,
    key: factsOf(key, digest, whole.tenantId),
  }
}

function factsOf(key: StoredKey, digest: Buffer, tenantId: string): KeyFacts {
  return {
    id: key.id,
    tenantId,
    digest,
    scopes: key.scopes,
    networks: key.networks,
    isCounted: key.usage_limit !== null,
    perMinute: key.per_minute,
  }
}
