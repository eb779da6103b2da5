/** Approves a reset of second factors, by another than who asked; the factors go by a trigger of the table. */
import { factorReset } from '#contract/user/factor-reset.ts'
import { action, type Moving } from '#server/kit/action.ts'
import { writeAudit } from '#server/kit/audit.ts'
import type { Context } from '#server/kit/context.ts'
import { queueMail } from '#server/platform/mail.ts'
import { decide } from '#server/modules/user/access/decision.ts'
import { endAccess } from '#server/modules/user/session/end-access.ts'
import { entryOf, mustBeAllowed } from './factor-reset.ts'
import { mailText } from './mail-texts.ts'
import { mustBeAnotherPerson } from '#server/modules/user/access/another-person.ts'

export const approveFactorReset = action(factorReset, 'approve', async (documents, ctx, body) => {
  await mustBeAllowed(documents, ctx)
  for (const document of documents) {
    const { values } = document
    await mustBeAnotherPerson(values.requested_by, 'user.reset_own', ctx)
    decide(values, body, ctx)
    values.decided_by = ctx.identity.userId
    await endAccess(String(values.user), null, 'second factors reset', ctx)
    writeAudit([entryOf('FACTOR_RECOVERED', document)], ctx)
    await tellUser(document, ctx)
  }
})

async function tellUser({ values }: Moving, { rows, tenantId }: Context): Promise<void> {
  const text = 'select email, language from user_account where tenant_id = $1 and id = $2'
  const [user] = await rows<{ email: string | null; language: string }>(text, [tenantId, values.user])
  if (!user?.email) return
  const letter = mailText('factors_reset', user.language, {})
  await queueMail(rows, { userId: String(values.user), to: user.email, ...letter })
}
