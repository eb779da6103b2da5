/** The security page of administrators: one answer, cheap to ask again while nothing has changed. */
import { createHash } from 'node:crypto'
import { isUuid } from '#contract/kit/field/value.ts'
import { Refusal } from '#contract/kit/failure.ts'
import type { Context } from '#server/kit/context.ts'
import type { Call, Route } from '#server/kit/http/route.ts'
import type { Answer } from '#server/kit/idempotency.ts'
import { mustHave } from '#server/kit/rights.ts'
import { mustHoldWhatTheyHold } from '#server/modules/user/held-permissions.ts'
import { readLatest, readLogins } from './logins.ts'
import { parts } from './parts.ts'
import { readReport } from './report.ts'

/** Held in the root: accounts and sign-ins are of the whole tenant, not of one of its organizations. */
const viewSecurity = 'user.view_security'
const day = 86_400_000
/** How soon to ask again; with `If-None-Match` it costs no answer while nothing is new. */
const pollSeconds = 10

async function readOverview(ctx: Context): Promise<object> {
  // Whole minutes, so that what is asked twice within one is the same; its end lies ahead of every clock.
  const minute = Math.floor(ctx.now.getTime() / 60_000) * 60_000
  const period = { from: new Date(minute - day).toISOString(), to: new Date(minute + day).toISOString() }
  const logins = { ...(await readLogins(period, 'hour', ctx)), latest: await readLatest(period, ctx) }
  const found: Record<string, unknown> = { poll_seconds: pollSeconds, logins }
  for (const part of parts) found[part.key] = await part.read(ctx)
  return found
}

async function overview(ctx: Context, { headers }: Call): Promise<Answer> {
  mustHave(ctx.identity, viewSecurity, ctx.tenantId)
  const body = await ctx.withWholeTenant(() => readOverview(ctx))
  const etag = `"${createHash('sha256').update(JSON.stringify(body)).digest('base64url').slice(0, 27)}"`
  const known = String(headers['if-none-match'] ?? '').replaceAll('W/', '')
  const isKnown = known.split(/\s*,\s*/).includes(etag)
  return isKnown ? { status: 304, body: '', etag } : { status: 200, body, etag }
}

async function unlock(ctx: Context, { params }: Call): Promise<Answer> {
  const { key = '' } = params
  const id = isUuid(key) ? key : null
  const [user] = await ctx.rows('select from user_account where tenant_id = $1 and id = $2::uuid', [
    ctx.tenantId,
    id,
  ])
  if (id === null || user === undefined) throw new Refusal('kit.not_found')
  await mustHoldWhatTheyHold([id], ctx)
  const [row] = await ctx.rows<{ unlocked: boolean }>('select kontor.unlock_account($1) as unlocked', [id])
  return { status: 200, body: { unlocked: row?.unlocked === true } }
}

export const securityRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/api/v1/security/overview/',
    permission: viewSecurity,
    summary:
      'Tells what to look at: sign-ins of a day, locks, unusual sessions, keys, requests, alerts. Has an ETag.',
    run: overview,
  },
  {
    method: 'GET',
    path: '/api/v1/security/report/',
    permission: viewSecurity,
    summary: 'Reports on sign-ins, locks and alerts by day, `from` one day `to` another (the last seven).',
    async run(ctx, { query }) {
      mustHave(ctx.identity, viewSecurity, ctx.tenantId)
      return { status: 200, body: await readReport(query, ctx) }
    },
  },
  {
    method: 'POST',
    path: '/api/v1/users/:key/unlock/',
    permission: 'user.change_useraccount',
    summary: 'Ends the lock of an account before its time.',
    run: unlock,
  },
]
