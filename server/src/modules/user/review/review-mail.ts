/** Tells the reviewer and his deputy by mail that decisions wait for them. */
import type { Context } from '#server/kit/context.ts'
import { queueMail } from '#server/platform/mail.ts'

interface Recipient {
  readonly id: string
  readonly email: string
  readonly language: string
}

export interface ReviewNews {
  readonly id: string
  readonly values: Readonly<Record<string, unknown>>
  readonly count: number
}

const words = {
  en: {
    started: 'An access review waits for you: {name}',
    reminder: 'Please decide in the access review {name}',
    late: 'The access review {name} is overdue',
    body: '{count} lines are to be decided by {due}.',
    withdraw: 'What is undecided a week after that is withdrawn.',
    where: 'In Kontor: Access reviews.',
  },
  de: {
    started: 'Eine Zugriffsprüfung wartet auf Sie: {name}',
    reminder: 'Bitte entscheiden Sie in der Zugriffsprüfung {name}',
    late: 'Die Zugriffsprüfung {name} ist überfällig',
    body: '{count} Zeilen sind bis {due} zu entscheiden.',
    withdraw: 'Was eine Woche danach offen ist, wird entzogen.',
    where: 'In Kontor: Zugriffsprüfungen.',
  },
} as const

export async function tellReviewers(
  kind: 'started' | 'reminder' | 'late',
  { values, count }: ReviewNews,
  ctx: Context,
): Promise<void> {
  const recipients = await ctx.rows<Recipient>(
    `select id, email, language from user_account
    where tenant_id = $1 and id = any ($2::uuid[]) and email is not null and status = 'active'`,
    [ctx.tenantId, [values.reviewer, values.deputy].filter(Boolean)],
  )
  const facts: Readonly<Record<string, unknown>> = { name: values.name, count, due: values.due_date }
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_, key: string) => String(facts[key] ?? ''))
  for (const { id, email, language } of recipients) {
    const said = words[language.startsWith('de') ? 'de' : 'en']
    const lines = [said.body, ...(values.if_late === 'withdraw' ? [said.withdraw] : []), said.where]
    const text = `${lines.map(fill).join('\n')}\n`
    await queueMail(ctx.rows, { userId: id, to: email, subject: fill(said[kind]), text })
  }
}
