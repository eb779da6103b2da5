/** Die Texte des Baukastens auf Deutsch. */
import type { Words } from './client/texts.ts'
import type { KitTexts } from './kit-texts.ts'

export const de: Words<KitTexts> = {
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
  unsaved: {
    title: 'Ohne Speichern verlassen?',
    detail: 'Was Sie auf dieser Seite eingegeben haben, geht verloren.',
    leave: 'Seite verlassen',
  },
  problem: {
    retry: 'Erneut versuchen',
    unreachable: {
      title: 'Kontor ist nicht erreichbar.',
      advice: 'Prüfen Sie Ihre Verbindung und versuchen Sie es erneut. Ihre Eingaben sind nicht verloren.',
    },
    unreadable: {
      title: 'Die Antwort war nicht lesbar.',
      advice: 'Versuchen Sie es erneut. Bleibt es dabei, informieren Sie Ihre Administration.',
    },
    failed: {
      title: 'Etwas ist schiefgegangen.',
      advice: 'Das liegt nicht an Ihnen. Versuchen Sie es erneut; bleibt es dabei, informieren Sie Ihre Administration.',
    },
    advice_403: 'Bitten Sie die Administration dieser Organisation um die Berechtigung.',
    advice_404: 'Vielleicht wurde es gelöscht, oder es gehört einer anderen Organisation.',
    advice_409: 'Laden Sie die Seite neu, um den aktuellen Stand zu sehen.',
    advice_412: 'Laden Sie die Seite neu und geben Sie Ihre Änderung noch einmal ein.',
    advice_413: 'Wählen Sie eine kleinere Datei oder senden Sie weniger auf einmal.',
    advice_429: 'Warten Sie einen Augenblick und versuchen Sie es dann erneut.',
  },
}
