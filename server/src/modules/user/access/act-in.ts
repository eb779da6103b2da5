/** An operator of the installation enters another tenant: for a time, for a reason, told in both (RULINGS 4). */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isObject, textIn } from '#contract/kit/field/value.ts'
import { type Fault, Refusal } from '#contract/kit/failure.ts'
import { inContext } from '#server/kit/in-context.ts'
import { callerOf, factsOf } from '#server/kit/http/caller.ts'
import { openSession, openTokens } from '#server/modules/user/open-session.ts'
import type { RawParts, RawRoute } from '#server/modules/user/raw-route.ts'
import { clearSessionCookie, setSessionCookie } from '#server/modules/user/session.ts'
import { sessionAnswer } from '#server/modules/user/session-answer.ts'
import { identityFrom, type StoredIdentity } from '#server/modules/user/stored-identity.ts'
import { inTransaction } from '#server/platform/database.ts'

export const actInRoutes: readonly RawRoute[] = [
  {
    method: 'POST',
    path: '/api/v1/access/act-in/',
    permission: 'signed-in',
    isLimited: true,
    summary: 'An operator of the installation enters another tenant, with a reason and for at most 8 hours.',
    run: actIn,
  },
  {
    method: 'POST',
    path: '/api/v1/access/act-in/end/',
    permission: 'signed-in',
    summary: 'Ends acting in another tenant, with its sessions and tokens.',
    run: endActing,
  },
]

const hour = 60 * 60_000
const actInText = 'select kontor.act_in($1, $2, $3, $4, $5) as identity'

async function actIn(parts: RawParts, request: FastifyRequest, reply: FastifyReply) {
  const { server, authenticator } = parts
  const caller = await callerOf(request, server.authenticate, false)
  const now = server.now()
  const { organization, reason, endsAt } = stepFrom(request.body, now)
  const [row] = await inContext(server.pool, caller, now, (ctx) =>
    ctx.rows<{ identity: StoredIdentity }>(actInText, [
      organization,
      reason,
      endsAt.toISOString(),
      now.toISOString(),
      JSON.stringify(traceOf(request)),
    ]),
  )
  const identity = identityFrom((row as { identity: StoredIdentity }).identity)
  const { tenantId, organizationIds, usableIds, userId } = identity
  const settings = { tenantId, organizationId: null, organizationIds, usableIds, userId }
  const [facts, byToken] = [factsOf(request), request.headers.authorization !== undefined]
  return inTransaction(server.pool, settings, async (transaction) => {
    if (byToken) return openTokens(identity, transaction, authenticator.tokens, facts, now)
    const opened = await openSession(identity, transaction, facts, now, authenticator.settings.sessions)
    const lifetime = Math.min(opened.lifetime, endsAt.getTime() - now.getTime())
    setSessionCookie(reply, opened.secret, lifetime, authenticator.isSecure)
    return sessionAnswer(identity, opened.csrfToken)
  })
}

async function endActing(parts: RawParts, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { server, authenticator } = parts
  const caller = await callerOf(request, server.authenticate, false)
  const now = server.now()
  await inContext(server.pool, caller, now, ({ rows }) =>
    rows('select kontor.end_acting($1, $2)', [now.toISOString(), JSON.stringify(traceOf(request))]),
  )
  clearSessionCookie(reply, authenticator.isSecure)
}

function traceOf(request: FastifyRequest) {
  const { address, device, id } = factsOf(request)
  return { ip_address: address, device, request_id: id }
}

/** An hour unless said. */
function stepFrom(body: unknown, now: Date) {
  const { organization, reason, ends_at: end } = isObject(body) ? body : {}
  const faults: Fault[] = []
  for (const [name, value] of Object.entries({ organization, reason })) {
    if (typeof value !== 'string' || value.trim() === '')
      faults.push({ pointer: `/${name}`, code: 'kit.required' })
  }
  const endsAt = end === undefined ? new Date(now.getTime() + hour) : new Date(textIn(end))
  const isWithin = endsAt.getTime() > now.getTime() && endsAt.getTime() <= now.getTime() + 8 * hour
  if (!isWithin) faults.push({ pointer: '/ends_at', code: 'user.acting_time' })
  if (faults.length > 0) throw new Refusal('kit.invalid', {}, faults)
  return { organization: String(organization), reason: String(reason).trim(), endsAt }
}
