/** Why somebody may do something or not: the whole trace of one verdict, and the whole of what is granted. */
import { isUuid } from '#contract/kit/field/value.ts'
import { invalid, Refusal } from '#contract/kit/failure.ts'
import { permissionOf, type Resource } from '#contract/kit/resource.ts'
import type { Step, Trace } from '#contract/user/access-trace.ts'
import type { Context } from '#server/kit/context.ts'
import type { Call, Route } from '#server/kit/http/route.ts'
import type { Answer } from '#server/kit/idempotency.ts'
import type { Identity } from '#server/kit/identity.ts'
import { forbidden, grants, isOwnOnly, judgeRow, may, reachOf, type Reason } from '#server/kit/rights.ts'
import { readOne } from '#server/kit/query/read.ts'
import { allRecords } from '#server/kit/registry.ts'
import { permissions } from '#server/modules/user/permission-codes.ts'
import { type GrantChain, grantChains, stateOf } from './grant-chains.ts'
import { grantingRoles } from './granting-roles.ts'
import { permissionLabel } from './permission-label.ts'
import { type Asked, explainAccess, whoseAccess } from './whose-access.ts'

export const explainRoute: Route = {
  method: 'GET',
  path: '/api/v1/access/explain/',
  permission: 'signed-in',
  summary: 'Explains whether a user holds a permission in an organization or on a row, with the whole trace.',
  run: explain,
}

async function explain(ctx: Context, { query }: Call): Promise<Answer> {
  const permission = String(query.permission ?? '')
  const code = permissions.find((each) => each.code === permission)
  if (code === undefined) {
    throw invalid('permission', 'user.permission_unknown', { permission })
  }
  const asked = await whoseAccess(query.user, ctx)
  const { record, row } = await rowIn(query, ctx)
  const organization = (row?.organization ?? organizationIn(query, ctx)) as string | null
  if (organization !== null && !asked.known.has(organization))
    throw forbidden(ctx.identity, explainAccess, organization)
  const reason = reasonFor(asked.identity, permission, code.verb, organization, record, row)
  const chains = await grantChains(asked.userId, ctx)
  const body: Trace = {
    user: asked.userId,
    permission,
    label: permissionLabel(permission, ctx.language),
    organization,
    record: record?.name ?? null,
    id: row === undefined ? null : String(row.id),
    is_allowed: ['granted', 'own_row', 'object'].includes(reason),
    reason,
    grants: chains
      .filter((chain) => asked.known.has(chain.organization) && isOf(chain, permission))
      .map((chain) => step(chain, permission, organization, asked.identity, ctx)),
    object_permissions: await objectSteps(asked, record, row, ctx),
    roles: await grantingRoles(permission, ctx),
  }
  return { status: 200, body }
}

const isOf = ({ permissions: given }: GrantChain, permission: string) =>
  given.some((granted) => grants(granted, permission))

type RowOf = Readonly<Record<string, unknown>>

/** A row that the caller may not see is not explained to him, either. */
async function rowIn(query: Call['query'], ctx: Context): Promise<{ record?: Resource; row?: RowOf }> {
  const { record: name, id } = query
  if (name === undefined && id === undefined) return {}
  const record = allRecords().find((each) => each.record.name === name)?.record
  if (record === undefined || record.partOf !== undefined) throw new Refusal('kit.not_found')
  if (id === undefined) return { record }
  if (!isUuid(String(id))) throw new Refusal('kit.not_found')
  return { record, row: await readOne(record, String(id).toLowerCase(), ctx) }
}

function organizationIn({ organization: given }: Call['query'], ctx: Context): string | null {
  if (given === undefined || given === '') return null
  const id = String(given).toLowerCase()
  if (!ctx.identity.organizations.has(id)) throw new Refusal('kit.not_found')
  return id
}

/** The evaluator's own verdict; a trace that reckoned for itself could say something else. */
function reasonFor(
  identity: Identity | null,
  permission: string,
  verb: string,
  organization: string | null,
  record: Resource | undefined,
  row: RowOf | undefined,
): Reason | 'inactive' {
  if (identity === null) return 'inactive'
  if (record !== undefined && row !== undefined && permissionOf(record, verb) === permission)
    return judgeRow(identity, record, verb, row)
  if (may(identity, permission, organization)) return 'granted'
  const { whole, own } = reachOf(identity, permission)
  if (organization !== null && own.has(organization)) return 'not_own_row'
  return whole.size + own.size > 0 ? 'not_here' : 'not_granted'
}

function step(
  { permissions: given, ...chain }: GrantChain,
  permission: string,
  organization: string | null,
  identity: Identity | null,
  ctx: Context,
): Step {
  const state = stateOf({ permissions: given, ...chain }, ctx.now)
  const membership = identity?.memberships.find(({ id }) => id === chain.id)
  const reaches =
    organization === null || organization === chain.organization || membership?.reaches.includes(organization)
  return {
    ...chain,
    by: given.filter((granted) => grants(granted, permission)),
    state,
    reaches: reaches === true,
    own_rows_only: membership !== undefined && isOwnOnly(membership, permission),
    counts: state === 'effective' && reaches === true,
  }
}

type ObjectStep = Trace['object_permissions'][number]

async function objectSteps(
  asked: Asked,
  record: Resource | undefined,
  row: RowOf | undefined,
  ctx: Context,
): Promise<ObjectStep[]> {
  if (record === undefined || row === undefined) return []
  const text = `select p.id, p.user_id as user, p.role_id as role, p.can_view, p.can_change, p.can_delete,
      p.ends_at, p.reason, p.ends_at is null or p.ends_at > $5::timestamptz as counts
    from object_permission p
    where p.tenant_id = $1 and p.record = $2 and p.row_id = $3 and (p.user_id = $4 or p.role_id in (
      select m.role_id from organization_membership m where m.tenant_id = $1 and m.user_id = $4
      union select a.role_id from role_assignment a where a.tenant_id = $1 and a.user_id = $4))
    order by p.created_at`
  return ctx.rows<ObjectStep>(text, [ctx.tenantId, record.name, row.id, asked.userId, ctx.now.toISOString()])
}
