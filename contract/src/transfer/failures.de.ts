/** What the module transfer refuses, in German. */
import type { FailureTexts } from '#contract/kit/texts.ts'
import type { transferFailures } from './failures.ts'

export const transferGerman: FailureTexts<typeof transferFailures> = {
  'transfer.file_missing': { text: 'Es wurde keine Datei gesendet.', help: 'Wählen Sie eine CSV-Datei.' },
  'transfer.no_rows': {
    text: 'Die Datei hat keine Zeilen.',
    help: 'Die erste Zeile nennt die Spalten, jede weitere ist ein Datensatz.',
  },
  'transfer.too_many_rows': { text: 'Die Datei hat mehr als {most} Zeilen.', help: 'Teilen Sie sie.' },
  'transfer.unreadable': { text: 'Die Datei ist in Zeile {line} nicht lesbar: {reason}' },
  'transfer.not_text': {
    text: 'Die Datei ist kein Text in UTF-8.',
    help: 'Speichern Sie sie als CSV in UTF-8. Bilder und Dateien anderer Programme lassen sich nicht lesen.',
  },
  'transfer.bad_mapping': { text: 'Die Spaltenzuordnung ist kein Objekt aus Namen.' },
  'transfer.unknown_column': { text: 'Ein Feld {column} gibt es nicht.' },
  'transfer.column_missing': { text: 'Die Datei hat keine Spalte {column}.' },
  'transfer.column_twice': { text: 'Zwei Spalten der Datei füllen {column}.' },
  'transfer.nothing_mapped': {
    text: 'Keine Spalte der Datei füllt ein Feld.',
    help: 'Die erste Zeile der Datei nennt die Spalten; sagen Sie, welches Feld jede füllt.',
  },
  'transfer.column_not_mapped': { text: 'Die Spalte {column} füllt kein Feld.' },
  'transfer.repeated_key': { text: 'Zeile {row} hat denselben Schlüssel.' },
  'transfer.not_yours': {
    text: 'Die Zeile gehört zum Standard oder einer anderen Organisation und bleibt, wie sie ist.',
  },
  'transfer.no_such_row': {
    text: '{record} {key} gibt es nicht, und neuen gibt das System diesen Schlüssel selbst.',
  },
  'transfer.status_by_move': {
    text: 'Ein Import kann {record} nicht in den Status {status} bringen: Das tut der Vorgang selbst.',
  },
  'transfer.not_ready': {
    text: 'Es gibt keine Datei: Dieser Export ist {status}.',
    help: 'Warten Sie, bis er fertig ist, oder beginnen Sie ihn neu.',
  },
  'transfer.expired': {
    text: 'Die Datei dieses Exports wurde bis {day} aufbewahrt und ist fort.',
    help: 'Exportieren Sie die Liste neu.',
  },
  'transfer.not_running': {
    text: 'Dieser Auftrag ist {status} und lässt sich nicht abbrechen.',
    help: 'Laden Sie die Seite neu, um den aktuellen Stand zu sehen.',
  },
  'transfer.not_ended': {
    text: 'Dieser Auftrag ist {status} und lässt sich nicht wiederholen.',
    help: 'Das geht nur, wenn er fehlgeschlagen ist oder abgebrochen wurde; ein abgebrochener Brief ist fort.',
  },
  'transfer.not_active': { text: 'Der Benutzer, der diesen Import wollte, ist nicht mehr aktiv.' },
}
