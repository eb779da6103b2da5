/** Which provider knows a user: seen and cut by himself, and by who looks after users. */
import { isUuid } from '#contract/kit/field/value.ts'
import { Refusal } from '#contract/kit/failure.ts'
import { writeAudit } from '#server/kit/audit.ts'
import type { Context } from '#server/kit/context.ts'
import type { Call, Routes } from '#server/kit/http/route.ts'
import { mustHoldWhatTheyHold } from '#server/modules/user/held-permissions.ts'
import { writeToUser } from '#server/modules/user/factor/parts.ts'
import { mustBeConfirmed } from '#server/modules/user/session/confirmed.ts'
import { mustStillHaveWayIn } from './way-in.ts'

const permission = 'user.change_useraccount'
const answer = { type: 'object', required: ['results'], properties: { results: { type: 'array' } } }
const ownAnswer = {
  type: 'object',
  required: ['results', 'available'],
  properties: { ...answer.properties, available: { type: 'array' } },
}

export const linkRoutes: Routes = [
  {
    method: 'GET',
    path: '/api/v1/auth/links/',
    permission: 'signed-in',
    summary: 'Lists the sign-in providers that your account is linked to, and those it can be linked to.',
    answer: ownAnswer,
    run: async (ctx) => {
      const body = { ...(await linksOf(ctx.identity.userId, ctx)), available: await available(ctx) }
      return { status: 200, body }
    },
  },
  {
    method: 'DELETE',
    path: '/api/v1/auth/links/:link/',
    permission: 'signed-in',
    summary: 'Cuts a link of your own, but for the last way in; confirm first that it is you.',
    async run(ctx, { params }) {
      await mustBeConfirmed(ctx.identity, ctx.rows, ctx.now)
      const { name } = await cut(ctx.identity.userId, params, ctx)
      await mustStillHaveWayIn(ctx)
      await writeToUser('provider_unlinked', ctx.identity, ctx.rows, { provider: name })
      return { status: 204, body: null }
    },
  },
  {
    method: 'GET',
    path: '/api/v1/users/:key/links/',
    permission,
    summary: 'Lists the sign-in providers that a user is linked to.',
    answer,
    run: async (ctx, { params }) => ({ status: 200, body: await linksOf(idIn(params, 'key'), ctx) }),
  },
  {
    method: 'DELETE',
    path: '/api/v1/users/:key/links/:link/',
    permission,
    summary: 'Cuts a link of a user: that provider lets him in no more.',
    async run(ctx, { params }) {
      const userId = idIn(params, 'key')
      await mustHoldWhatTheyHold([userId], ctx)
      await cut(userId, params, ctx)
      return { status: 204, body: null }
    },
  },
]

function idIn(params: Call['params'], name: 'key' | 'link'): string {
  const { [name]: id = '' } = params
  if (!isUuid(id)) throw new Refusal('kit.not_found')
  return id.toLowerCase()
}

async function linksOf(userId: string, ctx: Context) {
  const text = `select e.id, e.provider_id as provider, p.name as provider_name, p.kind, p.is_active, e.subject,
      e.linked_at, e.last_used_at
    from external_identity e join sign_in_provider p on p.tenant_id = e.tenant_id and p.id = e.provider_id
    where e.tenant_id = $1 and e.user_id = $2 order by p.name`
  return { results: await ctx.rows(text, [ctx.tenantId, userId]) }
}

const available = ({ rows, tenantId, identity }: Context) =>
  rows(
    `select p.id, p.name, p.kind from sign_in_provider p
    where p.tenant_id = $1 and p.is_active and not exists (select from external_identity e
      where e.tenant_id = p.tenant_id and e.provider_id = p.id and e.user_id = $2)
    order by p.name`,
    [tenantId, identity.userId],
  )

/** What its groups gave goes with it. */
async function cut(userId: string, params: Call['params'], ctx: Context): Promise<{ readonly name: string }> {
  const text = `delete from external_identity e using sign_in_provider p, user_account u
    where e.tenant_id = $1 and e.user_id = $2 and e.id = $3
      and p.tenant_id = e.tenant_id and p.id = e.provider_id and u.tenant_id = e.tenant_id and u.id = e.user_id
    returning e.provider_id, p.name, u.username`
  const [gone] = await ctx.rows<{ provider_id: string; name: string; username: string }>(text, [
    ctx.tenantId,
    userId,
    idIn(params, 'link'),
  ])
  if (gone === undefined) throw new Refusal('kit.not_found')
  const now = ctx.now.toISOString()
  await ctx.rows('select * from kontor.roles_of_groups($1, $2, $3, $4)', [gone.provider_id, userId, [], now])
  const entry = {
    action: 'ACCOUNT_UNLINKED',
    record: 'user.user_account',
    recordId: userId,
    label: gone.username,
    organizationId: null,
    changes: { provider: { old: gone.name, new: null } },
  } as const
  writeAudit([entry], ctx)
  return gone
}
