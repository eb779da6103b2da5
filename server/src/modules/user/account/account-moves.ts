/** The moves of an account: with a reason where somebody is shut out, which ends all that was open (USR-08). */
import { Refusal } from '#contract/kit/failure.ts'
import { type Move } from '#contract/kit/resource.ts'
import { userAccount } from '#contract/user/user-account.ts'
import { action, type UseCase } from '#server/kit/action.ts'
import { writeAudit } from '#server/kit/audit.ts'
import { reasonIn } from '#server/modules/user/access/decision.ts'
import { forgetTenant } from '#server/modules/user/access-changed.ts'

/** Sessions and tokens end by triggers of the database, whoever changes the status. */
function leaving(what: string): UseCase {
  return async (documents, ctx, body) => {
    const reason = reasonIn(body).trim()
    if (reason === '') {
      throw new Refusal('kit.invalid', {}, [{ pointer: '/reason', code: 'user.reason_missing' }])
    }
    for (const { values } of documents) values.status_reason = reason
    await Promise.all(
      writeAudit(
        documents.map((each) => entryOf(each, what, reason)),
        ctx,
      ),
    )
    ctx.afterCommit(() => forgetTenant(ctx.tenantId))
  }
}

const entryOf = (
  { id, values }: { readonly id: string; readonly values: Readonly<Record<string, unknown>> },
  what: string,
  reason: string,
) => ({
  action: what,
  record: userAccount.name,
  recordId: id,
  label: String(values.username),
  organizationId: null,
  changes: null,
  context: { reason },
})

const move = (name: Move<typeof userAccount>, run: UseCase) => action(userAccount, name, run)

export const accountMoves = [
  move('deactivate', leaving('ACCOUNT_DEACTIVATED')),
  move('suspend', leaving('ACCOUNT_DEACTIVATED')),
  move('reject', leaving('ACCOUNT_REFUSED')),
  move('reactivate', async (documents, ctx, body) => {
    for (const { values } of documents) values.status_reason = reasonIn(body)
    ctx.afterCommit(() => forgetTenant(ctx.tenantId))
  }),
]
