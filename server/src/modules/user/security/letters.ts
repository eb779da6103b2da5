/** What those who watch over security are written: alerts at once, a report every week. */
import type { Alert, AlertKind } from './alerts.ts'
import type { LoginCounts, Period } from './logins.ts'
import { fill, type Parameters } from '#contract/kit/failure.ts'

type Words = Readonly<Record<AlertKind, string>>

const english: Words = {
  failed_logins: '{failed} failed sign-ins under the name {subject}, from {addresses} addresses.',
  failed_logins_from: '{failed} failed sign-ins from the address {subject}, under {names} names.',
  entered_after_failures: '{subject} signed in from {address} after {failed} failures.',
  unusual_session: '{subject} signed in from {address}, with a device and a network not seen before.',
  token_reused: 'A refresh token of {subject} was used twice ({address}). Its tokens were revoked.',
  denials: '{subject} was refused {denied} times, for {permissions} permissions.',
  privileged_step: '{action} by {by}: {subject}.',
  chain_broken: 'The audit trail needs a look ({action}): {subject}.',
  credential_overdue: 'The stored credential {subject} should be changed every {days} days and was not.',
}

const german: Words = {
  failed_logins: '{failed} gescheiterte Anmeldungen unter dem Namen {subject}, von {addresses} Adressen.',
  failed_logins_from: '{failed} gescheiterte Anmeldungen von der Adresse {subject}, unter {names} Namen.',
  entered_after_failures: '{subject} hat sich nach {failed} Fehlversuchen von {address} angemeldet.',
  unusual_session: '{subject} hat sich von {address} angemeldet, mit unbekanntem Gerät aus unbekanntem Netz.',
  token_reused: 'Ein Token von {subject} wurde zweimal verwendet ({address}). Seine Token sind widerrufen.',
  denials: '{subject} wurde {denied}-mal abgewiesen, für {permissions} Rechte.',
  privileged_step: '{action} durch {by}: {subject}.',
  chain_broken: 'Das Änderungsprotokoll braucht einen Blick ({action}): {subject}.',
  credential_overdue: 'Die Zugangsdaten {subject} sollten alle {days} Tage wechseln und haben es nicht.',
}

const isGerman = (language: string) => language.startsWith('de')

export function alertText(
  { kind, subject, facts }: Pick<Alert, 'kind' | 'subject' | 'facts'>,
  language: string,
) {
  const parameters: Parameters = Object.fromEntries(
    Object.entries({ ...facts, subject }).map(([name, value]) => [name, String(value ?? '–')]),
  )
  return fill((isGerman(language) ? german : english)[kind], parameters)
}

export function alertLetter(alerts: readonly Alert[], language: string) {
  const lines = alerts.map((alert) => alertText(alert, language))
  const [subject, end] = isGerman(language)
    ? ['Sicherheitswarnung', 'Näheres steht in Kontor auf der Seite „Sicherheit“.']
    : ['Security alert', 'See the page “Security” in Kontor.']
  return { subject: `Kontor: ${subject}`, text: `${[...lines, end].join('\n\n')}\n` }
}

interface Figures extends LoginCounts {
  readonly by_user: readonly { readonly username: string; readonly failed: number }[]
  readonly by_address: readonly { readonly address: string; readonly failed: number }[]
}

export function reportLetter({ from, to }: Period, figures: Figures, language: string) {
  const days = `${from.slice(0, 10)} – ${to.slice(0, 10)}`
  const { succeeded, users, failed, locked, unusual, tokens_reused: reused, denied, alerts } = figures
  const lines = isGerman(language)
    ? [
        `Anmeldungen: ${succeeded} von ${users} Personen, ${failed} gescheitert.`,
        `Gesperrte Konten: ${locked}. Ungewöhnliche Sitzungen: ${unusual}. Token zweimal verwendet: ${reused}.`,
        `Abgewiesene Zugriffe: ${denied}. Warnungen: ${alerts}.`,
      ]
    : [
        `Sign-ins: ${succeeded} of ${users} people, ${failed} failed.`,
        `Locks: ${locked}. Unusual sessions: ${unusual}. Tokens used twice: ${reused}.`,
        `Refused requests: ${denied}. Alerts: ${alerts}.`,
      ]
  const [names, addresses] = isGerman(language)
    ? ['Die meisten Fehlversuche nach Namen', 'Die meisten Fehlversuche nach Adressen']
    : ['Most failures by name', 'Most failures by address']
  const listed = (title: string, rows: readonly (readonly [string, number])[]) =>
    rows.length === 0 ? [] : [`${title}:\n${rows.map(([name, count]) => `- ${name}: ${count}`).join('\n')}`]
  const text = [
    ...lines,
    ...listed(
      names,
      figures.by_user.map((row) => [row.username, row.failed]),
    ),
    ...listed(
      addresses,
      figures.by_address.map((row) => [row.address, row.failed]),
    ),
  ].join('\n\n')
  const subject = isGerman(language) ? `Kontor: Sicherheit, ${days}` : `Kontor: security, ${days}`
  return { subject, text: `${text}\n` }
}
