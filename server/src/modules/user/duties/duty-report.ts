/** Who holds together what belongs apart, and by which grants (SOD-04, SOD-05); and what a grant would join. */
import { isUuid } from '#contract/kit/field/value.ts'
import { Refusal } from '#contract/kit/failure.ts'
import type { Context } from '#server/kit/context.ts'
import type { Call, Route } from '#server/kit/http/route.ts'
import type { Answer } from '#server/kit/idempotency.ts'
import { mustHave, organizationsWith } from '#server/kit/rights.ts'
import { newId } from '#server/kit/write/identifier.ts'
import { permissionLabel } from '#server/modules/user/access/permission-label.ts'
import { type Cause, type Conflict, conflictsIn, isAdministrators } from './duty-conflicts.ts'
import { exceptionFor, readDutyWorld, type StoredWorld } from './duty-world.ts'
import { conflictsOfGrant } from './keep-duties.ts'

const reportDuties = 'user.report_duties'

export const dutyRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/api/v1/duty-conflicts/',
    permission: reportDuties,
    summary: 'Lists who holds together what a duty rule keeps apart, with the grants that cause it.',
    run: report,
  },
  {
    method: 'GET',
    path: '/api/v1/duty-conflicts/preview/',
    permission: 'user.add_roleassignment',
    summary: 'Says which duty rules a role would break for a user in an organization, before it is given.',
    run: preview,
  },
]

/** Of the organizations in which the reader may. */
export async function report(ctx: Context, { query }: Pick<Call, 'query'>): Promise<Answer> {
  const known = new Set(organizationsWith(ctx.identity, reportDuties))
  const user = query.user === undefined || query.user === '' ? null : idIn(query.user)
  const world = await readDutyWorld(user === null ? 'active' : [user], ctx)
  const found = conflictsIn(world).flatMap((conflict) => {
    const organizations = conflict.organizations.filter((id) => known.has(id))
    const isAsked = query.rule === undefined || query.rule === '' || query.rule === conflict.rule.code
    return organizations.length > 0 && isAsked ? [{ ...conflict, organizations }] : []
  })
  const names = await namesFor(found, ctx)
  const results = found
    .filter(({ user: id }) => names.users.get(id)?.is_active === true)
    .map((conflict) => shown(conflict, world, names, ctx))
    .filter(
      ({ exception }) => query.is_excused === undefined || query.is_excused === String(exception !== null),
    )
    .toSorted((a, b) => (a.username < b.username ? -1 : a.username > b.username ? 1 : 0))
  const open = results.filter(({ exception }) => exception === null).length
  return { status: 200, body: { count: results.length, open, results } }
}

interface Names {
  readonly users: ReadonlyMap<string, { username: string; display_name: string; is_active: boolean }>
  readonly places: ReadonlyMap<string, string>
}

async function namesFor(conflicts: readonly Conflict[], ctx: Context): Promise<Names> {
  const ids = [...new Set(conflicts.map(({ user }) => user))]
  const [users, places] = await Promise.all([
    ctx.rows<{ id: string; username: string; display_name: string; is_active: boolean }>(
      `select id, username, display_name, status = 'active' as is_active from user_account
      where tenant_id = $1 and id = any ($2)`,
      [ctx.tenantId, ids],
    ),
    ctx.rows<{ id: string; name: string }>('select id, name from organization where tenant_id = $1', [
      ctx.tenantId,
    ]),
  ])
  return {
    users: new Map(users.map(({ id, ...user }) => [id, user])),
    places: new Map(places.map(({ id, name }) => [id, name])),
  }
}

function shown(conflict: Conflict, world: StoredWorld, { users, places }: Names, ctx: Context) {
  const { user, rule, organizations } = conflict
  const account = users.get(user)
  const side = (causes: readonly Cause[]) =>
    causes.map(({ permission, grant: { user: _, role, organization, ...grant } }) => ({
      permission,
      label: permissionLabel(permission, ctx.language),
      ...grant,
      role,
      role_name: world.roles.get(role)?.name ?? '',
      organization,
      organization_name: places.get(organization) ?? '',
    }))
  const exception = exceptionFor(world, conflict)
  return {
    user,
    username: account?.username ?? '',
    display_name: account?.display_name ?? '',
    rule: rule.id,
    rule_code: rule.code,
    rule_name: rule.name,
    response: rule.response,
    organizations: organizations.map((id) => ({ id, name: places.get(id) ?? '' })),
    by_administrator: isAdministrators(conflict),
    one_side: side(conflict.one),
    other_side: side(conflict.other),
    exception:
      exception === undefined
        ? null
        : { id: exception.id, reason: exception.reason, ends_at: exception.ends_at },
  }
}

async function preview(ctx: Context, { query }: Call): Promise<Answer> {
  const [user, role, organization] = [query.user, query.role, query.organization ?? ctx.organizationId].map(
    idIn,
  )
  mustHave(ctx.identity, 'user.add_roleassignment', organization)
  const grant = {
    id: newId(),
    user: user ?? '',
    kind: 'regular' as const,
    role: role ?? '',
    organization: organization ?? '',
    includes_descendants: query.includes_descendants !== 'false',
    starts_at: null,
    ends_at: null,
  }
  const conflicts = await conflictsOfGrant(grant, ctx)
  const results = conflicts.map(({ rule }) => ({
    rule: rule.id,
    rule_code: rule.code,
    rule_name: rule.name,
    response: rule.response,
  }))
  return { status: 200, body: { count: results.length, results } }
}

function idIn(given: unknown): string {
  const id = String(given ?? '').toLowerCase()
  if (!isUuid(id)) throw new Refusal('kit.not_found')
  return id
}
