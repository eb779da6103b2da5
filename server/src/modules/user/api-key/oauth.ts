/** OAuth2 for programs: a key exchanged for a short token, tokens looked into and ended (RFC 6749, 7662, 7009). */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isObject, textIn } from '#contract/kit/field/value.ts'
import { Refusal } from '#contract/kit/failure.ts'
import { factsOf } from '#server/kit/http/caller.ts'
import { inTransaction, type Pool } from '#server/platform/database.ts'
import type { Access } from '#server/modules/user/access-cache.ts'
import type { Authenticator } from '#server/modules/user/authenticator.ts'
import type { RawParts, RawRoute } from '#server/modules/user/raw-route.ts'
import { digestOf } from '#server/modules/user/session.ts'
import { originOf } from '#server/modules/user/entering.ts'
import { accessByKey } from './key-access.ts'
import { isKeySecret, prefixOf } from './key-secret.ts'
import { covers } from './narrow.ts'

export const oauthRoutes: readonly RawRoute[] = [
  {
    method: 'POST',
    path: '/api/v1/oauth/token/',
    permission: 'open',
    isLimited: true,
    summary: 'Exchanges an API key for a short access token, narrowed to the scopes asked for.',
    run: giveToken,
  },
  {
    method: 'POST',
    path: '/api/v1/oauth/introspect/',
    permission: 'signed-in',
    isLimited: true,
    summary: 'Tells whether an access token of the caller’s company is good, whose it is and for what.',
    run: introspect,
  },
  {
    method: 'POST',
    path: '/api/v1/oauth/revoke/',
    permission: 'open',
    isLimited: true,
    summary: 'Ends the token that is sent, and with a refresh token its whole family.',
    run: revoke,
  },
]

/** Refusals in the words of RFC 6749. */
class OAuthRefusal {
  readonly status: number
  readonly error: string
  readonly description: string

  constructor(status: number, error: string, description: string) {
    this.status = status
    this.error = error
    this.description = description
  }
}

const invalidClient = () => new OAuthRefusal(401, 'invalid_client', 'The client or its secret is not right.')

type Given = Readonly<Record<string, unknown>>
const bodyOf = ({ body }: FastifyRequest): Given => (isObject(body) ? body : {})

async function giveToken(parts: RawParts, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  try {
    return await exchange(parts.server, parts.authenticator, request)
  } catch (error) {
    if (!(error instanceof OAuthRefusal)) throw error
    if (error.status === 401) reply.header('www-authenticate', 'Basic realm="Kontor"')
    reply.status(error.status)
    return { error: error.error, error_description: error.description }
  }
}

async function exchange(
  { pool, now }: RawParts['server'],
  authenticator: Authenticator,
  request: FastifyRequest,
): Promise<unknown> {
  const given = bodyOf(request)
  if (given.grant_type !== 'client_credentials') {
    throw new OAuthRefusal(400, 'unsupported_grant_type', 'Only client_credentials is given here.')
  }
  const { id, secret } = clientFrom(given, request)
  if (!isKeySecret(secret)) throw invalidClient()
  const digest = digestOf(secret)
  const access = await accessByKey(digest, pool, now())
  const key = access?.key
  if (access === null || key === undefined || (key.id !== id && prefixOf(secret) !== id)) {
    if (access === null) authenticator.keyUse.refused(digest, null, factsOf(request))
    throw invalidClient()
  }
  await authenticator.guard.admit(key, request)
  const scopes = scopesFrom(given.scope, key.scopes)
  const { userId, tenantId } = access.identity
  const token = await authenticator.tokens.sign({ userId, tenantId, keyDigest: digest, scopes })
  if (token.length > 2000) throw new OAuthRefusal(400, 'invalid_scope', 'Ask for fewer scopes.')
  await noteIssue(pool, access, scopes, request)
  const scope = scopes.join(' ')
  const { accessSeconds } = authenticator.tokens.lifetimes
  return { access_token: token, token_type: 'Bearer', expires_in: accessSeconds, scope }
}

