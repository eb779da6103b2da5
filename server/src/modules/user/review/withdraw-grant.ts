/** Takes a membership or an assignment away, by the power of the campaign and not by that of its reviewer. */
import { organizationMembership } from '#contract/organization/organization-membership.ts'
import { roleAssignment } from '#contract/user/role-assignment.ts'
import { moveRecords } from '#server/kit/action.ts'
import { kontorIn } from '#server/kit/by-clock.ts'
import type { Context } from '#server/kit/context.ts'
import { updateRecords } from '#server/kit/write/save.ts'

export interface Withdrawn {
  readonly kind: string
  readonly grant: string
  readonly reason: string
}

/** In the reviewer's name; what is gone already stays gone. */
export async function withdrawGrant({ kind, grant, reason }: Withdrawn, ctx: Context): Promise<void> {
  const isMembership = kind === 'membership'
  const [present] = await ctx.rows(
    isMembership
      ? 'select from organization_membership where tenant_id = $1 and id = $2 and is_active'
      : `select from role_assignment where tenant_id = $1 and id = $2 and status = 'approved'`,
    [ctx.tenantId, grant],
  )
  if (present === undefined) return
  const power = await withPower(ctx)
  if (isMembership) {
    const input = { is_active: false }
    await updateRecords(organizationMembership, [{ id: grant, input, mode: 'patch', version: null }], power)
  } else await moveRecords(roleAssignment, 'end', [{ id: grant, version: null }], { reason }, power)
}

async function withPower(ctx: Context): Promise<Context> {
  const { userId, userName, displayName } = ctx.identity
  const { identity } = await kontorIn(ctx.tenantId, ctx.rows)
  return Object.create(ctx, { identity: { value: { ...identity, userId, userName, displayName } } })
}
