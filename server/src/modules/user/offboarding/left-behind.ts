/** What somebody who leaves still has: counted in the whole company, whatever the reader may see of it. */
import { type Resource, statusField, tableOf } from '#contract/kit/resource.ts'
import { accessRequest } from '#contract/user/access-request.ts'
import { accessReview } from '#contract/user/access-review.ts'
import { apiKey } from '#contract/user/api-key.ts'
import { objectPermission } from '#contract/user/object-permission.ts'
import { role } from '#contract/user/role.ts'
import { roleAssignment } from '#contract/user/role-assignment.ts'
import { serviceAccount } from '#contract/user/service-account.ts'
import { userAccount } from '#contract/user/user-account.ts'
import type { OffboardingStep } from '#contract/user/offboarding.ts'
import { organizationMembership } from '#contract/organization/organization-membership.ts'
import type { Context } from '#server/kit/context.ts'
import { quote } from '#server/kit/query/display.ts'
import { allRecords } from '#server/kit/registry.ts'

/** Rows of a record that are his as long as the condition holds; `$2` is the user, `$3` the instant. */
export interface Held {
  readonly record: Resource
  readonly where: string
  /** The field that names him, where another can take his place. */
  readonly field?: string
}

export const heldBy: Readonly<Partial<Record<OffboardingStep, readonly Held[]>>> = {
  account: [{ record: userAccount, where: `id = $2 and status <> 'inactive'` }],
  roles: [
    { record: organizationMembership, where: 'user_id = $2 and is_active' },
    { record: roleAssignment, where: `user_id = $2 and status in ('requested', 'approved')` },
    { record: objectPermission, where: 'user_id = $2 and (ends_at is null or ends_at > $3)' },
  ],
  requests: [{ record: accessRequest, where: `requester_id = $2 and status = 'requested'` }],
  // Whoever made a key or answers for it has seen its secret.
  keys: [
    {
      record: apiKey,
      where: `status = 'active' and expires_at > $3 and (created_by = $2 or service_account_id in (
        select s.id from service_account s where s.tenant_id = $1 and s.owner_id = $2))`,
    },
  ],
  charges: [
    { record: userAccount, where: `manager_id = $2 and status <> 'inactive'`, field: 'manager' },
    { record: role, where: 'owner_id = $2', field: 'owner' },
    { record: serviceAccount, where: 'owner_id = $2', field: 'owner' },
    { record: accessRequest, where: `approver_id = $2 and status = 'requested'`, field: 'approver' },
    { record: accessReview, where: `reviewer_id = $2 and status <> 'completed'`, field: 'reviewer' },
    { record: accessReview, where: `deputy_id = $2 and status <> 'completed'`, field: 'deputy' },
  ],
}

/** Documents he has begun and left as drafts. */
export function drafts(): readonly Held[] {
  return allRecords().flatMap(({ record }) => {
    const field = statusField(record)
    if (field === null || record.fields[field]?.default !== 'draft') return []
    return [{ record, where: `created_by = $2 and ${quote(field)} = 'draft'` }]
  })
}

export const idsText = ({ record, where }: Held) =>
  `select id from ${quote(tableOf(record))} where tenant_id = $1 and ${where} order by id`

export interface Part {
  readonly record: string
  readonly count: number
}

/** By record, those of which something is there; the parameters are cast, since not every condition has both. */
export async function countHeld(held: readonly Held[], user: string, ctx: Context): Promise<readonly Part[]> {
  if (held.length === 0) return []
  const counts = held.map(
    (each, index) => `select ${index} as at, count(*)::integer as count from (${idsText(each)}) held`,
  )
  const text = `with given as (select $2::uuid, $3::timestamptz) ${counts.join(' union all ')}`
  const rows = await ctx.withWholeTenant(() =>
    ctx.rows<{ at: number; count: number }>(text, [ctx.tenantId, user, ctx.now.toISOString()]),
  )
  const totals = new Map<string, number>()
  for (const { at, count } of rows) {
    const name = held[at]?.record.name ?? ''
    if (count > 0) totals.set(name, (totals.get(name) ?? 0) + count)
  }
  return [...totals].map(([record, count]) => ({ record, count }))
}
