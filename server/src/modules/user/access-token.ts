/** Access tokens of programs: short-lived JWT signed with Ed25519, naming the key that signed them. */
import { createHash, createPrivateKey, createPublicKey, hkdfSync, randomUUID } from 'node:crypto'
import { errors, jwtVerify, SignJWT } from 'jose'
import { isUuid } from '#contract/kit/field/check.ts'

export interface TokenClaims {
  readonly userId: string
  readonly tenantId: string
  /** The family of refresh tokens it came with; ends when that is revoked. */
  readonly familyId: string
}

export interface AccessTokens {
  sign(claims: TokenClaims): Promise<string>
  /** The claims and when they end, or null for anything but a token of ours that is still good. */
  verify(token: string): Promise<(TokenClaims & { readonly expiresAt: number }) | null>
}

export const accessTokenSeconds = 15 * 60

const issuer = 'kontor'
const audience = 'kontor-api'
const type = 'at+jwt'
const longestToken = 2000
/** What precedes the 32 bytes of an Ed25519 key in PKCS #8. */
const keyHead = Buffer.from('302e020100300506032b657004220420', 'hex')

/** `secret` may be any text of 32 characters or more: the key is derived from it. */
export function createAccessTokens(secret: string, now: () => Date): AccessTokens {
  const seed = Buffer.from(hkdfSync('sha256', secret, '', 'kontor access token', 32))
  const key = createPrivateKey({ key: Buffer.concat([keyHead, seed]), format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(key)
  const publicBytes = publicKey.export({ format: 'der', type: 'spki' })
  const keyId = createHash('sha256').update(publicBytes).digest('base64url').slice(0, 16)

  return {
    sign({ userId, tenantId, familyId }) {
      const issuedAt = Math.floor(now().getTime() / 1000)
      return new SignJWT({ tenant: tenantId, session: familyId })
        .setProtectedHeader({ alg: 'EdDSA', typ: type, kid: keyId })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(userId)
        .setJti(randomUUID())
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + accessTokenSeconds)
        .sign(key)
    },

    async verify(token) {
      if (token.length > longestToken) return null
      try {
        const rules = { algorithms: ['EdDSA'], issuer, audience, typ: type, currentDate: now() }
        const { payload, protectedHeader } = await jwtVerify(token, publicKey, rules)
        const { sub, tenant, session, exp } = payload
        if (protectedHeader.kid !== keyId || typeof exp !== 'number') return null
        const ids = [sub, tenant, session]
        if (!ids.every((id): id is string => typeof id === 'string' && isUuid(id))) return null
        const [userId = '', tenantId = '', familyId = ''] = ids
        return { userId, tenantId, familyId, expiresAt: exp * 1000 }
      } catch (error) {
        if (error instanceof errors.JOSEError) return null
        throw error
      }
    },
  }
}
