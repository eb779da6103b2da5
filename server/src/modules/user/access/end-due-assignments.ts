/** Closes, by the clock, assignments whose time is over; they stopped counting at that very instant (TMP-03). */
import { roleAssignment } from '#contract/user/role-assignment.ts'
import { moveRecords } from '#server/kit/action.ts'
import { type Clock, inEachTenant } from '#server/kit/by-clock.ts'
import type { Context } from '#server/kit/context.ts'
import { tellEvents } from '#server/kit/events.ts'

const batchSize = 100
const tenantsText = `select distinct tenant_id as id from role_assignment
  where status = 'approved' and ends_at <= $1::timestamptz`
const dueText = `select id from role_assignment
  where tenant_id = $1 and status = 'approved' and ends_at <= $2::timestamptz
  order by id limit ${batchSize} for no key update skip locked`

/** Those that were granted beforehand: their beginning is told when it comes. */
const begunText = `insert into audit_log (tenant_id, organization_id, actor_name, action, record, record_id, context)
  select a.tenant_id, a.organization_id, 'Kontor', 'ELEVATION_STARTED', 'user.role_assignment', a.id::text,
    jsonb_build_object('user', a.user_id, 'role', a.role_id, 'ends_at', a.ends_at)
  from role_assignment a
  where a.kind = 'elevation' and a.status = 'approved' and a.starts_at <= $1::timestamptz
    and a.starts_at > a.decided_at and a.ends_at > $1::timestamptz
    and not exists (select from audit_log l where l.tenant_id = a.tenant_id and l.record = 'user.role_assignment'
      and l.record_id = a.id::text and l.action = 'ELEVATION_STARTED')`

/** Some at a time, each time in a transaction of its own; gives how many have ended. */
export async function endDueAssignments(clock: Clock): Promise<number> {
  const { asOwner, now } = clock
  let count = 0
  await asOwner(begunText, [now().toISOString()])
  const found = await asOwner<{ id: string }>(tenantsText, [now().toISOString()])
  const tenants = found.map(({ id }) => id)
  const work = async (ctx: Context) => {
    const ended = await endSome(ctx)
    count += ended
    return ended === batchSize
  }
  // Ending takes what a role gives, so all of it is held.
  await inEachTenant(clock, tenants, work)
  return count
}

async function endSome(ctx: Context): Promise<number> {
  const due = await ctx.rows<{ id: string }>(dueText, [ctx.tenantId, ctx.now.toISOString()])
  const requests = due.map(({ id }) => ({ id, version: null }))
  if (requests.length > 0) await moveRecords(roleAssignment, 'end', requests, {}, ctx)
  await tellEvents(ctx)
  return due.length
}
