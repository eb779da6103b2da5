/** Assignments of further roles: nobody gives more than he holds, and sensitive ones wait for another person. */
import { type Fault, Refusal } from '#contract/kit/failure.ts'
import { roleAssignment } from '#contract/user/role-assignment.ts'
import { writeAudit } from '#server/kit/audit.ts'
import type { Context } from '#server/kit/context.ts'
import { type Draft, serve } from '#server/kit/served.ts'
import { rightsOfRoles } from '#server/modules/user/held-permissions.ts'
import { checkGivenRole, givenBy } from './check-given-role.ts'
import { mustHoldRole } from './hold-role.ts'
import { holdingRole } from './passing.ts'
import { isDecided } from './request/decided.ts'
import { rightsChanged } from './rights-changed.ts'

export const roleAssignments = serve(roleAssignment, {
  beforeSave: checkAssignments,
  afterSave: afterAssignments,
  async suits(rows, ctx) {
    const me = ctx.identity.userId
    const held = await holdingRole(rows, ctx)
    return (verb, row) => {
      if (verb === 'approve') return row.user !== me && row.assigned_by !== me && held.has(row.id)
      return verb === 'reject' || verb === 'delete' || held.has(row.id) || (verb === 'end' && row.user === me)
    }
  },
})

export type Values = Readonly<Record<string, unknown>>

/** Only of what is asked for; the moves look after themselves. */
async function checkAssignments(drafts: readonly Draft[], ctx: Context): Promise<void> {
  for (const draft of drafts) {
    if (draft.before !== null && draft.before.status !== draft.values.status) continue
    await checkAssignment(draft, ctx)
  }
}

async function checkAssignment({ id, values, before, organizationId }: Draft, ctx: Context): Promise<void> {
  const rights = await rightsOfRoles([values.role], ctx)
  const isElevation = values.kind === 'elevation'
  if (before === null) values.assigned_by = ctx.identity.userId
  if (!isElevation) values.starts_at ??= ctx.now.toISOString()
  const faults = [...periodFaults(values, ctx)]
  if (rights.is_over) faults.push({ pointer: '/role', code: 'user.role_over' })
  if (isElevation && faults.length === 0) faults.push(...(await lengthFaults(values, organizationId, ctx)))
  if (faults.length > 0) throw new Refusal('kit.invalid', {}, faults)
  await mustHoldRole(rights, values, organizationId, ctx)
  if (isElevation) values.extends = await extended(id, values, ctx)
  const given = givenBy(id, values, organizationId, 'given')
  const mustWait = await checkGivenRole(given, ctx)
  const asksAnother = rights.is_sensitive || (isElevation && values.extends !== null)
  const waits = mustWait || (asksAnother && !isDecided(ctx))
  if (isDecided(ctx) && !waits) {
    values.assigned_by = values.user
    values.approved_by = ctx.identity.userId
  }
  values.status = waits ? 'requested' : 'approved'
  values.decided_at = waits ? null : ctx.now.toISOString()
}

function* periodFaults({ kind, starts_at: start, ends_at: end }: Values, ctx: Context): Generator<Fault> {
  if (kind === 'elevation' && (!start || !end))
    yield { pointer: start ? '/ends_at' : '/starts_at', code: 'user.period_missing' }
  if (end && Date.parse(String(end)) <= ctx.now.getTime())
    yield { pointer: '/ends_at', code: 'user.period_over' }
}

const dayLength = 24 * 60 * 60_000

async function lengthFaults(values: Values, organizationId: string | null, ctx: Context): Promise<Fault[]> {
  const text = `select coalesce((select above.elevation_days
    from organization o
    cross join unnest(o.ancestor_ids) with ordinality way (id, depth)
    join organization above on above.tenant_id = o.tenant_id and above.id = way.id
    where o.tenant_id = $1 and o.id = $2 and above.elevation_days is not null
    order by way.depth desc limit 1), 30) as days`
  const [row] = await ctx.rows<{ days: number }>(text, [ctx.tenantId, organizationId])
  const days = row?.days ?? 30
  const length = Date.parse(String(values.ends_at)) - Date.parse(String(values.starts_at))
  const fault = { pointer: '/ends_at', code: 'user.elevation_too_long', parameters: { days } }
  return length > days * dayLength ? [fault] : []
}

/** One that follows or overlaps another of the same role is its extension, whoever names it otherwise. */
async function extended(id: string, values: Values, ctx: Context): Promise<string | null> {
  const text = `select id from role_assignment
    where tenant_id = $1 and user_id = $2 and role_id = $3 and kind = 'elevation' and id <> $6
      and status in ('approved', 'ended') and starts_at < $5::timestamptz
      and ends_at >= $4::timestamptz - interval '1 day'
    order by ends_at desc limit 1`
  const { user, role, starts_at: start, ends_at: end } = values
  const [found] = await ctx.rows<{ id: string }>(text, [ctx.tenantId, user, role, start, end, id])
  return found?.id ?? null
}

async function afterAssignments(drafts: readonly Draft[], ctx: Context): Promise<void> {
  writeAudit(
    drafts.flatMap((draft) => rightsChanged(draft, ctx.now)),
    ctx,
  )
  if (drafts.some(({ before, values }) => before?.status === 'approved' && values.status === 'ended'))
    await ctx.rows('select kontor.keep_administrator()')
}
