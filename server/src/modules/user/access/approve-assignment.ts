/** Approves an assignment that waits: by another person, who holds himself what it gives. */
import { refuse } from '#contract/user/failures.ts'
import { roleAssignment } from '#contract/user/role-assignment.ts'
import { action } from '#server/kit/action.ts'
import { rightsOfRoles } from '#server/modules/user/held-permissions.ts'
import { checkGivenRole, givenBy } from './check-given-role.ts'
import { decide, reasonIn } from './decision.ts'
import { mustHoldRole } from './hold-role.ts'
import { mustBeAnotherPerson } from './another-person.ts'

export const approveAssignment = action(roleAssignment, 'approve', async (documents, ctx, body) => {
  for (const { id, values, organizationId } of documents) {
    const me = ctx.identity.userId
    if (values.user === me) refuse('user.own_approval')
    await mustBeAnotherPerson(values.assigned_by, 'user.own_approval', ctx)
    if (values.ends_at && Date.parse(String(values.ends_at)) <= ctx.now.getTime())
      refuse('user.assignment_over')
    await mustHoldRole(await rightsOfRoles([values.role], ctx), values, organizationId, ctx)
    await checkGivenRole(givenBy(id, values, organizationId, 'approved', reasonIn(body)), ctx)
    decide(values, body, ctx)
    values.approved_by = me
  }
})
