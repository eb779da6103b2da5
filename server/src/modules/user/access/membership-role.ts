/** Which role a membership may give: none beyond what its giver holds, none that asks for another's approval. */
import { invalid } from '#contract/kit/failure.ts'
import type { RoleCheck } from '#server/modules/organization/public.ts'
import { rightsOfRoles } from '#server/modules/user/held-permissions.ts'
import { checkGivenRole, givenBy } from './check-given-role.ts'
import { mustHoldRole } from './hold-role.ts'

export const checkMembershipRole: RoleCheck = async (given, ctx) => {
  const { id, row, organizationId, isNew } = given
  const rights = await rightsOfRoles([row.role], ctx)
  const mustWait = isNew && (await checkGivenRole(givenBy(id, row, organizationId, 'given'), ctx))
  if (mustWait || (isNew && rights.is_sensitive)) throw invalid('/role', 'user.role_sensitive')
  await mustHoldRole(rights, row, organizationId, ctx)
}
