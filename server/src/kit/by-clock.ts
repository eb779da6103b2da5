/** Work that the clock asks for and nobody else: Kontor itself does it, in one tenant after the other. */
import type { Pool } from '#server/platform/database.ts'
import type { AsOwner } from '#server/platform/jobs.ts'
import type { Caller, Context } from './context.ts'
import { nobody, type OrganizationNode } from './identity.ts'
import { inContext } from './in-context.ts'

export interface Clock {
  readonly pool: Pool
  readonly now: () => Date
  readonly asOwner: AsOwner
  /** Aborted when the worker is to stop. */
  readonly signal: AbortSignal
}

export async function tenantsOf(asOwner: AsOwner): Promise<string[]> {
  const rows = await asOwner<{ id: string }>('select id from kontor.list_tenants() as id', [])
  return rows.map(({ id }) => id)
}

const organizationsText = `select id, name, code, parent_id as parent, legal_entity_id as "legalEntity", status,
  timezone from organization where tenant_id = $1 order by id`

/** Kontor as a caller: nobody's account, with what its work takes in all of the tenant. */
export async function kontorIn(
  tenantId: string,
  rows: AsOwner,
  permissions: readonly string[] = ['*'],
): Promise<Caller> {
  const organizations = await rows<OrganizationNode>(organizationsText, [tenantId])
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
    permissions,
    fieldRules: {},
    rowRules: {},
    discountLimit: null,
  }
  const identity = {
    ...nobody,
    displayName: 'Kontor',
    tenantId,
    memberships: [membership],
    organizations: new Map(organizations.map((node) => [node.id, node])),
    organizationIds: ids,
    usableIds: ids,
    permissionCache: new Map(),
  }
  const request = { id: 'schedule', address: '', device: 'background job', language: 'en' }
  return { identity, organizationId: null, request }
}

/** Does `work` in each tenant, each time in a transaction of its own, as long as it says that there is more. */
export async function inEachTenant(
  { pool, now, asOwner, signal }: Clock,
  tenants: readonly string[],
  work: (ctx: Context) => Promise<boolean | void>,
  permissions?: readonly string[],
): Promise<void> {
  for (const tenant of tenants) {
    if (signal.aborted) return
    const caller = await kontorIn(tenant, asOwner, permissions)
    let hasMore = true
    while (hasMore && !signal.aborted) hasMore = (await inContext(pool, caller, now(), work)) === true
  }
}