/** In the header, as the standard prefers, or in the body. */
function clientFrom(given: Given, { headers }: FastifyRequest): { id: string; secret: string } {
  const basic = /^Basic +([\w+/=-]+)$/i.exec(headers.authorization ?? '')?.[1]
  if (basic === undefined) return { id: textIn(given.client_id), secret: textIn(given.client_secret) }
  const [id = '', secret = ''] = Buffer.from(basic, 'base64').toString().split(':')
  try {
    return { id: decodeURIComponent(id), secret: decodeURIComponent(secret) }
  } catch {
    throw invalidClient()
  }
}

/** None asked for: all that the key has. */
function scopesFrom(asked: unknown, held: readonly string[]): readonly string[] {
  if (asked === undefined || asked === '') return held
  const scopes = String(asked)
    .split(' ')
    .filter((scope) => scope !== '')
  const beyond = scopes.filter((scope) => !covers(held, scope))
  if (beyond.length > 0) {
    throw new OAuthRefusal(400, 'invalid_scope', `Outside the scope of the key: ${beyond.join(' ')}`)
  }
  return scopes
}

const settingsOf = (tenantId: string, userId: string | null = null) => ({
  tenantId,
  organizationId: null,
  organizationIds: [],
  usableIds: [],
  userId,
})

async function noteIssue(
  pool: Pool,
  { identity, id }: Access,
  scopes: readonly string[],
  request: FastifyRequest,
): Promise<void> {
  const { tenantId, userId, displayName } = identity
  const context = { ...originOf(factsOf(request)), scope: scopes.join(' ') }
  const text = `insert into audit_log (tenant_id, user_id, actor_name, action, record, record_id, context)
    values ($1, $2, $3, 'TOKEN_ISSUED', 'user.api_key', $4, $5)`
  await inTransaction(pool, settingsOf(tenantId, userId), ({ rows }) =>
    rows(text, [tenantId, userId, displayName, id, JSON.stringify(context)]),
  )
}

async function introspect({ authenticator }: RawParts, request: FastifyRequest): Promise<unknown> {
  const caller = await authenticator.accessOf(request)
  if (caller === null) throw new Refusal('kit.not_signed_in')
  const token = textIn(bodyOf(request).token)
  const claims = await authenticator.tokens.verify(token)
  if (claims === null || claims.tenantId !== caller.identity.tenantId) return { active: false }
  const access = await authenticator.accessByToken(token)
  if (access === null) return { active: false }
  return {
    active: true,
    token_type: 'Bearer',
    sub: claims.userId,
    username: access.identity.userName,
    client_id: access.key?.id ?? null,
    scope: claims.key === null ? '*' : claims.key.scopes.join(' '),
    exp: claims.expiresAt / 1000,
    jti: claims.tokenId,
  }
}

/** Whoever holds a token may end it; what is none is no error, since it opens nothing. */
async function revoke({ server, authenticator }: RawParts, request: FastifyRequest, reply: FastifyReply) {
  const token = textIn(bodyOf(request).token)
  const claims = await authenticator.tokens.verify(token)
  const context = JSON.stringify(originOf(factsOf(request)))
  if (claims !== null) {
    const text = `with revoked as (
        insert into revoked_token (tenant_id, token_id) values ($1, $2) on conflict do nothing returning token_id)
      insert into audit_log (tenant_id, user_id, action, record, record_id, changes, context)
      select $1, $3::uuid, 'TOKEN_REVOKED', 'user.user_account', $3::text,
        jsonb_build_object('token', jsonb_build_object('old', token_id, 'new', null)), $4
      from revoked`
    await inTransaction(server.pool, settingsOf(claims.tenantId, claims.userId), ({ rows }) =>
      rows(text, [claims.tenantId, claims.tokenId, claims.userId, context]),
    )
  } else if (token !== '') {
    const text = 'select kontor.revoke_refresh_token($1, $2, $3)'
    await server.pool.query(text, [digestOf(token), server.now().toISOString(), context])
  }
  reply.status(200)
  return {}
}
