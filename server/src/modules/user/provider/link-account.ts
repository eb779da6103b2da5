/** One's own account and a provider: the link is made in the session that asked for it, just confirmed, and once. */
import type { FastifyRequest } from 'fastify'
import { refuse } from '#contract/user/failures.ts'
import type { Context } from '#server/kit/context.ts'
import { inContext } from '#server/kit/in-context.ts'
import { callerFor, mustBeSignedIn } from '#server/modules/user/auth-route.ts'
import { originOf } from '#server/modules/user/entering.ts'
import { writeToUser } from '#server/modules/user/factor/parts.ts'
import type { RawParts } from '#server/modules/user/raw-route.ts'
import { mustBeConfirmed } from '#server/modules/user/session/confirmed.ts'
import type { Provider } from './enter-by-provider.ts'
import type { Claims } from './oidc.ts'

/** Runs `work` for whoever is signed in, if he has just proven who he is. */
export async function inAccount<T>(
  { server, authenticator }: RawParts,
  request: FastifyRequest,
  work: (ctx: Context, accessId: string) => Promise<T>,
): Promise<T> {
  const access = await mustBeSignedIn(authenticator, request)
  return inContext(server.pool, callerFor(access, request), server.now(), async (ctx) => {
    await mustBeConfirmed(ctx.identity, ctx.rows, ctx.now)
    return work(ctx, access.id)
  })
}

/** A subject is one user here, and a user one subject of each provider. */
export async function mustBeFree(providerId: string, subject: string | null, ctx: Context): Promise<void> {
  const { identity, tenantId, rows } = ctx
  const found = await rows<{ user_id: string }>(
    `select user_id from external_identity
    where tenant_id = $1 and provider_id = $2 and (user_id = $3 or subject = $4)`,
    [tenantId, providerId, identity.userId, subject],
  )
  if (found.some(({ user_id: id }) => id === identity.userId)) refuse('user.link_exists')
  if (found.length > 0) refuse('user.link_taken')
}

/** The second half, when the browser comes back: in the same session, and still just confirmed. */
export function linkAccount(
  parts: RawParts,
  request: FastifyRequest,
  known: Provider,
  claims: Claims,
  begunBy?: string,
): Promise<void> {
  const { provider, tenantId } = known
  return inAccount(parts, request, async (ctx, accessId) => {
    const { identity, rows, now } = ctx
    if (tenantId !== identity.tenantId || (begunBy ?? accessId) !== accessId) refuse('user.link_refused')
    mustBeOfItsDomains(provider.email_domains, claims)
    // Two who bring the same subject wait for one another.
    const lock = 'select pg_advisory_xact_lock(hashtextextended($1, 0))'
    await rows(lock, [`subject ${provider.id} ${claims.subject}`])
    await mustBeFree(provider.id, claims.subject, ctx)
    const context = JSON.stringify({ ...originOf(ctx.request), method: provider.kind })
    const values = [provider.id, identity.userId, claims.subject, now.toISOString(), context]
    await rows('select kontor.link_identity($1, $2, $3, $4, $5)', values)
    await writeToUser('provider_linked', identity, rows, { provider: provider.name })
  })
}

/** Where the company trusts some addresses only, it does so whoever makes the link. */
function mustBeOfItsDomains(domains: readonly string[], { email, isEmailVerified }: Claims): void {
  const address = isEmailVerified ? (email ?? '').toLowerCase() : ''
  const isOne = domains.some((domain) => address.endsWith(`@${domain.toLowerCase()}`))
  if (domains.length > 0 && !isOne) refuse('user.link_refused')
}
