/** Nobody touches the account of somebody who may do more: that would be a way to take it over. */
import type { Context } from '#server/kit/context.ts'
import { mustHave } from '#server/kit/identity.ts'

interface Rights {
  readonly permissions: readonly string[]
  readonly reaches: readonly string[]
}

export async function mustHoldWhatTheyHold(userIds: readonly string[], ctx: Context): Promise<void> {
  const others = userIds.filter((id) => id !== ctx.identity.userId)
  if (others.length === 0) return
  const rights = await ctx.rows<Rights>('select * from kontor.rights_of_users($1)', [others])
  for (const { permissions, reaches } of rights) {
    for (const permission of permissions) {
      for (const organizationId of reaches) mustHave(ctx.identity, permission, organizationId)
    }
  }
}

/** A role may hold only what its maker holds, anywhere. */
export function mustHoldThemselves(permissions: readonly string[], ctx: Context): void {
  for (const permission of permissions) mustHave(ctx.identity, permission)
}
