/** Access tokens of programs: short-lived JWT signed with Ed25519, naming the key that signed them. */
import { hash, type KeyObject, randomUUID } from 'node:crypto'
import { decodeProtectedHeader, errors, type JWTPayload, jwtVerify, SignJWT } from 'jose'
import { isUuid } from '#contract/kit/field/value.ts'
import { defaultIdentitySettings, type TokenSettings } from '#server/platform/identity-configuration.ts'
import type { TokenKeys } from './token/token-keys.ts'

export interface TokenClaims {
  readonly userId: string
  readonly tenantId: string
  /** The family of refresh tokens it came with; ends when that is revoked. */
  readonly familyId: string
}

/** Of a program that exchanged its API key: the key's digest tells nobody the key. */
export interface KeyClaims {
  readonly userId: string
  readonly tenantId: string
  readonly keyDigest: Buffer
  readonly scopes: readonly string[]
}

/** What a token of ours says that is still good. */
export interface VerifiedToken {
  readonly userId: string
  readonly tenantId: string
  /** Null where it came from a key. */
  readonly familyId: string | null
  readonly key: Pick<KeyClaims, 'keyDigest' | 'scopes'> | null
  readonly tokenId: string
  /** Milliseconds. */
  readonly expiresAt: number
}

export interface AccessTokens {
  readonly lifetimes: TokenSettings
  sign(claims: TokenClaims | KeyClaims): Promise<string>
  /** Null for anything but a token of ours that is still good. */
  verify(token: string): Promise<VerifiedToken | null>
}

/** However it is set, none lives longer: so long an earlier key is kept. */
export const longestAccessSeconds = 60 * 60

const issuer = 'kontor'
const audience = 'kontor-api'
const type = 'at+jwt'
const longestToken = 2000
/** A process signs with the earlier key until it hears of the new one. */
const hearsWithinSeconds = 60
/** Some megabytes of payloads. */
const mostVerified = 10_000

interface Verified {
  readonly publicKey: KeyObject
  readonly payload: JWTPayload
}

/** By digest of the token: whoever reads this memory has no token. */
type VerifiedBefore = Map<string, Verified>

export function createAccessTokens(
  keys: TokenKeys,
  now: () => Date,
  lifetimes: TokenSettings = defaultIdentitySettings.tokens,
): AccessTokens {
  const before: VerifiedBefore = new Map()
  return {
    lifetimes,
    sign(claims) {
      const issuedAt = Math.floor(now().getTime() / 1000)
      const { id, privateKey } = keys.active()
      return new SignJWT({ tenant: claims.tenantId, ...originOf(claims) })
        .setProtectedHeader({ alg: 'EdDSA', typ: type, kid: id })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(claims.userId)
        .setJti(randomUUID())
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + lifetimes.accessSeconds)
        .sign(privateKey)
    },

    async verify(token) {
      if (token.length > longestToken) return null
      try {
        return await verifyBy(keys, token, now(), lifetimes, before)
      } catch (error) {
        if (error instanceof errors.JOSEError) return null
        throw error
      }
    },
  }
}

async function verifyBy(
  keys: TokenKeys,
  token: string,
  now: Date,
  { accessSeconds }: TokenSettings,
  before: VerifiedBefore,
): Promise<VerifiedToken | null> {
  const id = keyIdOf(token)
  const key = id === null ? null : await keys.find(id)
  if (key === null) return null
  const payload = await payloadOf(token, key.publicKey, now, before)
  const { sub, tenant, jti, iat, exp } = payload
  if (typeof exp !== 'number' || typeof iat !== 'number' || exp - iat > accessSeconds) return null
  // Whoever finds a retired key can sign nothing that is still good.
  const lastIssue = key.retiredAt === null ? Infinity : key.retiredAt / 1000 + hearsWithinSeconds
  if (iat > lastIssue) return null
  const origin = originFrom(payload)
  const ids = [sub, tenant, jti]
  if (origin === null || !ids.every(isId)) return null
  const [userId = '', tenantId = '', tokenId = ''] = ids
  return { userId, tenantId, tokenId, expiresAt: exp * 1000, ...origin }
}

/**
 * A program sends one token with every request, and to prove a signature is a good part of what a short one takes:
 * it is proved once for as long as its key is the same. All else is asked of the payload each time.
 */
async function payloadOf(token: string, publicKey: KeyObject, now: Date, before: VerifiedBefore) {
  const digest = hash('sha256', token)
  const known = before.get(digest)
  const isOver = (known?.payload.exp ?? 0) <= Math.floor(now.getTime() / 1000)
  if (known?.publicKey === publicKey && !isOver) return known.payload
  const rules = { algorithms: ['EdDSA'], issuer, audience, typ: type, currentDate: now }
  const { payload } = await jwtVerify(token, publicKey, rules)
  if (before.size >= mostVerified) before.clear()
  before.set(digest, { publicKey, payload })
  return payload
}

const isId = (id: unknown): id is string => typeof id === 'string' && isUuid(id)

/** What a token lives by: a family of refresh tokens, or an API key. */
function originOf(claims: TokenClaims | KeyClaims): JWTPayload {
  if ('familyId' in claims) return { session: claims.familyId }
  return { key: claims.keyDigest.toString('base64url'), scope: claims.scopes.join(' ') }
}

function originFrom({ session, key, scope }: JWTPayload): Pick<VerifiedToken, 'familyId' | 'key'> | null {
  if (key === undefined) return isId(session) ? { familyId: session, key: null } : null
  if (typeof key !== 'string' || typeof scope !== 'string' || session !== undefined) return null
  return { familyId: null, key: { keyDigest: Buffer.from(key, 'base64url'), scopes: scope.split(' ') } }
}

function keyIdOf(token: string): string | null {
  try {
    const { kid } = decodeProtectedHeader(token)
    return typeof kid === 'string' ? kid : null
  } catch {
    return null
  }
}
