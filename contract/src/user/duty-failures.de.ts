/** What is refused for the sake of separate duties, second persons and reviews, in German. */
import type { FailureTexts } from '#contract/kit/texts.ts'
import type { dutyFailures } from './duty-failures.ts'

export const dutyGerman: FailureTexts<typeof dutyFailures> = {
  'user.duty_conflict': {
    text: 'Das würde Aufgaben vereinen, die getrennt gehören: {rules}.',
    help: 'Geben Sie eine andere Rolle oder beantragen Sie zuerst eine Ausnahme.',
  },
  'user.duty_reason': {
    text: 'Das vereint Aufgaben, die getrennt gehören: {rules}. Sagen Sie, warum es sein muss.',
    help: 'Ihre Begründung wird als Ausnahme aufbewahrt.',
  },
  'user.duty_same': { text: 'Keine Berechtigung kann auf beiden Seiten stehen: {permission}.' },
  'user.duty_strict': { text: 'Diese Regel lässt keine Ausnahme zu.' },
  'user.duty_side_empty': { text: 'Jede Seite braucht mindestens eine Berechtigung.' },
  'user.not_controllable': { text: 'Die Aktion {permission} kann keine zwei Personen verlangen.' },
  'user.second_person': {
    text: 'Das muss jemand anderes bestätigen.',
    help: 'Zwei Personen sind zwei: Wer etwas beginnt, bestätigt es nicht.',
  },
  'user.second_person_missing': {
    text: 'Weniger als zwei Personen haben die Berechtigung {permission}.',
    help: 'Geben Sie sie erst einer zweiten Person, sonst könnte niemand je bestätigen.',
  },
  'user.second_person_import': {
    text: 'Diese Zeilen brauchen einzeln eine zweite Person.',
    help: 'Geben Sie sie einzeln ein, oder schalten Sie das Vier-Augen-Prinzip so lange aus.',
  },
  'user.second_person_secret': {
    text: 'Das braucht zwei Personen, und was ein Geheimnis trägt, kann nicht auf die zweite warten.',
    help: 'Tun Sie es ohne das Geheimnis, oder schalten Sie das Vier-Augen-Prinzip dafür so lange aus.',
  },
  'user.pending_over': {
    text: 'Diese Aktion wartet auf niemanden mehr.',
    help: 'Beginnen Sie sie neu, wenn sie noch gewünscht ist.',
  },
  'user.reviewer_lacks': {
    text: '{name} darf nicht überall entscheiden, wohin diese Zugriffsprüfung reicht.',
    help: 'Geben Sie dort die Berechtigung user.decide_accessreview, oder nennen Sie jemand anderen.',
  },
  'user.deputy_missing': {
    text: 'Der Prüfer würde prüfen, was er selbst hat.',
    help: 'Nennen Sie eine Stellvertretung, die das entscheidet.',
  },
  'user.deputy_same': { text: 'Nennen Sie jemand anderen als den Prüfer.' },
  'user.starts_after_due': { text: 'Sie würde nach dem Termin beginnen.' },
  'user.review_empty': { text: 'Es gibt nichts zu prüfen.' },
  'user.review_open': { text: '{count} Zeilen sind noch nicht entschieden.' },
  'user.review_over': { text: 'Diese Zugriffsprüfung ist nicht offen.' },
  'user.not_reviewer': {
    text: 'Nur der Prüfer entscheidet, und seine Stellvertretung, wo es um ihn selbst geht.',
  },
  'user.own_review': { text: 'Niemand prüft, was er selbst hat.' },
  'user.line_decided': {
    text: 'Diese Zeile ist schon entschieden.',
    help: 'Laden Sie die Seite neu, um zu sehen, wie.',
  },
  'user.decision_unknown': { text: 'Entscheiden Sie keep oder withdraw, letzteres mit Grund.' },
  'user.export_missing': { text: 'Diese Prüfung ist nicht abgeschlossen und hat darum keinen Export.' },
}
