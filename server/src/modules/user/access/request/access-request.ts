/** Requests for access: what may be asked for, and to whom a request goes. */
import { type Fault, invalid, Refusal } from '#contract/kit/failure.ts'
import { permissionOf, type Resource } from '#contract/kit/resource.ts'
import { accessRequest } from '#contract/user/access-request.ts'
import { refuse } from '#contract/user/failures.ts'
import { writeAudit } from '#server/kit/audit.ts'
import type { Context } from '#server/kit/context.ts'
import { may, mayRow } from '#server/kit/rights.ts'
import { readRows } from '#server/kit/query/read.ts'
import { type Draft, serve } from '#server/kit/served.ts'
import { passing } from '#server/modules/user/access/passing.ts'
import { rightsOfRoles } from '#server/modules/user/held-permissions.ts'
import { permissions } from '#server/modules/user/permission-codes.ts'
import { chooseApprover, holds } from './choose-approver.ts'
import { narrowestRole, recordCalled, rowVerb, type Wish, wishOf } from './wish.ts'

export const accessRequests = serve(accessRequest, {
  beforeSave: checkRequests,
  afterSave: tellRequests,
  async suits(rows, ctx) {
    const me = ctx.identity.userId
    const open = rows.filter(({ status, requester }) => status === 'requested' && requester !== me)
    const grantable = await passing(open, (row) => mustGrant(row, ctx))
    return (verb, row) => {
      if (verb === 'withdraw') return row.requester === me
      if (verb === 'approve') return grantable.has(row.id)
      return verb !== 'reject' || row.requester !== me
    }
  },
})

/** Where neither role nor row is said, whoever approves says which role. */
async function mustGrant(row: Values, ctx: Context): Promise<void> {
  const wish = wishOf({ values: row, organizationId: row.organization as string })
  const isUnsaid = wish.role === null && wish.row === null
  if (!isUnsaid && !(await holds(ctx.identity, wish, ctx))) throw new Refusal('kit.forbidden')
}

async function checkRequests(drafts: readonly Draft[], ctx: Context): Promise<void> {
  for (const draft of drafts) {
    const { before, values } = draft
    if (before !== null && before.status !== values.status) continue
    if (before === null) values.requester = ctx.identity.userId
    await checkWish(draft, ctx)
    await route(draft, ctx)
  }
}

async function checkWish(draft: Draft, ctx: Context): Promise<void> {
  const { id, values, before } = draft
  const faults = [...plainFaults(values, ctx)]
  if (faults.length > 0) throw new Refusal('kit.invalid', {}, faults)
  const wish = wishOf(draft)
  if (before === null) await mustNotBeHeld(wish, ctx)
  if (wish.role === null && wish.permission !== null && rowVerb(wish) === null)
    values.role = await narrowestRole(wish.permission, ctx)
  if (values.role !== null && (await rightsOfRoles([values.role], ctx)).is_over)
    throw invalid('/role', 'user.role_over')
  if (before === null) await mustNotBeOpen(id, wishOf(draft), ctx)
}

function* plainFaults({ role, permission, record, row_id: row, ends_at: end }: Values, ctx: Context) {
  if (role === null && permission === null) yield { pointer: '/permission', code: 'user.request_empty' }
  const verb = permissions.find(({ code }) => code === permission)?.verb
  if (permission !== null && verb === undefined)
    yield { pointer: '/permission', code: 'user.permission_unknown', parameters: { permission } } as Fault
  if ((record === null) !== (row === null))
    yield { pointer: record === null ? '/record' : '/row_id', code: 'kit.required' }
  if (end && Date.parse(String(end)) <= ctx.now.getTime())
    yield { pointer: '/ends_at', code: 'user.period_over' }
}

type Values = Readonly<Record<string, unknown>>

/** What somebody holds already he need not ask for; of a row he may not see he learns nothing. */
async function mustNotBeHeld({ permission, row, organizationId }: Wish, ctx: Context): Promise<void> {
  const held = { pointer: '/permission', code: 'user.request_held' }
  if (row === null) {
    if (permission !== null && may(ctx.identity, permission, organizationId) && !isEverybodys(permission))
      throw new Refusal('kit.invalid', {}, [held])
    return
  }
  const unknown = { pointer: '/row_id', code: 'user.object_unknown' }
  const record = recordCalled(row.record)
  const isSeen = record !== null && may(ctx.identity, permissionOf(record, 'view'))
  const [stored] = isSeen ? await readRows(record, [row.id], ctx) : []
  if (!isSeen || stored === undefined || !mayRow(ctx.identity, record, 'view', stored))
    throw new Refusal('kit.invalid', {}, [unknown])
  const verb = verbOn(record, permission)
  if (verb !== null && mayRow(ctx.identity, record, verb, stored))
    throw new Refusal('kit.invalid', {}, [held])
}

const isEverybodys = (permission: string) => permission.endsWith('_accessrequest')

function verbOn(record: Resource, permission: string | null): string | null {
  const verb = permissions.find(({ code }) => code === permission)?.verb
  return verb !== undefined && permissionOf(record, verb) === permission ? verb : null
}

const told: Readonly<Record<string, string>> = {
  requested: 'ACCESS_REQUESTED',
  approved: 'ACCESS_GRANTED',
  rejected: 'ACCESS_REFUSED',
}

/** What was asked for and what became of it, beside the general entry. */
async function tellRequests(drafts: readonly Draft[], ctx: Context): Promise<void> {
  const entries = drafts
    .filter(({ before, values }) => before?.status !== values.status && String(values.status) in told)
    .map(({ id, values, organizationId }) => ({
      action: told[String(values.status)] ?? '',
      record: accessRequest.name,
      recordId: id,
      label: String(values.permission ?? ''),
      organizationId,
      changes: null,
      context: { requester: values.requester, role: values.role, ends_at: values.ends_at },
    }))
  writeAudit(entries, ctx)
}

/** The same is asked for once at a time. */
async function mustNotBeOpen(id: string, wish: Wish, ctx: Context): Promise<void> {
  const text = `select id from access_request where tenant_id = $1 and requester_id = $2 and status = 'requested'
    and organization_id = $3 and permission is not distinct from $4 and role_id is not distinct from $5
    and row_id is not distinct from $6 and id <> $7 limit 1`
  const { requester, organizationId, permission, role, row } = wish
  const values = [ctx.tenantId, requester, organizationId, permission, role, row?.id ?? null, id]
  if ((await ctx.rows(text, values)).length > 0) refuse('user.request_open')
}

/** Only who decides over all requests of the organization sends one to a person of his choice. */
async function route(draft: Draft, ctx: Context): Promise<void> {
  const { before, values, organizationId } = draft
  const mayForward = may(ctx.identity, permissionOf(accessRequest, 'change'), organizationId)
  const isForwarded = mayForward && values.approver !== null && before?.approver !== values.approver
  if (isForwarded) {
    values.routed_by = 'forwarded'
    return
  }
  if (before !== null && before.role === values.role && before.approver === values.approver) return
  const { approver, routedBy } = await chooseApprover(wishOf(draft), ctx)
  values.approver = approver
  values.routed_by = routedBy
}
