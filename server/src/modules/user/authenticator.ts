/** Finds out who sends a request: by a browser's session cookie, a program's access token or API key. */
import { timingSafeEqual } from 'node:crypto'
import type { FastifyBaseLogger, FastifyRequest } from 'fastify'
import type pg from 'pg'
import { Refusal } from '#contract/kit/failure.ts'
import { factsOf } from '#server/kit/http/caller.ts'
import type { Authenticate } from '#server/kit/http/route.ts'
import { inTransaction, type Pool } from '#server/platform/database.ts'
import {
  defaultIdentitySettings,
  type IdentitySettings,
  type SessionSettings,
} from '#server/platform/identity-configuration.ts'
import type { SecretsManager } from '#server/platform/secrets.ts'
import { type Access, type AccessCache, createAccessCache } from './access-cache.ts'
import { listenForAccess, type News } from './access-news.ts'
import { type AccessTokens, createAccessTokens } from './access-token.ts'
import { accessByKey } from './api-key/key-access.ts'
import { createKeyGuard, type KeyGuard } from './api-key/key-guard.ts'
import { isKeySecret } from './api-key/key-secret.ts'
import { createKeyUse, type KeyUse } from './api-key/key-use.ts'
import { createFactorKeys, type FactorKeys } from './factor/factor-keys.ts'
import { hearOwnAccessNews } from './own-access-news.ts'
import { createPasswords, type PasswordCost, type Passwords } from './password.ts'
import { digestOf, seenEvery, sessionLimits, sessionSecret } from './session.ts'
import { identityFrom, type StoredIdentity } from './stored-identity.ts'
import type { AddressKeys } from '#server/platform/address-keys.ts'
import { addressKeysOf, openTokenKeys, type TokenKeys } from './token/token-keys.ts'

export interface AuthenticatorParts {
  readonly pool: Pool
  /** Where a pooler stands before the database: the address past it. */
  readonly listenUrl?: string | undefined
  readonly secrets: SecretsManager
  readonly now: () => Date
  readonly log: FastifyBaseLogger
  /** True where cookies are only for HTTPS. */
  readonly isSecure: boolean
  /** Only tests say so, since theirs is cheaper. */
  readonly passwordCost?: PasswordCost
  /** Attempts to sign in from one address in a minute. */
  readonly attemptsPerMinute?: number
  /** The defaults of a machine of one's own unless said. */
  readonly identity?: IdentitySettings
}

export interface Authenticator {
  readonly authenticate: Authenticate
  /** The whole of it, with the session; null where nobody is signed in. A look does not prolong it. */
  accessOf(request: FastifyRequest, as?: 'use' | 'look'): Promise<Access | null>
  /** What an access token opens just now, read anew. */
  accessByToken(token: string): Promise<Access | null>
  /** Tests and notes each use of an API key. */
  readonly guard: KeyGuard
  readonly keyUse: KeyUse
  readonly passwords: Passwords
  readonly tokens: AccessTokens
  /** What addresses of files are signed with. */
  readonly addressKeys: AddressKeys
  readonly factorKeys: FactorKeys
  readonly settings: IdentitySettings
  readonly isSecure: boolean
  readonly attemptsPerMinute: number
  stop(): Promise<void>
}

export async function createAuthenticator(parts: AuthenticatorParts): Promise<Authenticator> {
  const { pool, secrets, now, log, identity: settings = defaultIdentitySettings } = parts
  const keys = await openTokenKeys(secrets)
  const tokens = createAccessTokens(keys, now, settings.tokens)
  const cache = createAccessCache(now)
  const factorKeys = createFactorKeys(secrets)
  const news = newsFor(cache, keys, log)
  const stopHearing = hearOwnAccessNews(pool, news)
  const listening = await listenForAccess(listeningAddress(parts), news, log)
  const keyUse = createKeyUse(pool, now, log)
  const guard = createKeyGuard(pool, keyUse, now)

  async function accessOf(request: FastifyRequest, as: 'use' | 'look' = 'use'): Promise<Access | null> {
    const byProgram = programSecret(request)
    const secret = byProgram ?? sessionSecret(request)
    if (secret === null) return null
    const digest = digestOf(secret)
    const load = () => {
      if (byProgram === null) return accessBySession(digest, pool, now())
      return isKeySecret(secret)
        ? accessByKey(digest, pool, now())
        : accessByToken(secret, tokens, pool, now())
    }
    const access = await cache.get(digest.toString('base64url'), load)
    if (access === null || isOver(access, now().getTime(), settings.sessions)) {
      if (byProgram === null) return null
      if (isKeySecret(secret)) keyUse.refused(digest, null, factsOf(request))
      return expired()
    }
    if (access.key !== undefined) await guard.admit(access.key, request)
    if (access.csrfToken !== null) {
      mustComeFromUs(request, access.csrfToken)
      // What a page asks by the clock is no sign of a person in front of it (SES-12).
      const isUse = as === 'use' && request.headers['x-unattended'] === undefined
      if (isUse) await noteUse(access, parts)
    }
    return access
  }

  return {
    authenticate: async (request) => (await accessOf(request))?.identity ?? null,
    accessOf,
    accessByToken: (token) => accessByToken(token, tokens, pool, now()),
    guard,
    keyUse,
    tokens,
    addressKeys: addressKeysOf(keys),
    factorKeys,
    settings,
    passwords: createPasswords(parts.passwordCost ?? settings.passwordCost),
    isSecure: parts.isSecure,
    attemptsPerMinute: parts.attemptsPerMinute ?? 60,
    async stop() {
      stopHearing()
      await keyUse.stop()
      await listening.stop()
    },
  }
}

