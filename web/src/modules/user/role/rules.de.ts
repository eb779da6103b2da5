/** The texts of the rules of a role in German. */
import type { Words } from '#web/look/words/catalogue.ts'
import type { en } from './rules.en.ts'

export const de: Words<typeof en> = {
  part: 'Felder und Zeilen',
  fields: 'Felder',
  fields_detail: 'Was diese Rolle von einem Datensatz nicht zeigt, oder zeigt und nicht ändern lässt.',
  rows: 'Zeilen',
  rows_detail:
    'Wovon nur eigene Zeilen erreicht werden. Nur für eine Abteilung oder einen Standort: Rolle dort geben.',
  record: 'Datensatz',
  field: 'Feld',
  rule: 'Regel',
  hidden: 'Verborgen',
  frozen: 'Nur lesen',
  own: 'Nur eigene Zeilen',
  own_by: 'eigen ist, was man angelegt hat oder wo man genannt ist als: {fields}',
  own_made: 'eigen ist, was man angelegt hat',
  inherited: 'geerbt von {from}',
  stricter: 'hier strenger als geerbt',
  add_field: 'Feldregel hinzufügen',
  add_row: 'Zeilenregel hinzufügen',
  remove: 'Entfernen: {what}',
  no_fields: 'Alle Felder zeigen und ändern sich, wie die Rechte es sagen.',
  no_rows: 'Alle Zeilen werden erreicht, wo die Rechte gelten.',
  choose: 'Wählen …',
}
