/** The job behind a registration: it finds out what the answer must not tell, and writes to the address. */
import { newSecret, digestOf } from '#server/modules/user/session.ts'
import { mailText } from '#server/modules/user/factor/mail-texts.ts'
import type { JobRun } from '#server/platform/jobs.ts'

/** The page that proves an address. */
const verifyPage = (language: string) => `/${language.startsWith('de') ? 'de' : 'en'}/verify-registration`

interface Wanted {
  readonly tenant: string
  readonly username: string
  readonly language: string
}

const tenantText = 'select kontor.registering_tenant($1) as id'
const keepText = 'select kontor.keep_registration($1, $2, $3, $4, $5, $6, $7, $8)'

export async function sendRegistrationLink(
  payload: unknown,
  { asOwner }: JobRun,
  now: Date,
  address: string,
): Promise<boolean> {
  const wanted = payload as Wanted
  const { tenant, username, language } = wanted
  const [found] = await asOwner<{ id: string | null }>(tenantText, [tenant])
  if (!found?.id) return true
  const secret = newSecret()
  const link = `${address}${verifyPage(language)}#${secret}`
  const letter = mailText('registration_verify', language, { username, link })
  const taken = mailText('registration_taken', language, { username, address })
  const values = [found.id, digestOf(secret), JSON.stringify(wanted), now.toISOString()]
  await asOwner(keepText, [...values, letter.subject, letter.text, taken.subject, taken.text])
  return true
}