function newsFor(cache: AccessCache, keys: TokenKeys, log: FastifyBaseLogger): News {
  const reloadKeys = () => void readKeysAnew(keys, cache, log)
  return {
    changed: (tenantId) => (tenantId === null ? cache.forgetAll() : cache.forget(tenantId)),
    secretChanged: reloadKeys,
    hearing(isHearing) {
      cache.trust(isHearing)
      if (isHearing) reloadKeys()
    },
  }
}

/** Awaited, so that a server which reads the session next finds it in use; once a minute nobody minds. */
async function noteUse(access: Access, { pool, now, log }: AuthenticatorParts): Promise<void> {
  const instant = now()
  if (instant.getTime() - access.lastSeenAt < seenEvery) return
  access.lastSeenAt = instant.getTime()
  try {
    await writeUse(access, pool, instant)
  } catch (error) {
    log.warn(error, 'the use of a session was not noted')
  }
}

/** What a dropped key signed must not live on in memory. */
async function readKeysAnew(keys: TokenKeys, cache: AccessCache, log: FastifyBaseLogger): Promise<void> {
  try {
    await keys.reload()
  } catch (error) {
    log.error(error, 'the keys of access tokens could not be read anew')
  }
  cache.forgetAll()
}

function listeningAddress({ pool, listenUrl }: AuthenticatorParts): pg.ClientConfig {
  return listenUrl === undefined ? pool.options : { connectionString: listenUrl }
}

/**
 * The token or key of a program, null where it sends none. One that is no good is refused even where nobody
 * would have to be signed in.
 */
function programSecret({ headers }: FastifyRequest): string | null {
  const { authorization, 'x-api-key': key } = headers
  if (authorization !== undefined) return /^Bearer +([\w.~+/=-]+)$/i.exec(authorization)?.[1] ?? expired()
  if (key === undefined) return null
  return typeof key === 'string' && isKeySecret(key) ? key : expired()
}

function expired(): never {
  throw new Refusal('kit.session_expired')
}

function isOver(access: Access, instant: number, settings: SessionSettings): boolean {
  if (instant >= access.expiresAt) return true
  const { idle } = sessionLimits(access.identity, settings)
  return access.csrfToken !== null && instant - access.lastSeenAt >= idle
}

async function accessByToken(
  token: string,
  tokens: AccessTokens,
  pool: Pool,
  now: Date,
): Promise<Access | null> {
  const claims = await tokens.verify(token)
  if (claims === null) return null
  const { key, tokenId, expiresAt, familyId: id } = claims
  if (key !== null) return accessByKey(key.keyDigest, pool, now, { tokenId, scopes: key.scopes, expiresAt })
  const text = 'select kontor.identity_by_token($1, $2, $3, $4) as identity'
  const { rows } = await pool.query<{ identity: StoredIdentity | null }>({
    name: 'identity_by_token',
    text,
    values: [claims.tenantId, claims.userId, id, tokenId],
  })
  const stored = rows[0]?.identity
  if (!stored || id === null) return null
  return {
    identity: { ...identityFrom(stored), accessId: id },
    id,
    csrfToken: null,
    expiresAt,
    lastSeenAt: 0,
  }
}

interface StoredSession {
  readonly session_id: string
  readonly csrf_token: string
  readonly last_seen_at: string
  readonly expires_at: string
  readonly identity: StoredIdentity | null
}

async function accessBySession(digest: Buffer, pool: Pool, now: Date): Promise<Access | null> {
  const text = `select session_id, csrf_token, last_seen_at, expires_at, identity
    from kontor.session_by_digest($1, $2)`
  const { rows } = await pool.query<StoredSession>({
    name: 'session_by_digest',
    text,
    values: [digest, now.toISOString()],
  })
  const [session] = rows
  if (!session?.identity) return null
  return {
    identity: { ...identityFrom(session.identity), accessId: session.session_id },
    id: session.session_id,
    csrfToken: session.csrf_token,
    expiresAt: Date.parse(session.expires_at),
    lastSeenAt: Date.parse(session.last_seen_at),
  }
}

async function writeUse({ identity, id }: Access, pool: Pool, instant: Date): Promise<void> {
  const { tenantId, userId } = identity
  const settings = { tenantId, organizationId: null, organizationIds: [], usableIds: [], userId }
  await inTransaction(pool, settings, ({ rows }) =>
    rows('update user_session set last_seen_at = $3 where tenant_id = $1 and id = $2', [
      tenantId,
      id,
      instant.toISOString(),
    ]),
  )
}

const harmless = new Set(['GET', 'HEAD', 'OPTIONS'])

/** A browser sends the cookie whoever made the page; only our own page knows the token. */
function mustComeFromUs(request: FastifyRequest, csrfToken: string): void {
  if (harmless.has(request.method)) return
  const given = digestOf(String(request.headers['x-csrf-token'] ?? ''))
  if (!timingSafeEqual(given, digestOf(csrfToken))) throw new Refusal('kit.csrf')
}
