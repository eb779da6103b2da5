/** From nobody to somebody of a tenant: what holds before and after somebody has proven who he is. */
import type { RequestFacts } from '#server/kit/context.ts'
import type { Identity } from '#server/kit/identity.ts'
import type { Transaction } from '#server/platform/database.ts'

/** What the database is told of where somebody comes from. */
export function originOf(facts: RequestFacts): Readonly<Record<string, string>> {
  return { ip_address: facts.address, device: facts.device, request_id: facts.id }
}

/** No tenant is known before somebody has proven who he is. */
export const noTenant = {
  tenantId: null,
  organizationId: null,
  organizationIds: [],
  usableIds: [],
  userId: null,
}

/** From here on the policies of the user's tenant hold. */
export async function enterTenant(transaction: Transaction, identity: Identity): Promise<void> {
  await transaction.rows(
    `select set_config('erp.tenant_id', $1, true), set_config('erp.user_id', $2, true)`,
    [identity.tenantId, identity.userId],
  )
}
