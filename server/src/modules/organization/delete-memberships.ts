/** An organization takes its memberships with it when it is deleted (MEM-05), each leaving its trace. */
import { organizationMembership } from '#contract/organization/organization-membership.ts'
import { writeAudit } from '#server/kit/audit.ts'
import type { Context } from '#server/kit/context.ts'

interface Gone {
  readonly id: string
  readonly organization_id: string
  readonly user_id: string
  readonly role_id: string
  readonly label: string
}

export async function deleteMemberships(organizationIds: readonly string[], ctx: Context): Promise<void> {
  const text = `delete from organization_membership m using user_account u
    where m.tenant_id = $1 and m.organization_id = any($2) and u.tenant_id = m.tenant_id and u.id = m.user_id
    returning m.id, m.organization_id, m.user_id, m.role_id, u.username as label`
  const gone = await ctx.withWholeTenant(() => ctx.rows<Gone>(text, [ctx.tenantId, organizationIds]))
  writeAudit(gone.map(entryOf), ctx)
}

function entryOf({ id, organization_id, user_id, role_id, label }: Gone) {
  return {
    action: 'PERMISSION_REVOKE',
    record: organizationMembership.name,
    recordId: id,
    label,
    organizationId: organization_id,
    changes: { user: { old: user_id, new: null }, role: { old: role_id, new: null } },
  }
}
