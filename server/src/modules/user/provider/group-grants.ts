/** Gives and takes the roles of somebody's groups, each checked like any role that is given. */
import { Refusal } from '#contract/kit/failure.ts'
import type { RequestFacts } from '#server/kit/context.ts'
import type { Context } from '#server/kit/context.ts'
import { inContext } from '#server/kit/in-context.ts'
import type { Identity } from '#server/kit/identity.ts'
import { newId } from '#server/kit/write/identifier.ts'
import { checkGivenRole } from '#server/modules/user/access/check-given-role.ts'
import { originOf } from '#server/modules/user/entering.ts'
import { noteOwn } from '#server/modules/user/factor/parts.ts'
import type { ProviderParts } from './provider-parts.ts'

interface GroupRole {
  readonly group_role_id: string
  readonly organization_id: string
  readonly role_id: string
  readonly includes_descendants: boolean
  readonly group_name: string
}

export async function followGroups(
  { server }: Pick<ProviderParts, 'server'>,
  providerId: string,
  identity: Identity,
  groups: readonly string[],
  request: RequestFacts,
): Promise<void> {
  const caller = { identity, organizationId: null, request }
  await inContext(server.pool, caller, server.now(), async (ctx) => {
    const now = ctx.now.toISOString()
    const given = await ctx.rows<GroupRole>('select * from kontor.roles_of_groups($1, $2, $3, $4)', [
      providerId,
      identity.userId,
      groups,
      now,
    ])
    const context = JSON.stringify(originOf(request))
    for (const each of given) {
      if (await isRefused(each, ctx)) {
        const { group_name: group, role_id: role } = each
        await noteOwn('ACCESS_REFUSED', identity, request, ctx.rows, {
          group,
          role,
          reason: 'rules of roles',
        })
      } else {
        const values = [each.group_role_id, identity.userId, now, context]
        await ctx.rows('select kontor.grant_by_group($1, $2, $3, $4)', values)
      }
    }
  })
}

/** Where a rule wants another person to decide, a group cannot. */
async function isRefused(given: GroupRole, ctx: Context): Promise<boolean> {
  try {
    return await checkGivenRole(
      {
        id: newId(),
        kind: 'regular',
        userId: ctx.identity.userId,
        roleId: given.role_id,
        organizationId: given.organization_id,
        includesDescendants: given.includes_descendants,
        startsAt: ctx.now.toISOString(),
        endsAt: null,
        reason: given.group_name,
        askedBy: null,
        decision: '',
        occasion: 'given',
      },
      ctx,
    )
  } catch (error) {
    if (error instanceof Refusal) return true
    throw error
  }
}
