/** Puts a second person between a route and its work, where the tenant asks for two (SOD-02, SOD-03). */
import { Refusal } from '#contract/kit/failure.ts'
import { refuse } from '#contract/user/failures.ts'
import { writeAudit } from '#server/kit/audit.ts'
import { markOf } from '#server/kit/closing.ts'
import type { Context } from '#server/kit/context.ts'
import type { Call, Route } from '#server/kit/http/route.ts'
import type { Answer } from '#server/kit/idempotency.ts'
import { newId } from '#server/kit/write/identifier.ts'
import { permissionLabel } from '#server/modules/user/access/permission-label.ts'
import { alwaysTwo, isControllable } from './controllable.ts'
import { tellSecondPersons } from './pending-mail.ts'

const known = new Map<string, Route>()
const keyOf = ({ method, path }: Route) => `${method} ${path}`

/** The route of a pending call as it was before; undefined where a later version has no such route. */
export const guardedRoute = (key: string): Route | undefined => known.get(key)

/** Every route passes here once, when the server starts. */
export function withSecondPerson(route: Route): Route {
  if (route.method === 'GET' || route.mode === 'read') return route
  if (isImport(route)) return { ...route, run: refusingImport(route) }
  if (!isControllable(route.permission) || route.takesFile === true) return route
  known.set(keyOf(route), route)
  return {
    ...route,
    run: async (ctx, call, reply) => {
      const hours = await hoursFor([route.permission], ctx)
      return hours === null ? route.run(ctx, call, reply) : begin(route, hours, ctx, call, reply)
    },
  }
}

/** By permission, kept as long as the identity is: whatever ends that ends this, in every process. */
const kept = new WeakMap<object, ReadonlyMap<string, number>>()

async function controlsFor(ctx: Context): Promise<ReadonlyMap<string, number>> {
  const key = ctx.identity.permissionCache
  const known = kept.get(key)
  if (known !== undefined) return known
  const rows = await ctx.rows<{ permission: string; hours: number }>(
    `select permission, hours from dual_control where tenant_id = $1 and status = 'active'`,
    [ctx.tenantId],
  )
  const controls = new Map(rows.map(({ permission, hours }) => [permission, hours]))
  kept.set(key, controls)
  return controls
}

/** Null where one person is enough; what always asks for two does so from its first day, and within a day. */
export async function hoursFor(permissions: readonly string[], ctx: Context): Promise<number | null> {
  const controls = await controlsFor(ctx)
  const hours = permissions.flatMap((each) => controls.get(each) ?? (alwaysTwo.has(each) ? [24] : []))
  return hours.length > 0 ? Math.min(...hours) : null
}

const isImport = ({ permission }: Route) => /^\w+\.import_/.test(permission)

/** A file of rows would be a way around: it has no second person to look at each. */
function refusingImport(route: Route): Route['run'] {
  const permissions = ['add', 'change'].map((verb) => route.permission.replace('.import_', `.${verb}_`))
  const guarded = permissions.filter(isControllable)
  if (guarded.length === 0) return route.run
  return async (ctx, call, reply) => {
    if ((await hoursFor(guarded, ctx)) !== null) refuse('user.second_person_import')
    return route.run(ctx, call, reply)
  }
}

/** Tries it and takes it back, so that nobody is asked to confirm what cannot be done. */
async function begin(
  route: Route,
  hours: number,
  ctx: Context,
  call: Call,
  reply: Parameters<Route['run']>[2],
): Promise<Answer> {
  const forget = markOf(ctx)
  await ctx.rows('savepoint second_person')
  const trial = await route.run(onTrial(ctx), call, reply)
  if (!('status' in trial)) throw new Refusal('kit.not_found')
  await ctx.rows('rollback to savepoint second_person')
  forget()
  ctx.written = null
  return keep(route, hours, ctx, call)
}

/** What would follow the commit does not, since nothing is committed. */
const onTrial = (ctx: Context): Context => Object.create(ctx, { afterCommit: { value: () => undefined } })

async function keep(route: Route, hours: number, ctx: Context, call: Call): Promise<Answer> {
  const id = newId()
  const expires = new Date(ctx.now.getTime() + hours * 60 * 60_000).toISOString()
  const row = call.params.key ?? call.params.id ?? null
  const me = ctx.identity.userId
  await ctx.rows(
    `insert into pending_action (id, tenant_id, permission, place_id, "row", asked_by_id, expires_at, created_at,
      updated_at, created_by, updated_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $8, $6, $6)`,
    [id, ctx.tenantId, route.permission, ctx.organizationId, row, me, expires, ctx.now.toISOString()],
  )
  const ifMatch = call.headers['if-match']
  await ctx.rows(
    `insert into pending_call (tenant_id, action_id, route, params, query, body, if_match)
    values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      ctx.tenantId,
      id,
      keyOf(route),
      JSON.stringify(call.params),
      JSON.stringify(call.query),
      JSON.stringify(call.body ?? null),
      typeof ifMatch === 'string' ? ifMatch : null,
    ],
  )
  const changes = { permission: { old: null, new: route.permission }, row: { old: null, new: row } }
  const about = { record: 'user.pending_action', recordId: id, label: route.permission }
  writeAudit([{ action: 'DUAL_CONTROL_ASKED', ...about, organizationId: ctx.organizationId, changes }], ctx)
  const { permission } = route
  await tellSecondPersons({ permission, place: ctx.organizationId, expires }, ctx)
  const body = { pending_action: id, permission, status: 'pending', expires_at: expires }
  return { status: 202, body: { ...body, ...saidOf(permission, ctx.language) } }
}

/** For who has begun it: that nothing is done yet, and where it waits. */
function saidOf(permission: string, language: string) {
  const what = permissionLabel(permission, language)
  return language === 'de'
    ? {
        title: 'Wartet auf eine zweite Person',
        detail: `${what}: Es geschieht, sobald jemand anders es bestätigt.`,
        help: 'Bis dahin steht es unter „Anträge und Freigaben“.',
      }
    : {
        title: 'Waits for a second person',
        detail: `${what}: it is done as soon as somebody else confirms it.`,
        help: 'Until then it stands under “Requests and approvals”.',
      }
}
