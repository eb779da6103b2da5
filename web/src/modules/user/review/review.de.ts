/** The texts of access reviews in German. */
import type { Words } from '#web/look/words/catalogue.ts'
import type { en } from './review.en.ts'

export const de: Words<typeof en> = {
  lines: 'Was überprüft wird',
  none: 'Noch wird nichts überprüft',
  none_detail: 'Mit dem Beginn steht hier jede Mitgliedschaft und Zuweisung, die sie umfasst.',
  progress: '{done} von {all} entschieden',
  keep: 'Behalten',
  withdraw: 'Entziehen',
  keep_selected: 'Die ausgewählte behalten | Die {n} ausgewählten behalten',
  select: '{name} auswählen',
  open: 'Offen',
  kept: 'Behalten',
  withdrawn: 'Entzogen',
  saved: 'Eine Zeile entschieden | {n} Zeilen entschieden',
  reason: 'Warum wird es entzogen?',
  reason_help: 'Es wirkt sofort und steht im Export.',
  withdraw_title: '{name} die Rolle {role} entziehen?',
  breaks: 'verletzt {rules}',
  export: 'Export',
  by: '{name}, {at}',
}
