/** Die Texte der Bausteine auf Deutsch. */
import type { LookTexts } from './look-texts.ts'
import type { Words } from './words/catalogue.ts'

export const de: Words<LookTexts> = {
  keys: { ctrl: 'Strg', alt: 'Alt', shift: 'Umschalt', delete: 'Entf', escape: 'Esc', space: 'Leertaste' },
  field: { required: 'Pflichtfeld' },
  decimal: {
    not_a_number: 'Das ist keine Zahl.',
    too_many_places: 'Höchstens {places} Nachkommastellen.',
  },
  day: {
    no_date: 'Das ist kein Datum.',
    placeholder: 'T.M.JJJJ',
    pick: 'Tag im Kalender wählen',
  },
  combobox: {
    choices: 'Auswahl',
    clear: 'Leeren',
    searching: 'Suche läuft …',
    nothing: 'Nichts gefunden',
    failed: 'Die Suche ist fehlgeschlagen. Tippen Sie weiter, um es erneut zu versuchen.',
    create: '„{text}“ anlegen',
    found: 'Keine Treffer|Ein Treffer|{n} Treffer',
  },
  grid: {
    columns: 'Spalten',
    select: '{name} auswählen',
    select_all: 'Alle Zeilen auswählen',
    all: 'Alle',
    sort_by: 'Sortieren nach',
    unsorted: 'wie geliefert',
    ascending: '{name} ↑',
    descending: '{name} ↓',
    move_up: '{name} nach oben',
    move_down: '{name} nach unten',
    reset: 'Spalten zurücksetzen',
  },
  lines: {
    number: 'Pos.',
    actions: 'Aktionen',
    add: 'Position hinzufügen',
    undo: 'Löschen rückgängig machen',
    cell: '{column}, Position {number}',
    remove: 'Position {number} löschen',
    remove_hint: 'Position löschen (Strg+Entf)',
    removed: 'Position {number} gelöscht',
  },
  pager: {
    label: 'Seiten',
    none: 'Keine Zeilen',
    shown: '{from}–{to} von {count}',
    shown_of_more: '{from}–{to} von mehr als {count}',
    page: 'Seite {page} von {last}',
    previous: 'Vorige Seite',
    next: 'Nächste Seite',
  },
  filter: {
    search: 'In der Liste suchen',
    group: 'Liste',
    active: 'Aktive Filter',
    add: 'Filter',
    clear: 'Alle entfernen',
    remove: 'Filter {name} entfernen',
  },
  confirm: { cancel: 'Abbrechen' },
}
