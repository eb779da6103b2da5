/** Die Texte des Rahmens auf Deutsch. */
import type { Words } from '#web/look/words/catalogue.ts'
import type { ShellTexts } from './shell-texts.ts'

export const de: Words<ShellTexts> = {
  skip: 'Zum Inhalt springen',
  menu: {
    label: 'Hauptmenü',
    open: 'Menü öffnen',
    close: 'Menü schließen',
    fold: 'Menü einklappen',
    unfold: 'Menü ausklappen',
    home: 'Start',
  },
  crumbs: { label: 'Sie sind hier' },
  search: {
    open: 'Suchen oder springen zu …',
    short: 'Suchen',
    placeholder: 'Seite, Datensatz oder Befehl eingeben',
    pages: 'Seiten',
    found: 'Datensätze',
    commands: 'Befehle',
    nothing: 'Nichts gefunden zu „{text}“',
    hint: 'Pfeile wählen, Enter öffnet, Escape schließt.',
    count: 'Keine Treffer|Ein Treffer|{n} Treffer',
  },
  organization: {
    label: 'Organisation: {name}',
    choose: 'Organisation wählen',
    active: 'Sie arbeiten in',
  },
  language: { label: 'Sprache: {name}' },
  colours: { dark: 'Dunkle Ansicht', light: 'Helle Ansicht', system: 'Hell oder dunkel wie das System' },
  toasts: { label: 'Meldungen', close: 'Meldung schließen' },
  user: { menu: 'Konto von {name}', sign_out: 'Abmelden' },
  start: {
    title: 'Start',
    greeting: 'Guten Tag, {name}',
    none: 'Noch ist nichts für Sie freigegeben',
    none_detail:
      'Sie haben in dieser Organisation keine Berechtigungen. Bitten Sie die Administration um eine Rolle.',
  },
  not_found: {
    title: 'Hier ist nichts',
    detail: 'Die Adresse stimmt nicht, oder die Seite ist umgezogen.',
    home: 'Zur Startseite',
    back: 'Zurück',
  },
  forbidden: {
    title: 'Diese Seite ist nicht für Sie freigegeben',
    detail:
      'Sie verlangt die Berechtigung {permission} in {organization}. Bitten Sie die Administration darum.',
  },
  unreachable: { title: 'Kontor antwortet nicht' },
  shortcuts: {
    title: 'Tastenkürzel',
    general: 'Überall',
    palette: 'Suche und Befehle',
    dialog: 'Diese Liste zeigen',
    fold: 'Menü ein- oder ausklappen',
    home: 'Zur Startseite',
    single: 'Kürzel aus einzelnen Tasten',
    single_help: 'Schalten Sie sie ab, wenn Sie diktieren oder Spracheingabe nutzen.',
    grid: 'In Listen',
    grid_move: 'Zwischen Zellen bewegen',
    grid_open: 'Zeile öffnen',
    grid_select: 'Zeile auswählen',
    grid_extend: 'Bis hierher auswählen',
    grid_width: 'Breite einer Spalte, auf ihrem Kopf',
    lines: 'In Belegpositionen',
    lines_next: 'Nächste Zelle; hinter der letzten eine neue Position',
    lines_remove: 'Position löschen',
    lines_move: 'Position verschieben',
    lines_list: 'Auswahl einer Zelle öffnen',
  },
}
