/** Nobody gives a role that gives more than he holds, in each organization that it would reach. */
import type { Context } from '#server/kit/context.ts'
import { mustHoldRights, type RoleRights } from '#server/modules/user/held-permissions.ts'

export async function mustHoldRole(
  rights: RoleRights,
  { includes_descendants: below }: Readonly<Record<string, unknown>>,
  organizationId: string | null,
  ctx: Context,
): Promise<void> {
  const text = `select id from organization where tenant_id = $1 and (id = $2 or $3 and $2 = any(ancestor_ids))`
  const reached = await ctx.rows<{ id: string }>(text, [ctx.tenantId, organizationId, below])
  mustHoldRights(
    rights,
    reached.map(({ id }) => id),
    ctx,
  )
}
