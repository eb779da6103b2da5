/** Ends an assignment early: who may not give a right may not take it, but anybody may give back his own. */
import { roleAssignment } from '#contract/user/role-assignment.ts'
import { action } from '#server/kit/action.ts'
import { rightsOfRoles } from '#server/modules/user/held-permissions.ts'
import { reasonIn } from './decision.ts'
import { mustHoldRole } from './hold-role.ts'

export const endAssignment = action(roleAssignment, 'end', async (documents, ctx, body) => {
  for (const { values, organizationId } of documents) {
    if (values.user !== ctx.identity.userId)
      await mustHoldRole(await rightsOfRoles([values.role], ctx), values, organizationId, ctx)
    const due = Date.parse(String(values.ends_at ?? ''))
    values.ended_at = due <= ctx.now.getTime() ? values.ends_at : ctx.now.toISOString()
    values.decision = reasonIn(body) || values.decision
  }
})
