/** The moves of an account: with a reason where somebody is shut out, which ends all that was open (USR-08). */
import { isObject } from '#contract/kit/field/value.ts'
import { invalid } from '#contract/kit/failure.ts'
import { type Move } from '#contract/kit/resource.ts'
import { userAccount } from '#contract/user/user-account.ts'
import { action, type UseCase } from '#server/kit/action.ts'
import { writeAudit } from '#server/kit/audit.ts'
import type { Context } from '#server/kit/context.ts'
import { queueMail } from '#server/platform/mail.ts'
import { reasonIn } from '#server/modules/user/access/decision.ts'
import { originOf } from '#server/modules/user/entering.ts'
import { mailText } from '#server/modules/user/factor/mail-texts.ts'
import { fillFrom, type GivenRole, presetOf } from './from-template.ts'
import { giveRole } from './invite-routes.ts'

/** Sessions and tokens end by triggers of the database, whoever changes the status. */
function leaving(what: string): UseCase {
  return async (documents, ctx, body) => {
    const reason = reasonIn(body).trim()
    if (reason === '') {
      throw invalid('/reason', 'user.reason_missing')
    }
    for (const { values } of documents) values.status_reason = reason
    writeAudit(
      documents.map((each) => entryOf(each, what, reason)),
      ctx,
    )
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

/** Who registered himself gets his first role with the approval, and chooses his password by a link (REG-05). */
const approve: UseCase = async (documents, ctx, body) => {
  const given = isObject(body) ? body : {}
  const preset = given.template === undefined ? null : await presetOf(given.template, ctx)
  for (const { id, values } of documents) {
    if (preset !== null) {
      fillFrom(preset, values)
      for (const role of preset.roles) await giveRole(id, role, ctx)
    }
    if (given.role !== undefined) await giveRole(id, given as unknown as GivenRole, ctx)
    else await mustHaveRole(id, ctx)
    values.status_reason = ''
    await ctx.rows('select kontor.ask_activation($1, $2)', [id, JSON.stringify(originOf(ctx.request))])
  }
  writeAudit(
    documents.map((each) => entryOf(each, 'ACCOUNT_APPROVED', '')),
    ctx,
  )
}

async function mustHaveRole(id: string, { rows, tenantId }: Context): Promise<void> {
  const text = `select from organization_membership where tenant_id = $1 and user_id = $2
    union all select from role_assignment where tenant_id = $1 and user_id = $2 limit 1`
  if ((await rows(text, [tenantId, id])).length > 0) return
  throw invalid('/role', 'kit.required')
}

const reject: UseCase = async (documents, ctx, body) => {
  await leaving('ACCOUNT_REFUSED')(documents, ctx, body)
  for (const { id, values } of documents) {
    if (typeof values.email !== 'string') continue
    const parameters = { username: String(values.username), reason: String(values.status_reason) }
    const letter = mailText('registration_refused', String(values.language), parameters)
    await queueMail(ctx.rows, { userId: id, to: values.email, ...letter })
  }
}

export const accountMoves = [
  move('approve', approve),
  move('deactivate', leaving('ACCOUNT_DEACTIVATED')),
  move('suspend', leaving('ACCOUNT_DEACTIVATED')),
  move('reject', reject),
  move('reactivate', async (documents, ctx, body) => {
    for (const { values } of documents) values.status_reason = reasonIn(body)
  }),
]
