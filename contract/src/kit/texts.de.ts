/** What the kit refuses, in German. */
import type { kitFailures } from './failure.ts'
import type { FailureTexts } from './texts.ts'

export const kitGerman: FailureTexts<typeof kitFailures> = {
  'kit.not_signed_in': {
    text: 'Sie sind nicht angemeldet.',
    help: 'Melden Sie sich an und versuchen Sie es erneut.',
  },
  'kit.sign_in_failed': {
    text: 'Name oder Passwort stimmen nicht.',
    help: 'Nach mehreren Fehlversuchen hintereinander wird ein Konto für eine Weile gesperrt.',
  },
  'kit.session_expired': { text: 'Ihre Sitzung ist beendet.', help: 'Melden Sie sich erneut an.' },
  'kit.csrf': { text: 'Die Anfrage kam nicht aus dieser Anwendung.', help: 'Laden Sie die Seite neu.' },
  'kit.outside_scope': {
    text: 'Die Berechtigung {permission} liegt außerhalb des Umfangs dieses Schlüssels oder Tokens.',
    help: 'Bitten Sie um einen Schlüssel, der sie umfasst.',
  },
  'kit.forbidden': {
    text: 'Ihnen fehlt die Berechtigung {permission} in {organization}.',
    help: 'Bitten Sie die Administration dieser Organisation darum.',
  },
  'kit.not_found': { text: 'Unter dieser Adresse gibt es nichts, oder Sie dürfen es nicht sehen.' },
  'kit.wrong_method': { text: '{method} ist hier nicht möglich.' },
  'kit.invalid': { text: 'Einige Angaben stimmen nicht.', help: 'Sehen Sie sich die markierten Felder an.' },
  'kit.malformed': { text: 'Die Anfrage war nicht lesbar: {reason}' },
  'kit.too_large': { text: 'Die Anfrage ist größer als {limit}.' },
  'kit.wrong_content_type': { text: 'Erwartet wird {expected}, nicht {given}.' },
  'kit.version_missing': {
    text: 'Die Anfrage sagt nicht, welche Version sie ändert.',
    help: 'Lesen Sie den Datensatz und senden Sie sein ETag als If-Match.',
  },
  'kit.version_stale': {
    text: 'Jemand anderes hat diesen Datensatz geändert, seit Sie ihn geöffnet haben.',
    help: 'Laden Sie ihn neu und geben Sie Ihre Änderung noch einmal ein.',
  },
  'kit.key_reused': { text: 'Dieser Idempotency-Key gehört schon zu einer anderen Anfrage.' },
  'kit.move_not_allowed': {
    text: '{record} ist im Status {status}: {move} ist nicht möglich.',
    help: 'Laden Sie die Seite neu, um den aktuellen Stand zu sehen.',
  },
  'kit.not_editable': { text: '{record} ist im Status {status} und lässt sich nicht mehr bearbeiten.' },
  'kit.in_use': {
    text: '{record} wird verwendet ({users}) und lässt sich nicht löschen.',
    help: 'Ändern Sie zuerst diese, oder setzen Sie es inaktiv.',
  },
  'kit.too_many_requests': { text: 'Zu viele Anfragen.', help: 'Warten Sie {seconds} Sekunden.' },
  'kit.unavailable': {
    text: 'Kontor kann gerade nicht antworten.',
    help: 'Versuchen Sie es gleich noch einmal.',
  },
  'kit.organization_closed': {
    text: '{organization} ist im Status {status}: Dort kann nichts Neues angelegt werden.',
    help: 'Wählen Sie oben auf der Seite eine andere Organisation.',
  },
  'kit.organization_missing': { text: 'Wählen Sie die Organisation, der das gehören soll.' },
  'kit.page_too_deep': { text: 'Zeilen jenseits von {limit} werden mit einem Zeiger gelesen: {address}' },
  'kit.filter': { text: '{reason}' },
  'kit.required': { text: 'Dieses Feld ist erforderlich.' },
  'kit.unknown_field': { text: 'Ein Feld dieses Namens gibt es nicht.' },
  'kit.read_only': { text: 'Dieses Feld lässt sich nicht beschreiben.' },
  'kit.frozen': { text: 'Dieses Feld lässt sich nach dem Anlegen nicht mehr ändern.' },
  'kit.not_null': { text: 'Dieses Feld darf nicht leer sein.' },
  'kit.wrong_type': { text: 'Diese Angabe passt nicht zum Feld.' },
  'kit.too_long': { text: 'Höchstens {max} Zeichen.' },
  'kit.too_short': { text: 'Mindestens {min} Zeichen.' },
  'kit.too_great': { text: 'Höchstens {max}.' },
  'kit.too_small': { text: 'Mindestens {min}.' },
  'kit.too_many_places': { text: 'Höchstens {places} Nachkommastellen.' },
  'kit.not_a_choice': { text: 'Wählen Sie einen dieser Werte: {choices}.' },
  'kit.wrong_format': { text: 'Diese Angabe hat nicht die richtige Form.' },
  'kit.reference_missing': { text: 'Diesen Datensatz gibt es nicht.' },
  'kit.reference_out_of_reach': { text: 'Dieser Datensatz gehört einer anderen Organisation.' },
  'kit.taken': { text: 'Diesen Wert gibt es schon.' },
  'kit.check_failed': { text: 'Der Wert ist hier nicht zulässig.' },
  'kit.order': { text: 'Das darf nicht vor „{other}“ liegen.' },
  'kit.order_strict': { text: 'Das muss nach „{other}“ liegen.' },
  'kit.tree_circle': { text: 'Ein Eintrag kann nicht unter sich selbst stehen.' },
}
