/** What the module user refuses, in German. */
import type { FailureTexts } from '#contract/kit/texts.ts'
import { dutyGerman } from './duty-failures.de.ts'
import type { userFailures } from './failures.ts'
import { providerGerman } from './provider-failures.ts'

export const userGerman: FailureTexts<typeof userFailures> = {
  ...providerGerman,
  'user.password_common': {
    text: 'Dieses Passwort ist zu leicht zu erraten.',
    help: 'Nehmen Sie mehrere Wörter ohne Zusammenhang, ohne Namen, Jahreszahlen oder Tastenreihen.',
  },
  'user.password_reused': { text: 'Dieses Passwort wurde schon verwendet. Nehmen Sie ein neues.' },
  'user.password_wrong': { text: 'Das ist nicht Ihr jetziges Passwort.' },
  'user.locked': {
    text: 'Zu viele falsche Passwörter.',
    help: 'Warten Sie eine Weile bis zum nächsten Versuch.',
  },
  'user.reason_missing': { text: 'Sagen Sie, warum sich der Benutzer nicht mehr anmelden darf.' },
  'user.never_deleted': {
    text: 'Benutzer werden nie gelöscht: Was sie taten, bleibt ihres.',
    help: 'Setzen Sie stattdessen den Status auf inaktiv.',
  },
  'user.last_administrator': {
    text: 'Niemand bliebe, der die Firma verwalten darf.',
    help: 'Geben Sie dieses Recht zuerst jemand anderem.',
  },
  'user.permission_unknown': { text: 'Eine Berechtigung {permission} gibt es nicht.' },
  'user.one_target': { text: 'Nennen Sie genau eines von: {targets}.' },
  'user.no_password': { text: 'Ein Programm meldet sich mit API-Schlüssel an, nie mit Passwort.' },
  'user.key_network': { text: 'Dieser Schlüssel darf nicht von Ihrer Adresse {address} benutzt werden.' },
  'user.key_exhausted': {
    text: 'Dieser Schlüssel wurde so oft benutzt, wie er darf.',
    help: 'Bitten Sie die für sein Konto verantwortliche Person um einen neuen.',
  },
  'user.key_revoked': { text: 'Dieser Schlüssel ist widerrufen oder abgelaufen.' },
  'user.not_a_network': { text: '{network} ist kein Netz wie 192.0.2.0/24.' },
  'user.not_in_the_future': { text: 'Das muss in der Zukunft liegen, höchstens {days} Tage entfernt.' },
  'user.credential_empty': {
    text: 'Die hinterlegten Zugangsdaten haben keinen Wert.',
    help: 'Setzen Sie ihn bei den hinterlegten Zugangsdaten.',
  },
  'user.credential_locked': {
    text: 'Die hinterlegten Zugangsdaten lassen sich mit den Schlüsseln dieses Servers nicht öffnen.',
    help: 'Setzen Sie den Wert neu, oder stellen Sie das Geheimnis credential-keys wieder her.',
  },
  'user.keys_in_environment': {
    text: 'Die Schlüssel kommen aus JWT_SECRETS: dort einen ergänzen, in JWT_SECRET_ID nennen, neu starten.',
  },
  'user.keys_do_not_work': { text: 'Der neue Schlüssel unterschreibt nichts, das sich prüfen lässt.' },
  'user.rule_unknown': { text: 'Eine Datensatzart {record} mit eigenen Zeilen gibt es nicht.' },
  'user.role_sensitive': {
    text: 'Diese Rolle muss jemand anderes freigeben.',
    help: 'Weisen Sie sie über eine Rollenzuweisung zu, die jemand anderes freigibt.',
  },
  'user.role_over': { text: 'Diese Rolle gilt nicht mehr.' },
  'user.period_missing': { text: 'Eine zeitweilige Erhöhung braucht Anfang und Ende.' },
  'user.period_over': { text: 'Dieses Ende liegt schon in der Vergangenheit.' },
  'user.elevation_too_long': { text: 'Eine Erhöhung dauert hier höchstens {days} Tage.' },
  'user.person_only': {
    text: 'Das entscheidet ein Mensch, kein Programm.',
    help: 'Melden Sie sich selbst an: Schlüssel von Dienstkonten sind nie die zweite Person.',
  },
  'user.own_approval': {
    text: 'Niemand entscheidet über seine eigenen Rechte oder über seinen eigenen Antrag.',
    help: 'Bitten Sie jemand anderen, der Rollenzuweisungen freigeben darf.',
  },
  'user.assignment_over': { text: 'Die Zeit dieser Zuweisung ist vorbei.' },
  'user.object_unknown': { text: 'Diese Zeile gibt es nicht, oder Sie dürfen sie nicht sehen.' },
  'user.object_subject': { text: 'Nennen Sie entweder einen Benutzer oder eine Rolle.' },
  'user.too_many_objects': {
    text: 'Höchstens {limit} Zeilen werden einzeln vergeben.',
    help: 'Vergeben Sie stattdessen eine Rolle.',
  },
  'user.more_than_held': {
    text: 'Niemand gibt mehr weiter, als er selbst darf: {what}.',
    help: 'Bitten Sie jemanden, der es darf.',
  },
  'user.request_empty': { text: 'Sagen Sie, um welches Recht oder welche Rolle Sie bitten.' },
  'user.request_held': { text: 'Das haben Sie schon.' },
  'user.request_open': {
    text: 'Darum haben Sie schon gebeten.',
    help: 'Warten Sie die Entscheidung ab, oder ziehen Sie den früheren Antrag zurück.',
  },
  'user.not_your_request': { text: 'Nur wer darum gebeten hat, zieht einen Antrag zurück.' },
  'user.role_lacks': { text: 'Diese Rolle gibt {permission} nicht.' },
  'user.not_operator': { text: 'Das darf nur, wer diese Installation betreibt.' },
  'user.not_acting': { text: 'Sie handeln nicht in einer anderen Firma.' },
  'user.acting_time': { text: 'Handeln in einer anderen Firma braucht ein Ende innerhalb von 8 Stunden.' },
  'user.role_circle': { text: 'Eine Rolle kann nicht von sich selbst erben.' },
  'user.ticket_over': {
    text: 'Diese Anmeldung ist vorbei oder wurde anderswo begonnen.',
    help: 'Beginnen Sie noch einmal mit Name und Passwort.',
  },
  'user.factor_wrong': {
    text: 'Dieser Nachweis stimmt nicht.',
    help: 'Nehmen Sie den neuesten Code; jeder gilt einmal.',
  },
  'user.factor_unknown': { text: 'Einen solchen zweiten Faktor haben Sie nicht.' },
  'user.factor_exists': { text: 'Diesen zweiten Faktor haben Sie schon.', help: 'Entfernen Sie ihn zuerst.' },
  'user.factor_needed': {
    text: 'Ihre Rolle verlangt einen zweiten Faktor.',
    help: 'Richten Sie zuerst einen anderen ein.',
  },
  'user.code_wrong': {
    text: 'Dieser Code stimmt nicht.',
    help: 'Nehmen Sie den neuesten Code; jeder gilt einmal.',
  },
  'user.code_too_soon': {
    text: 'Ein Code wurde eben erst geschickt.',
    help: 'Warten Sie eine halbe Minute, bevor Sie um einen weiteren bitten.',
  },
  'user.email_missing': {
    text: 'Ihr Konto hat keine E-Mail-Adresse.',
    help: 'Bitten Sie Ihre Administration, eine einzutragen.',
  },
  'user.passkeys_off': {
    text: 'Passkeys gehen hier nicht: Der Server kennt seine öffentliche Adresse nicht.',
    help: 'Bitten Sie Ihre Administration, sie einzustellen.',
  },
  'user.passkey_refused': {
    text: 'Dieser Passkey wurde nicht angenommen.',
    help: 'Versuchen Sie es noch einmal; jeder Versuch braucht eine neue Frage des Servers.',
  },
  'user.not_confirmed': {
    text: 'Bestätigen Sie zuerst, dass Sie es sind.',
    help: 'Geben Sie Ihr Passwort oder einen Code ein; das gilt fünf Minuten.',
  },
  'user.link_over': {
    text: 'Dieser Link ist abgelaufen oder wurde schon verwendet.',
    help: 'Bitten Sie bei der Anmeldung um einen neuen.',
  },
  'user.not_open': { text: 'Dieses Konto ist nicht offen: {status}.' },
  'user.own_successor': { text: 'Wer geht, folgt nicht sich selbst nach.' },
  'user.successor_missing': { text: 'Benennen Sie zuerst die Nachfolge.' },
  'user.offboarding_open': { text: 'Noch ist nicht alles erledigt: {count} Schritte fehlen.' },
  'user.offboarding_over': { text: 'Dieser Austritt ist abgeschlossen.' },
  'user.own_manager': { text: 'Niemand ist sein eigener Vorgesetzter.' },
  'user.reset_not_yours': { text: 'Nur wer darum gebeten hat, zieht es zurück.' },
  'user.reset_own': { text: 'Das muss jemand anderes freigeben.' },
  ...dutyGerman,
}
