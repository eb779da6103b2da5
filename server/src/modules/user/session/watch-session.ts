/** What an open page asks for from time to time: when its session ends, and whether an unusual one has begun. */
import type { FastifyRequest } from 'fastify'
import { isUuid } from '#contract/kit/field/value.ts'
import { Refusal } from '#contract/kit/failure.ts'
import type { Context } from '#server/kit/context.ts'
import { inContext } from '#server/kit/in-context.ts'
import type { Access } from '#server/modules/user/access-cache.ts'
import { asCaller, type AuthRoute, callerFor, keyOf, type Parts } from '#server/modules/user/auth-route.ts'
import { noteOwn } from '#server/modules/user/factor/parts.ts'
import { sessionLimits } from '#server/modules/user/session.ts'
import { deviceName } from './device-name.ts'

export const watchSessionRoutes: readonly AuthRoute[] = [
  {
    method: 'GET',
    path: '/api/v1/auth/session/watch/',
    permission: 'signed-in',
    summary: 'Tells when the session ends and which unusual ones are open beside it; asking is no use of it.',
    run: watch,
  },
  {
    method: 'POST',
    path: '/api/v1/auth/sessions/:key/vouch/',
    permission: 'signed-in',
    summary: 'Says that an unusual session is your own; not from an unusual one.',
    run: (parts, request) => asCaller(parts, request, (ctx, { id }) => vouch(keyOf(request), id, ctx)),
  },
]

interface Unusual {
  readonly id: string
  readonly created_at: string
  readonly address: string
  readonly device: string
}

/** A thief's session is not warned of the one it was stolen from, nor of itself. */
const unusualText = `select * from (
    select id, created_at, address, device from user_session
    where tenant_id = $1 and user_id = $2 and is_unusual and not is_vouched_for and ended_at is null
      and least(expires_at, last_seen_at + idle_limit) > $4
    union all
    select family_id, min(created_at), (array_agg(address order by created_at))[1],
      (array_agg(device order by created_at))[1]
    from refresh_token
    where tenant_id = $1 and user_id = $2 and revoked_at is null
    group by family_id
    having bool_or(is_unusual) and not bool_or(is_vouched_for) and max(expires_at) > $4) open
  where id <> $3 order by created_at desc, id limit 5`

async function watch({ server, authenticator }: Parts, request: FastifyRequest) {
  const access = await authenticator.accessOf(request, 'look')
  if (access === null) throw new Refusal('kit.not_signed_in')
  const now = server.now()
  const unusual = await inContext(server.pool, callerFor(access, request), now, (ctx) =>
    ctx.rows<Unusual>(unusualText, [ctx.tenantId, ctx.identity.userId, access.id, now.toISOString()]),
  )
  return {
    id: access.id,
    // Seconds and no instants: the clock of the screen may be another.
    ends_in_seconds: secondsUntil(access.expiresAt, now),
    idle_ends_in_seconds: idleEnd(access),
    unusual: unusual.map((row) => ({ ...row, ...deviceName(row.device) })),
  }

  function idleEnd({ csrfToken, identity, lastSeenAt }: Access): number | null {
    if (csrfToken === null) return null
    return secondsUntil(lastSeenAt + sessionLimits(identity, authenticator.settings.sessions).idle, now)
  }
}

const secondsUntil = (instant: number, now: Date) => Math.max(0, Math.floor((instant - now.getTime()) / 1000))

/** Whoever came in by an unusual session could vouch for himself otherwise. */
const vouchText = `with trusted as (
    select from user_session where tenant_id = $1 and id = $4 and not (is_unusual and not is_vouched_for)
    union all
    select from refresh_token where tenant_id = $1 and family_id = $4
    group by family_id having not bool_or(is_unusual) or bool_or(is_vouched_for)
  ), session as (
    update user_session set is_vouched_for = true
    where tenant_id = $1 and user_id = $2 and id = $3 and is_unusual and exists (select from trusted) returning id
  ), family as (
    update refresh_token set is_vouched_for = true
    where tenant_id = $1 and user_id = $2 and family_id = $3 and exists (select from trusted) returning id
  )
  select id from session union all select id from family`

async function vouch(
  id: string,
  current: string,
  { rows, identity, tenantId, request }: Context,
): Promise<void> {
  const values = [tenantId, identity.userId, id, current]
  const vouched = isUuid(id) ? await rows(vouchText, values) : []
  if (vouched.length === 0) throw new Refusal('kit.not_found')
  await noteOwn('SESSION_VOUCHED', identity, request, rows, { session: id })
}
