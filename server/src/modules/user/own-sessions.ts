/** A user's own open sessions and families of tokens: seen, and ended one by one (SES-06, SES-07). */
import { Refusal } from '#contract/kit/failure.ts'
import { isUuid } from '#contract/kit/field/check.ts'
import type { Context } from '#server/kit/context.ts'
import type { Call, Routes } from '#server/kit/http/route.ts'
import { forgetTenant } from './access-changed.ts'

export const sessionRoutes: Routes = [
  {
    method: 'GET',
    path: '/api/v1/auth/sessions/',
    permission: 'signed-in',
    summary: 'Lists your own open sessions, of browsers and of programs.',
    run: listSessions,
  },
  {
    method: 'DELETE',
    path: '/api/v1/auth/sessions/:key/',
    permission: 'signed-in',
    summary: 'Ends one of your own sessions.',
    run: endSession,
  },
]

async function listSessions(ctx: Context) {
  const text = `select id, 'browser' as kind, created_at, last_seen_at, expires_at, address, device
    from user_session
    where tenant_id = $1 and user_id = $2 and ended_at is null and expires_at > $3
    union all
    select family_id, 'program', min(created_at), max(created_at), max(expires_at),
      (array_agg(address order by created_at desc))[1], (array_agg(device order by created_at desc))[1]
    from refresh_token
    where tenant_id = $1 and user_id = $2 and revoked_at is null
    group by family_id
    having max(expires_at) > $3
    order by created_at desc
    limit 100`
  const results = await ctx.rows(text, [ctx.tenantId, ctx.identity.userId, ctx.now.toISOString()])
  const body = { count: results.length, count_is_exact: true, next: null, previous: null, results }
  return { status: 200, body }
}

async function endSession(ctx: Context, { params }: Call) {
  const id = params.key ?? ''
  const ended = isUuid(id) ? await endOne(id, ctx) : 0
  if (ended === 0) throw new Refusal('kit.not_found')
  ctx.afterCommit(() => forgetTenant(ctx.tenantId))
  return { status: 204, body: null }
}

async function endOne(id: string, ctx: Context): Promise<number> {
  const values = [ctx.tenantId, ctx.identity.userId, id, ctx.now.toISOString()]
  const [sessions, tokens] = await Promise.all([
    ctx.rows(
      `update user_session set ended_at = $4
      where tenant_id = $1 and user_id = $2 and id = $3 and ended_at is null returning id`,
      values,
    ),
    ctx.rows(
      `update refresh_token set revoked_at = $4
      where tenant_id = $1 and user_id = $2 and family_id = $3 and revoked_at is null returning id`,
      values,
    ),
  ])
  return sessions.length + tokens.length
}
