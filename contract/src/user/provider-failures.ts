/** What signing in by a provider can refuse, in both languages. */
import type { Failures } from '#contract/kit/failure.ts'
import type { FailureTexts } from '#contract/kit/texts.ts'

export const providerFailures = {
  'user.provider_refused': {
    status: 401,
    text: 'The sign-in at the other system did not lead to an account here.',
    help: 'Try again. If it stays so, ask your administrator to link your account.',
  },
  'user.provider_unreachable': {
    status: 503,
    text: 'The other system cannot be asked at the moment.',
    help: 'Try again in a while, or sign in another way.',
  },
  'user.provider_incomplete': { status: 400, text: 'A provider of this kind needs this.' },
  'user.provider_address': { status: 400, text: '{address} is no address that can be used here.' },
  'user.filter_wrong': {
    status: 400,
    text: 'This filter cannot be read, or {placeholder} is missing in it.',
  },
} as const satisfies Failures

export const providerGerman: FailureTexts<typeof providerFailures> = {
  'user.provider_refused': {
    text: 'Die Anmeldung am anderen System hat hier zu keinem Konto geführt.',
    help: 'Versuchen Sie es noch einmal. Bleibt es so, lassen Sie Ihr Konto verbinden.',
  },
  'user.provider_unreachable': {
    text: 'Das andere System lässt sich gerade nicht fragen.',
    help: 'Versuchen Sie es später noch einmal, oder melden Sie sich anders an.',
  },
  'user.provider_incomplete': { text: 'Ein Anmeldedienst dieser Art braucht das.' },
  'user.provider_address': { text: '{address} ist keine Adresse, die hier benutzt werden kann.' },
  'user.filter_wrong': { text: 'Dieser Filter ist nicht lesbar, oder {placeholder} fehlt darin.' },
}
