/** Sessions of others, for administrators: seen with those of the past, and ended. */
import { userAccount } from '#contract/user/user-account.ts'
import { isUuid } from '#contract/kit/field/value.ts'
import { Refusal } from '#contract/kit/failure.ts'
import type { Context } from '#server/kit/context.ts'
import { sawRows } from '#server/kit/sensitive-reads.ts'
import type { Call, Routes } from '#server/kit/http/route.ts'
import { mustHoldWhatTheyHold } from '#server/modules/user/held-permissions.ts'
import { endAccess } from './end-access.ts'
import { listAccess } from './list-access.ts'

const permission = 'user.change_useraccount'

export const sessionsOfUserRoutes: Routes = [
  {
    method: 'GET',
    path: '/api/v1/users/:key/sessions/',
    permission,
    summary: 'Lists the sessions of a user; with `?ended=true` those of the past, too.',
    async run(ctx, { params, query }) {
      const { id } = await userOf(params, ctx)
      return { status: 200, body: await listAccess(id, null, query.ended === 'true', ctx) }
    },
  },
  {
    method: 'DELETE',
    path: '/api/v1/users/:key/sessions/:session/',
    permission,
    summary: 'Ends one session of a user.',
    async run(ctx, call) {
      const { session = '' } = call.params
      await end(ctx, call, isUuid(session) ? [session] : [])
      return { status: 204, body: null }
    },
  },
  {
    method: 'POST',
    path: '/api/v1/users/:key/sessions/end-all/',
    permission,
    summary: 'Ends all sessions of a user.',
    async run(ctx, call) {
      return { status: 200, body: { ended: await end(ctx, call, null) } }
    },
  },
  {
    method: 'GET',
    path: '/api/v1/users/:key/factors/',
    permission,
    summary: 'Tells which kinds of second factor a user has set up.',
    async run(ctx, { params }) {
      const { id } = await userOf(params, ctx)
      const [row] = await ctx.rows<{ kinds: string[] }>('select kontor.factor_kinds($1) as kinds', [id])
      return { status: 200, body: { kinds: row?.kinds ?? [] } }
    },
  },
]

interface User {
  readonly id: string
}

async function userOf(params: Call['params'], ctx: Context): Promise<User> {
  const { key = '' } = params
  const text = 'select id from user_account where tenant_id = $1 and id = $2'
  const [user] = isUuid(key) ? await ctx.rows<User>(text, [ctx.tenantId, key]) : []
  if (user === undefined) throw new Refusal('kit.not_found')
  sawRows(userAccount, [{ ...user }], ctx)
  return user
}

async function end(ctx: Context, { params }: Call, ids: readonly string[] | null): Promise<number> {
  const { id } = await userOf(params, ctx)
  await mustHoldWhatTheyHold([id], ctx)
  const ended = await endAccess(id, ids, 'ended by an administrator', ctx)
  if (ids !== null && ended.length === 0) throw new Refusal('kit.not_found')
  return ended.length
}
