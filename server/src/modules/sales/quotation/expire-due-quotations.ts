/** Expires, by the clock, what was sent and not answered in time: the day is that of the legal entity (DOMAIN 18). */
import { permissionOf } from '#contract/kit/resource.ts'
import { quotation } from '#contract/sales/quotation.ts'
import { moveRecords } from '#server/kit/action.ts'
import type { Caller, Context } from '#server/kit/context.ts'
import { inContext } from '#server/kit/in-context.ts'
import { tellEvents } from '#server/kit/events.ts'
import type { Identity, OrganizationNode } from '#server/kit/identity.ts'
import { todayOf } from '#server/modules/sales/document/business-day.ts'
import type { Pool } from '#server/platform/database.ts'
import type { AsOwner } from '#server/platform/jobs.ts'

const batchSize = 100
const tenantsText = 'select id from kontor.list_tenants() as id'
const organizationsText = `select id, name, code, parent_id as parent, legal_entity_id as "legalEntity", status,
  timezone from organization where tenant_id = $1 order by id`
/** What somebody is just working on is left to the next time. */
const dueText = `select q.id from quotation q
where q.tenant_id = $1 and q.status = 'sent' and q.valid_until < ${todayOf('q')}
order by q.id limit ${batchSize} for no key update skip locked`

export interface Expiry {
  readonly pool: Pool
  readonly now: () => Date
  readonly asOwner: AsOwner
  readonly signal: AbortSignal
}

/** One tenant at a time, some quotations at a time, each its own transaction; gives how many expired. */
export async function expireDueQuotations({ pool, now, asOwner, signal }: Expiry): Promise<number> {
  let count = 0
  for (const { id: tenant } of await asOwner<{ id: string }>(tenantsText, [])) {
    const caller = callerIn(tenant, await asOwner<OrganizationNode>(organizationsText, [tenant]))
    for (let expired = batchSize; expired === batchSize && !signal.aborted; count += expired) {
      expired = await inContext(pool, caller, now(), expireSome)
    }
  }
  return count
}

async function expireSome(ctx: Context): Promise<number> {
  const due = await ctx.rows<{ id: string }>(dueText, [ctx.tenantId])
  const requests = due.map(({ id }) => ({ id, version: null }))
  if (requests.length > 0) await moveRecords(quotation, 'expire', requests, {}, ctx)
  await tellEvents(ctx)
  return due.length
}

/** Nobody's account: the program itself, which may do this and nothing else. */
function callerIn(tenantId: string, organizations: readonly OrganizationNode[]): Caller {
  const ids = organizations.map(({ id }) => id)
  const root = organizations.find(({ id }) => id === tenantId)
  const identity: Identity = {
    userId: '00000000-0000-0000-0000-000000000000',
    userName: '',
    displayName: 'Kontor',
    language: 'en',
    tenantId,
    memberships: [
      {
        id: tenantId,
        kind: 'membership',
        role: '',
        roleName: '',
        endsAt: null,
        organizationId: tenantId,
        organizationName: root?.name ?? '',
        reaches: ids,
        permissions: [permissionOf(quotation, 'view'), permissionOf(quotation, 'expire')],
        fieldRules: {},
        rowRules: {},
        discountLimit: '0',
      },
    ],
    objects: new Map(),
    nextChangeAt: Number.POSITIVE_INFINITY,
    organizations: new Map(organizations.map((node) => [node.id, node])),
    organizationIds: ids,
    usableIds: ids,
    permissionCache: new Map(),
  }
  const request = { id: 'schedule', address: '', device: 'background job', language: 'en' }
  return { identity, organizationId: null, request }
}
