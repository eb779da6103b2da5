/** Closes, by the clock, assignments whose time is over; they stopped counting at that very instant (TMP-03). */
import { permissionOf } from '#contract/kit/resource.ts'
import { roleAssignment } from '#contract/user/role-assignment.ts'
import { moveRecords } from '#server/kit/action.ts'
import type { Caller, Context } from '#server/kit/context.ts'
import { inContext } from '#server/kit/in-context.ts'
import { tellEvents } from '#server/kit/events.ts'
import type { OrganizationNode } from '#server/kit/identity.ts'
import type { Pool } from '#server/platform/database.ts'
import type { AsOwner } from '#server/platform/jobs.ts'

const batchSize = 100
const tenantsText = `select distinct tenant_id as id from role_assignment
  where status = 'approved' and ends_at <= $1::timestamptz`
export const organizationsText = `select id, name, code, parent_id as parent, legal_entity_id as "legalEntity", status,
  timezone from organization where tenant_id = $1 order by id`
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

export interface Ending {
  readonly pool: Pool
  readonly now: () => Date
  readonly asOwner: AsOwner
  readonly signal: AbortSignal
}

/** One tenant at a time; gives how many have ended. */
export async function endDueAssignments({ pool, now, asOwner, signal }: Ending): Promise<number> {
  let count = 0
  await asOwner(begunText, [now().toISOString()])
  for (const { id } of await asOwner<{ id: string }>(tenantsText, [now().toISOString()])) {
    const caller = clockIn(id, await asOwner<OrganizationNode>(organizationsText, [id]))
    for (let ended = batchSize; ended === batchSize && !signal.aborted; count += ended) {
      ended = await inContext(pool, caller, now(), endSome)
    }
  }
  return count
}

async function endSome(ctx: Context): Promise<number> {
  const due = await ctx.rows<{ id: string }>(dueText, [ctx.tenantId, ctx.now.toISOString()])
  const requests = due.map(({ id }) => ({ id, version: null }))
  if (requests.length > 0) await moveRecords(roleAssignment, 'end', requests, {}, ctx)
  await tellEvents(ctx)
  return due.length
}

/** Nobody's account: the program itself. Ending takes what a role gives, so it is held. */
export function clockIn(tenantId: string, organizations: readonly OrganizationNode[]): Caller {
  const ids = organizations.map(({ id }) => id)
  const membership = {
    id: tenantId,
    kind: 'membership' as const,
    role: '',
    roleName: '',
    endsAt: null,
    organizationId: tenantId,
    organizationName: '',
    reaches: ids,
    permissions: ['*', permissionOf(roleAssignment, 'end')],
    fieldRules: {},
    rowRules: {},
    discountLimit: null,
  }
  const identity = {
    userId: '00000000-0000-0000-0000-000000000000',
    userName: '',
    displayName: 'Kontor',
    language: 'en',
    tenantId,
    memberships: [membership],
    objects: new Map(),
    organizations: new Map(organizations.map((node) => [node.id, node])),
    organizationIds: ids,
    usableIds: ids,
    nextChangeAt: Number.POSITIVE_INFINITY,
    permissionCache: new Map(),
  }
  const request = { id: 'schedule', address: '', device: 'background job', language: 'en' }
  return { identity, organizationId: null, request }
}
