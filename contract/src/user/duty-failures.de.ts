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
}
