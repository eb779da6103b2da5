/** What waits for a second person: seen, confirmed, refused or withdrawn. */
import { isUuid } from '#contract/kit/field/value.ts'
import { Refusal } from '#contract/kit/failure.ts'
import { refuse } from '#contract/user/failures.ts'
import { pendingAction } from '#contract/user/pending-action.ts'
import { writeAudit } from '#server/kit/audit.ts'
import type { Context } from '#server/kit/context.ts'
import { tellEvents } from '#server/kit/events.ts'
import type { Call, Route } from '#server/kit/http/route.ts'
import type { Answer } from '#server/kit/idempotency.ts'
import { may, mustHave } from '#server/kit/rights.ts'
import { reasonIn } from '#server/modules/user/access/decision.ts'
import { permissionLabel } from '#server/modules/user/access/permission-label.ts'
import { describeCall } from './describe-call.ts'
import { tellWhoBegan } from './pending-mail.ts'
import { guardedRoute } from './second-person.ts'
import { mustBeAnotherPerson } from '#server/modules/user/access/another-person.ts'

const path = '/api/v1/pending-actions/'
const own = { permission: 'signed-in' } as const

export const pendingRoutes: readonly Route[] = [
  {
    ...own,
    method: 'GET',
    path: `${path}mine/`,
    summary: 'Lists what waits for the caller to confirm it, and what he has begun himself.',
    run: mine,
  },
  {
    ...own,
    method: 'GET',
    path: `${path}:key/call/`,
    summary: 'Shows what exactly was asked for, to who may ask for it himself.',
    run: show,
  },
  {
    ...own,
    method: 'POST',
    path: `${path}:key/confirm/`,
    summary: 'Confirms what another person has begun; it is then done in the name of who confirms.',
    run: confirm,
  },
  {
    ...own,
    method: 'POST',
    path: `${path}:key/refuse/`,
    summary: 'Turns down what another person has begun, or withdraws what one has begun oneself.',
    run: turnDown,
  },
]

interface Pending {
  readonly id: string
  readonly permission: string
  readonly place: string | null
  readonly row: string | null
  readonly asked_by: string
  readonly asked_by_name: string
  readonly place_name: string | null
  readonly created_at: string
  readonly expires_at: string
  readonly status: string
  readonly route: string
  readonly params: Record<string, string>
  readonly query: Record<string, unknown>
  readonly body: unknown
  readonly if_match: string | null
}

const text = `select a.id, a.permission, a.place_id as place, o.name as place_name, a."row",
    a.asked_by_id as asked_by, u.display_name as asked_by_name, a.created_at, a.expires_at, a.status, c.route,
    c.params, c.query, c.body, c.if_match
  from pending_action a join pending_call c on c.tenant_id = a.tenant_id and c.action_id = a.id
  join user_account u on u.tenant_id = a.tenant_id and u.id = a.asked_by_id
  left join organization o on o.tenant_id = a.tenant_id and o.id = a.place_id
  where a.tenant_id = $1`

const open = (ctx: Context): Promise<Pending[]> =>
  ctx.rows<Pending>(
    `${text} and a.status = 'pending' and a.expires_at > $2::timestamptz order by a.created_at limit 1000`,
    [ctx.tenantId, ctx.now.toISOString()],
  )

/** Who may do it himself, where it is to be done. */
const concerns = ({ permission, place }: Pending, { identity }: Context): boolean =>
  may(identity, permission, place)

async function mine(ctx: Context): Promise<Answer> {
  const rows = await open(ctx)
  const me = ctx.identity.userId
  const toConfirm = await shown(
    rows.filter((each) => each.asked_by !== me && concerns(each, ctx)),
    ctx,
  )
  const begun = await shown(
    rows.filter((each) => each.asked_by === me),
    ctx,
  )
  return { status: 200, body: { count: toConfirm.length, to_confirm: toConfirm, begun } }
}

/** As many as a page of them tells what it would do; who wants to see it all asks for one. */
const mostDescribed = 50

function shown(list: readonly Pending[], ctx: Context) {
  return Promise.all(
    list.map(async (each, index) => {
      const { id, permission, place, row, place_name, asked_by, asked_by_name, created_at, expires_at } = each
      const label = permissionLabel(permission, ctx.language)
      const told = index < mostDescribed ? await describeCall(each, ctx) : {}
      const about = { id, permission, label, place, place_name, row, asked_by, asked_by_name }
      return { ...about, created_at, expires_at, ...told }
    }),
  )
}

