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
  'user.link_refused': {
    status: 400,
    text: 'The other system does not confirm this account.',
    help: 'Check name and password there, then try again.',
  },
  'user.link_taken': { status: 409, text: 'This account of the other system belongs to somebody else here.' },
  'user.link_exists': {
    status: 409,
    text: 'Your account is linked to this provider already.',
    help: 'Unlink it first.',
  },
  'user.last_way_in': {
    status: 409,
    text: 'Nothing else would open your account.',
    help: 'Choose a password or set up a passkey first.',
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
  'user.link_refused': {
    text: 'Das andere System bestätigt dieses Konto nicht.',
    help: 'Prüfen Sie Name und Passwort dort und versuchen Sie es noch einmal.',
  },
  'user.link_taken': { text: 'Dieses Konto des anderen Systems gehört hier jemand anderem.' },
  'user.link_exists': {
    text: 'Ihr Konto ist mit diesem Dienst schon verbunden.',
    help: 'Trennen Sie es zuerst.',
  },
  'user.last_way_in': {
    text: 'Nichts anderes würde Ihr Konto mehr öffnen.',
    help: 'Wählen Sie zuerst ein Passwort oder richten Sie einen Passkey ein.',
  },
  'user.provider_incomplete': { text: 'Ein Anmeldedienst dieser Art braucht das.' },
  'user.provider_address': { text: '{address} ist keine Adresse, die hier benutzt werden kann.' },
  'user.filter_wrong': { text: 'Dieser Filter ist nicht lesbar, oder {placeholder} fehlt darin.' },
}
