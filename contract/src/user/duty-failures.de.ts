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
  'user.pending_over': {
    text: 'Diese Aktion wartet auf niemanden mehr.',
    help: 'Beginnen Sie sie neu, wenn sie noch gewünscht ist.',
  },
}
