/** What Kontor writes to somebody about his own account, in both languages. */
import { fill, type Parameters } from '#contract/kit/failure.ts'
import { accountEnglish, accountGerman } from '#server/modules/user/account/account-letters.ts'

interface Letter {
  readonly subject: string
  readonly paragraphs: readonly string[]
}

const english = {
  ...accountEnglish,
  code: {
    subject: 'Your code for Kontor',
    paragraphs: [
      'Your code is {code}.',
      'It holds for ten minutes and serves once.',
      'If you did not ask for it, somebody knows your password: change it.',
    ],
  },
  factor_added: {
    subject: 'A second factor was added to your account',
    paragraphs: ['New on your account: {factor}.', 'If this was not you, tell your administrator at once.'],
  },
  factor_removed: {
    subject: 'A second factor was removed from your account',
    paragraphs: [
      'Gone from your account: {factor}.',
      'If this was not you, tell your administrator at once.',
    ],
  },
  provider_linked: {
    subject: 'Your account was linked to {provider}',
    paragraphs: [
      'From now on {provider} can open your account.',
      'If this was not you, tell your administrator at once.',
    ],
  },
  provider_unlinked: {
    subject: 'Your account is no longer linked to {provider}',
    paragraphs: [
      '{provider} no longer opens your account.',
      'If this was not you, tell your administrator at once.',
    ],
  },
  recovery_used: {
    subject: 'A recovery code was used',
    paragraphs: [
      'Somebody signed in to your account with a recovery code; {left} are left.',
      'If this was not you, tell your administrator at once.',
    ],
  },
  unusual: {
    subject: 'A new device signed in to your account',
    paragraphs: [
      '{device}, from the address {address}, at {time} (UTC).',
      'If this was not you, change your password and end the session under “My sessions”.',
    ],
  },
  factors_reset: {
    subject: 'Your second factors were reset',
    paragraphs: [
      'Two administrators have reset the second factors of your account. Set up new ones when you next sign in.',
      'If you did not ask for it, tell your administrator at once.',
    ],
  },
} as const satisfies Record<string, Letter>

const german: Readonly<Record<keyof typeof english, Letter>> = {
  ...accountGerman,
  code: {
    subject: 'Ihr Code für Kontor',
    paragraphs: [
      'Ihr Code ist {code}.',
      'Er gilt zehn Minuten und einmal.',
      'Wenn Sie nicht darum gebeten haben, kennt jemand Ihr Passwort: Ändern Sie es.',
    ],
  },
  factor_added: {
    subject: 'Ihr Konto hat einen neuen zweiten Faktor',
    paragraphs: [
      'Neu an Ihrem Konto: {factor}.',
      'Waren Sie das nicht, sagen Sie es sofort Ihrer Verwaltung.',
    ],
  },
  factor_removed: {
    subject: 'Ein zweiter Faktor Ihres Kontos wurde entfernt',
    paragraphs: [
      'Nicht mehr an Ihrem Konto: {factor}.',
      'Waren Sie das nicht, sagen Sie es sofort Ihrer Verwaltung.',
    ],
  },
  provider_linked: {
    subject: 'Ihr Konto wurde mit {provider} verbunden',
    paragraphs: [
      'Von jetzt an kann {provider} Ihr Konto öffnen.',
      'Waren Sie das nicht, sagen Sie es sofort Ihrer Verwaltung.',
    ],
  },
  provider_unlinked: {
    subject: 'Ihr Konto ist nicht mehr mit {provider} verbunden',
    paragraphs: [
      '{provider} öffnet Ihr Konto nicht mehr.',
      'Waren Sie das nicht, sagen Sie es sofort Ihrer Verwaltung.',
    ],
  },
  recovery_used: {
    subject: 'Ein Wiederherstellungscode wurde verwendet',
    paragraphs: [
      'Jemand hat sich mit einem Wiederherstellungscode an Ihrem Konto angemeldet; {left} sind noch übrig.',
      'Waren Sie das nicht, sagen Sie es sofort Ihrer Verwaltung.',
    ],
  },
  unusual: {
    subject: 'Ein neues Gerät hat sich an Ihrem Konto angemeldet',
    paragraphs: [
      '{device}, von der Adresse {address}, um {time} (UTC).',
      'Waren Sie das nicht, ändern Sie Ihr Passwort und beenden Sie die Sitzung unter „Meine Sitzungen“.',
    ],
  },
  factors_reset: {
    subject: 'Ihre zweiten Faktoren wurden zurückgesetzt',
    paragraphs: [
      'Zwei Personen der Verwaltung haben die zweiten Faktoren Ihres Kontos zurückgesetzt.',
      'Richten Sie bei der nächsten Anmeldung neue ein.',
      'Haben Sie nicht darum gebeten, sagen Sie es sofort Ihrer Verwaltung.',
    ],
  },
}

export type LetterKind = keyof typeof english

export function mailText(kind: LetterKind, language: string, parameters: Parameters) {
  const { subject, paragraphs } = (language.startsWith('de') ? german : english)[kind]
  return { subject: fill(subject, parameters), text: `${fill(paragraphs.join('\n\n'), parameters)}\n` }
}
