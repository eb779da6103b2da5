/** Mail: queued in the transaction that sends it, delivered by SMTP, or into a folder where none is configured. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Transporter } from 'nodemailer'
import type { Transaction } from './database.ts'
import type { JobRun, Task } from './jobs.ts'

export interface MailSettings {
  /** `smtp://user:password@host:587` or `smtps://…`; undefined keeps the mail in the data folder. */
  readonly smtpUrl: string | undefined
  /** `Kontor <kontor@example.org>`. */
  readonly mailFrom: string
}

export interface OutgoingMail {
  /** Null where it goes to nobody who has an account. */
  readonly userId: string | null
  readonly to: string
  readonly subject: string
  readonly text: string
}

interface Letter {
  readonly id: string
  readonly recipient: string
  readonly subject: string
  readonly body: string
}

/** Hands one letter to whoever carries it; throws where it could not be handed over. */
export type Deliver = (letter: Letter) => Promise<void>

/** Sends a mail of the tenant that the transaction has entered, once it commits; nothing leaves before. */
export async function queueMail(
  rows: Transaction['rows'],
  { userId, to, subject, text }: OutgoingMail,
): Promise<void> {
  await rows('select kontor.queue_mail($1, $2, $3, $4)', [userId, to, subject, text])
}

const patience = 20_000

/** Loaded with the first letter: a start does without. */
const nodemailer = () => import('nodemailer')

export function openMail({ smtpUrl, mailFrom }: MailSettings, dataFolder: string): Deliver {
  if (smtpUrl === undefined) return intoFolder(mailFrom, join(dataFolder, 'mail'))
  const settings = {
    url: smtpUrl,
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
  }
  // The url may ask for connections that stay open: one transport for all letters.
  let opening: Promise<Transporter> | undefined
  return async (letter) => {
    opening ??= nodemailer().then(({ createTransport }) => createTransport(settings))
    const transport = await opening
    await transport.sendMail(messageOf(letter, mailFrom))
  }
}

/** The address is given apart from any name, so that no comma in it makes it two. */
const messageOf = ({ id, recipient, subject, body }: Letter, from: string) => ({
  from,
  to: { name: '', address: recipient },
  subject,
  text: body,
  messageId: `<${id}@kontor>`,
  // Says to other machines that no answer is wanted (RFC 3834).
  headers: { 'Auto-Submitted': 'auto-generated' },
})

/** One file a letter, which any mail program opens; for work on one's own machine. */
function intoFolder(mailFrom: string, folder: string): Deliver {
  return async (letter) => {
    const { createTransport } = await nodemailer()
    const transport = createTransport({ streamTransport: true, buffer: true })
    const { message } = await transport.sendMail(messageOf(letter, mailFrom))
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(join(folder, `${letter.id}.eml`), message as Buffer, { mode: 0o600 })
  }
}

const letterText = `select id, recipient, subject, body from outgoing_mail
  where tenant_id = $1 and id = $2 and status = 'waiting'`
const deliveredText = `update outgoing_mail set status = 'delivered', delivered_at = now(), body = '',
  attempts = attempts + 1, last_error = '' where tenant_id = $1 and id = $2`
const failedText = `update outgoing_mail set status = case when $4 then 'failed' else status end,
  attempts = attempts + 1, last_error = left($3, 500) where tenant_id = $1 and id = $2`

/** The job behind `kontor.queue_mail`: a letter is tried again later, unless it is refused for good. */
export function sendMailTask(deliver: Deliver): Task {
  return async (payload, { asOwner, isLastAttempt }: JobRun) => {
    const { tenant, mail } = payload as { tenant: string; mail: string }
    const [letter] = await asOwner<Letter>(letterText, [tenant, mail])
    if (letter === undefined) return true
    try {
      await deliver(letter)
    } catch (error) {
      const { message, permanent } = error as Error & { permanent?: boolean }
      const isOver = isLastAttempt || permanent === true
      await asOwner(failedText, [tenant, mail, message, isOver])
      if (isOver) return true
      throw error
    }
    await asOwner(deliveredText, [tenant, mail])
    return true
  }
}
