/** Second factors that are lost: two administrators take them away, neither of them for himself (MFA-08). */
import { refuse } from '#contract/user/failures.ts'
import { factorReset } from '#contract/user/factor-reset.ts'
import { type AuditEntry, writeAudit } from '#server/kit/audit.ts'
import type { Context } from '#server/kit/context.ts'
import { type Draft, serve } from '#server/kit/served.ts'
import { holdingWhatTheyHold } from '#server/modules/user/access/passing.ts'
import { mustHoldWhatTheyHold } from '#server/modules/user/held-permissions.ts'

export const factorResets = serve(factorReset, {
  async beforeSave(drafts, ctx) {
    const asked = drafts.filter(({ before, values }) => before === null || before.status === values.status)
    await mustBeAllowed(asked, ctx)
    const added = asked.filter(({ before }) => before === null)
    for (const { values } of added) values.requested_by = ctx.identity.userId
    writeAudit(
      added.map((draft) => entryOf('FACTOR_RECOVERY_REQUESTED', draft)),
      ctx,
    )
  },
  async suits(rows, ctx) {
    const me = ctx.identity.userId
    const held = await holdingWhatTheyHold(rows, 'user', ctx)
    return (verb, row) => {
      if (verb === 'withdraw') return row.requested_by === me
      const isOwn = row.user === me || (row.requested_by === me && (verb === 'approve' || verb === 'reject'))
      return !isOwn && (verb === 'reject' || verb === 'delete' || held.has(row.id))
    }
  },
})

/** Whoever could reset who may do more than he could go on and take the account over. */
export async function mustBeAllowed(drafts: readonly Draft[], ctx: Context): Promise<void> {
  const users = drafts.map(({ values }) => String(values.user))
  if (users.includes(ctx.identity.userId)) refuse('user.reset_own')
  await mustHoldWhatTheyHold(users, ctx)
}

export const entryOf = (what: string, { id, values }: Draft): AuditEntry => ({
  action: what,
  record: 'user.user_account',
  recordId: String(values.user),
  label: '',
  organizationId: null,
  changes: null,
  context: { reset: id, reason: values.reason },
})