/** For the start page: how many wait for the caller, and the oldest of them. */
export async function toConfirm(ctx: Context): Promise<readonly Pending[]> {
  const found = await open(ctx)
  return found.filter((each) => each.asked_by !== ctx.identity.userId && concerns(each, ctx))
}

async function read(key: string | undefined, ctx: Context, more = ''): Promise<Pending> {
  const id = String(key).toLowerCase()
  const [found] = isUuid(id)
    ? await ctx.rows<Pending>(`${text} and a.id = $2 ${more}`, [ctx.tenantId, id])
    : []
  const isSeen = found !== undefined && (found.asked_by === ctx.identity.userId || concerns(found, ctx))
  if (!isSeen) throw new Refusal('kit.not_found')
  return found
}

async function show(ctx: Context, { params }: Call): Promise<Answer> {
  const { id, permission, place, row, route, params: of, query, body } = await read(params.key, ctx)
  const label = permissionLabel(permission, ctx.language)
  const told = await describeCall({ permission, place, params: of, body }, ctx)
  return { status: 200, body: { id, permission, label, place, row, route, params: of, query, body, ...told } }
}

/** Locked, so that two who confirm at once do it once. */
async function readOpen(key: string | undefined, ctx: Context): Promise<Pending> {
  const found = await read(key, ctx, 'for update of a')
  const isOpen = found.status === 'pending' && Date.parse(found.expires_at) > ctx.now.getTime()
  return isOpen ? found : refuse('user.pending_over')
}

async function confirm(ctx: Context, { params, raw }: Call, reply: Parameters<Route['run']>[2]) {
  const pending = await readOpen(params.key, ctx)
  await mustBeAnotherPerson(pending.asked_by, 'user.second_person', ctx)
  const route = guardedRoute(pending.route)
  if (route === undefined) throw new Refusal('kit.not_found')
  mustHave(ctx.identity, route.permission)
  await enter(pending.place, ctx)
  await decide(pending, 'confirmed', '', ctx)
  const said = ctx.closing.trail.length
  const { params: of, query, body, if_match: ifMatch } = pending
  const headers = ifMatch === null ? {} : { 'if-match': ifMatch }
  const made = await route.run(ctx, { params: of, query, body, headers, raw }, reply)
  await tellEvents(ctx)
  if (!('status' in made)) throw new Refusal('kit.not_found')
  nameBoth(said, pending, ctx)
  await tellWhoBegan(pending, 'confirmed', '', ctx)
  const { id, permission } = pending
  const answer = { pending_action: id, permission, status: 'confirmed' }
  return { status: 200, body: { ...answer, result_status: made.status, result: made.body } }
}

/** The call is made where it was begun, whatever organization the second person has before him. */
async function enter(place: string | null, ctx: Context): Promise<void> {
  const open = ctx as { organizationId: string | null }
  open.organizationId = place
  await ctx.rows(`select set_config('erp.org_id', $1, true)`, [place ?? ''])
}

/** Whatever the action writes to the trail names who began it, beside who confirmed. */
function nameBoth(from: number, { id, asked_by: askedBy }: Pending, ctx: Context): void {
  for (const entry of ctx.closing.trail.slice(from) as { context?: object }[]) {
    entry.context = { ...entry.context, begun_by: askedBy, pending_action: id }
  }
}

async function turnDown(ctx: Context, { params, body }: Call): Promise<Answer> {
  const pending = await readOpen(params.key, ctx)
  const status = pending.asked_by === ctx.identity.userId ? 'withdrawn' : 'refused'
  const reason = reasonIn(body)
  await decide(pending, status, reason, ctx)
  if (status === 'refused') await tellWhoBegan(pending, status, reason, ctx)
  return { status: 200, body: { pending_action: pending.id, permission: pending.permission, status } }
}

async function decide(pending: Pending, status: string, reason: string, ctx: Context): Promise<void> {
  const { id, permission, asked_by: askedBy, place } = pending
  await ctx.rows(
    `update pending_action set status = $3, decided_by_id = $4, decided_at = $5, reason = $6,
      version = version + 1, updated_at = $5, updated_by = $4 where tenant_id = $1 and id = $2`,
    [ctx.tenantId, id, status, ctx.identity.userId, ctx.now.toISOString(), reason],
  )
  const action = status === 'confirmed' ? 'DUAL_CONTROL_CONFIRMED' : 'DUAL_CONTROL_REFUSED'
  const changes = {
    status: { old: 'pending', new: status },
    asked_by: { old: null, new: askedBy },
    decided_by: { old: null, new: ctx.identity.userId },
  }
  const about = { record: pendingAction.name, recordId: id, label: permission, organizationId: place }
  writeAudit([{ action, ...about, changes }], ctx)
}
