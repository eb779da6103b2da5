/** Links in the mail by which somebody chooses a password: made by a job, taken once. */
import { digestOf, newSecret } from '#server/modules/user/session.ts'
import { mailText } from '#server/modules/user/factor/mail-texts.ts'
import type { JobRun } from '#server/platform/jobs.ts'

/** The page that takes a link; its secret stands behind `#`, so that no server or log sees it. */
const linkPage = (language: string) => `/${language.startsWith('de') ? 'de' : 'en'}/new-password`

interface Wanted {
  /** A user name or an address, as somebody typed it. */
  readonly name?: string
  /** The code of a root organization; for `user` its id. */
  readonly tenant: string | null
  readonly user?: string
  readonly context: Readonly<Record<string, unknown>>
}

interface Account {
  readonly tenant_id: string
  readonly user_id: string
  readonly username: string
  readonly language: string
}

const hour = 60 * 60_000
const namedText = 'select * from kontor.accounts_to_reset($1, $2, $3)'
const newText = `select tenant_id, id as user_id, username, language from user_account
  where tenant_id = $1 and id = $2 and status = 'pending_activation'`
const sendText = 'select kontor.send_password_link($1, $2, $3, $4, $5, $6, $7, $8, $9)'

/** The job behind `kontor.ask_password_reset` and `kontor.ask_activation`. */
export async function sendPasswordLinks(
  payload: unknown,
  { asOwner }: JobRun,
  now: Date,
  address: string,
): Promise<boolean> {
  const { name, tenant, user, context } = payload as Wanted
  const purpose = user === undefined ? 'reset' : 'activate'
  const accounts =
    purpose === 'reset'
      ? await asOwner<Account>(namedText, [name, tenant, now.toISOString()])
      : await asOwner<Account>(newText, [tenant, user])
  const expires = new Date(now.getTime() + (purpose === 'reset' ? hour : 72 * hour))
  for (const account of accounts) {
    const secret = newSecret()
    const letter = mailText(purpose === 'reset' ? 'password_reset' : 'account_activate', account.language, {
      username: account.username,
      link: `${address}${linkPage(account.language)}#${secret}`,
    })
    const { tenant_id: tenantId, user_id: userId } = account
    await asOwner(sendText, [
      tenantId,
      userId,
      digestOf(secret),
      purpose,
      now.toISOString(),
      expires.toISOString(),
      letter.subject,
      letter.text,
      JSON.stringify(context),
    ])
  }
  return true
}
