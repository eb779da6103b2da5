/** Signing in and out, straight on Fastify: it runs before anybody is known, and keeps no key of a repeat. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isUuid } from '#contract/kit/field/value.ts'
import { Refusal } from '#contract/kit/failure.ts'
import { writeAudit } from '#server/kit/audit.ts'
import { inContext } from '#server/kit/in-context.ts'
import { factsOf } from '#server/kit/http/caller.ts'
import type { Server } from '#server/kit/http/route.ts'
import { routeLimit } from '#server/platform/rate-limits.ts'
import { type AuthRoute, callerFor, mustBeSignedIn, type Parts } from './auth-route.ts'
import { givenPassword, ownPassword, refreshToken, session, tokenPair } from './auth-schemas.ts'
import type { Authenticator } from './authenticator.ts'
import { disableTotpRoute } from './factor/disable-totp.ts'
import { factorRoutes } from './factor/factor-routes.ts'
import { passkeyRoutes } from './factor/passkey-routes.ts'
import { inviteRoutes } from './account/invite-routes.ts'
import { registerRoutes } from './account/register-routes.ts'
import { resetRoutes } from './account/reset-routes.ts'
import { refreshTokens } from './refresh-tokens.ts'
import { clearSessionCookie, sessionLimits } from './session.ts'
import { sessionAnswer } from './session-answer.ts'
import { confirmRoutes } from './session/confirm-routes.ts'
import { endAccess } from './session/end-access.ts'
import { ownSessionRoutes } from './session/own-sessions.ts'
import { watchSessionRoutes } from './session/watch-session.ts'
import { changeOwnPassword, setUserPassword } from './set-password.ts'
import { signInRoutes } from './sign-in-routes.ts'
import { refuseAlone } from './duties/refuse-alone.ts'

/** As data, so that the description of the API can list them beside the kit's own. */
export const authRoutes: readonly AuthRoute[] = [
  ...signInRoutes,
  ...factorRoutes,
  ...passkeyRoutes,
  disableTotpRoute,
  ...confirmRoutes,
  ...registerRoutes,
  ...resetRoutes,
  ...inviteRoutes,
  ...ownSessionRoutes,
  ...watchSessionRoutes,
  {
    method: 'GET',
    path: '/api/v1/auth/session/',
    permission: 'signed-in',
    summary: 'Tells who is signed in and what they may do where.',
    answer: session,
    run: tellSession,
  },
  {
    method: 'POST',
    path: '/api/v1/auth/logout/',
    permission: 'open',
    summary: 'Ends the session, or the tokens of the family that the access token belongs to.',
    body: null,
    answer: null,
    run: logOut,
  },
  {
    method: 'POST',
    path: '/api/v1/auth/token/refresh/',
    aliases: ['/auth/refresh/'],
    permission: 'open',
    isLimited: true,
    summary: 'Exchanges a refresh token for the next pair; each serves once.',
    body: refreshToken,
    answer: tokenPair,
    run: ({ server, authenticator }, request) =>
      refreshTokens(server.pool, authenticator.tokens, request.body, factsOf(request), server.now()),
  },
  {
    method: 'POST',
    path: '/api/v1/auth/password/change/',
    permission: 'signed-in',
    isLimited: true,
    summary: 'Changes your own password and ends your other sessions.',
    body: ownPassword,
    answer: null,
    run: changePassword,
  },
  {
    method: 'POST',
    path: '/api/v1/users/:key/set-password/',
    permission: 'user.change_useraccount',
    isLimited: true,
    summary: 'Gives a user a password, with `is_temporary` for one sign-in, and ends all of his sessions.',
    body: givenPassword,
    answer: null,
    run: givePassword,
  },
]

export async function addAuthRoutes(server: Server, authenticator: Authenticator): Promise<void> {
  const { application } = server
  const limit = routeLimit(authenticator.attemptsPerMinute, 'sign-in')
  const parts = { server, authenticator }
  for (const route of authRoutes) {
    for (const url of [route.path, ...(route.aliases ?? [])]) {
      application.route({
        method: route.method,
        url,
        config: route.isLimited ? { rateLimit: limit } : {},
        handler: async (request, reply) => {
          reply.header('cache-control', 'no-store')
          await refuseAlone(route, parts.server, request)
          const answer = await route.run(parts, request, reply)
          return answer === undefined ? reply.status(204).send() : answer
        },
      })
    }
  }
}

async function tellSession({ authenticator }: Parts, request: FastifyRequest) {
  const { identity, csrfToken, id, expiresAt } = await mustBeSignedIn(authenticator, request)
  const { idle } = sessionLimits(identity, authenticator.settings.sessions)
  // So that a screen can warn before it is over (SES-12).
  const times = {
    id,
    expires_at: new Date(expiresAt).toISOString(),
    idle_minutes: csrfToken === null ? null : idle / 60_000,
  }
  return { ...sessionAnswer(identity, csrfToken), session: times }
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
    const entry = {
      action: 'LOGOUT',
      record: 'user.user_account',
      recordId: identity.userId,
      label: identity.userName,
      organizationId: null,
      changes: null,
    }
    writeAudit([entry], ctx)
    await endAccess(identity.userId, [id], 'signed out', ctx)
  })
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
