/** Signing in and out, straight on Fastify: it runs before anybody is known, and keeps no key of a repeat. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isUuid } from '#contract/kit/field/check.ts'
import { Refusal } from '#contract/kit/failure.ts'
import { writeAudit } from '#server/kit/audit.ts'
import { type Caller, inContext } from '#server/kit/context.ts'
import { factsOf } from '#server/kit/http/caller.ts'
import type { Server } from '#server/kit/http/route.ts'
import type { Access } from './access-cache.ts'
import { forgetTenant } from './access-changed.ts'
import type { Authenticator } from './authenticator.ts'
import { openSession, openTokens } from './open-session.ts'
import { refreshTokens } from './refresh-tokens.ts'
import { clearSessionCookie, setSessionCookie } from './session.ts'
import { sessionAnswer } from './session-answer.ts'
import { changeOwnPassword, setUserPassword } from './set-password.ts'
import { credentialsFrom, signIn } from './sign-in.ts'

interface AuthRoute {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly aliases?: readonly string[]
  /** `open`, `signed-in` or the permission it needs. */
  readonly permission: string
  /** Guesses at a secret are counted by address. */
  readonly isLimited?: boolean
  readonly summary: string
  readonly run: (parts: Parts, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>
}

interface Parts {
  readonly server: Server
  readonly authenticator: Authenticator
}

/** As data, so that the description of the API can list them beside the kit's own. */
export const authRoutes: readonly AuthRoute[] = [
  {
    method: 'POST',
    path: '/api/v1/auth/login/',
    permission: 'open',
    isLimited: true,
    summary: 'Signs a browser in by name and password; the answer sets the session cookie.',
    run: logIn,
  },
  {
    method: 'GET',
    path: '/api/v1/auth/session/',
    permission: 'signed-in',
    summary: 'Tells who is signed in and what they may do where.',
    run: tellSession,
  },
  {
    method: 'POST',
    path: '/api/v1/auth/logout/',
    permission: 'open',
    summary: 'Ends the session, or the tokens of the family that the access token belongs to.',
    run: logOut,
  },
  {
    method: 'POST',
    path: '/api/v1/auth/token/',
    aliases: ['/auth/token/'],
    permission: 'open',
    isLimited: true,
    summary: 'Gives a program an access token and a refresh token for name and password.',
    run: giveTokens,
  },
  {
    method: 'POST',
    path: '/api/v1/auth/token/refresh/',
    aliases: ['/auth/refresh/'],
    permission: 'open',
    isLimited: true,
    summary: 'Exchanges a refresh token for the next pair; each serves once.',
    run: ({ server, authenticator }, request) =>
      refreshTokens(server.pool, authenticator.tokens, request.body, factsOf(request), server.now()),
  },
  {
    method: 'POST',
    path: '/api/v1/auth/password/change/',
    permission: 'signed-in',
    isLimited: true,
    summary: 'Changes your own password and ends your other sessions.',
    run: changePassword,
  },
  {
    method: 'POST',
    path: '/api/v1/users/:key/set-password/',
    permission: 'user.change_useraccount',
    isLimited: true,
    summary: 'Gives a user a password and ends all of his sessions.',
    run: givePassword,
  },
]

export async function addAuthRoutes(server: Server, authenticator: Authenticator): Promise<void> {
  const { application } = server
  const limit = {
    max: authenticator.attemptsPerMinute,
    timeWindow: 60_000,
    groupId: 'sign-in',
    errorResponseBuilder: (_request: FastifyRequest, { ttl }: { ttl: number }) =>
      new Refusal('kit.too_many_requests', { seconds: Math.ceil(ttl / 1000) }),
  }
  const parts = { server, authenticator }
  for (const route of authRoutes) {
    for (const url of [route.path, ...(route.aliases ?? [])]) {
      application.route({
        method: route.method,
        url,
        config: route.isLimited ? { rateLimit: limit } : {},
        handler: async (request, reply) => {
          reply.header('cache-control', 'no-store')
          const answer = await route.run(parts, request, reply)
          return answer === undefined ? reply.status(204).send() : answer
        },
      })
    }
  }
}

async function logIn({ server, authenticator }: Parts, request: FastifyRequest, reply: FastifyReply) {
  mustNotComeFromElsewhere(request)
  const [facts, now] = [factsOf(request), server.now()]
  const { identity, opened } = await signIn(
    server.pool,
    authenticator.passwords,
    credentialsFrom(request.body),
    facts,
    now,
    (who, transaction) => openSession(who, transaction, facts, now),
  )
  setSessionCookie(reply, opened.secret, opened.lifetime, authenticator.isSecure)
  return sessionAnswer(identity, opened.csrfToken)
}

/** Another site must not sign a browser in, either: its user would work in a stranger's account. */
function mustNotComeFromElsewhere(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site']
  if (site === 'cross-site' || site === 'same-site') throw new Refusal('kit.csrf')
}

async function giveTokens({ server, authenticator }: Parts, request: FastifyRequest) {
  const [facts, now] = [factsOf(request), server.now()]
  const { opened } = await signIn(
    server.pool,
    authenticator.passwords,
    credentialsFrom(request.body),
    facts,
    now,
    (identity, transaction) => openTokens(identity, transaction, authenticator.tokens, facts, now),
  )
  return opened
}

async function tellSession({ authenticator }: Parts, request: FastifyRequest) {
  const { identity, csrfToken } = await mustBeSignedIn(authenticator, request)
  return sessionAnswer(identity, csrfToken)
}

async function mustBeSignedIn(authenticator: Authenticator, request: FastifyRequest): Promise<Access> {
  const access = await authenticator.accessOf(request)
  if (access === null) throw new Refusal('kit.not_signed_in')
  return access
}

/** Good also where the session is over already; then nothing is written (AUD-25). */
async function logOut(
  { server, authenticator }: Parts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const access = await authenticator.accessOf(request)
  clearSessionCookie(reply, authenticator.isSecure)
  if (access === null) return
  const { identity, id } = access
  await inContext(server.pool, callerFor(access, request), server.now(), async (ctx) => {
    const [table, key] = access.csrfToken === null ? ['refresh_token', 'family_id'] : ['user_session', 'id']
    const ended = access.csrfToken === null ? 'revoked_at' : 'ended_at'
    const text = `update ${table} set ${ended} = $3 where tenant_id = $1 and ${key} = $2 and ${ended} is null`
    await Promise.all([
      ctx.rows(text, [ctx.tenantId, id, ctx.now.toISOString()]),
      ...writeAudit(
        [
          {
            action: 'LOGOUT',
            record: 'user.user_account',
            recordId: identity.userId,
            label: identity.userName,
            organizationId: null,
            changes: null,
          },
        ],
        ctx,
      ),
    ])
    ctx.afterCommit(() => forgetTenant(identity.tenantId))
  })
}

function callerFor({ identity }: Access, request: FastifyRequest): Caller {
  return { identity, organizationId: null, request: factsOf(request) }
}

async function changePassword({ server, authenticator }: Parts, request: FastifyRequest): Promise<void> {
  const access = await mustBeSignedIn(authenticator, request)
  const caller = callerFor(access, request)
  await changeOwnPassword(server, authenticator.passwords, caller, access, request.body)
}

async function givePassword({ server, authenticator }: Parts, request: FastifyRequest): Promise<void> {
  const caller = callerFor(await mustBeSignedIn(authenticator, request), request)
  const { key = '' } = request.params as { key?: string }
  if (!isUuid(key)) throw new Refusal('kit.not_found')
  await setUserPassword(server, authenticator.passwords, caller, key, request.body)
}
