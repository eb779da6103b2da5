/** The texts of the directory in German. */
import type { Words } from '#web/look/words/catalogue.ts'
import type { en } from './people.en.ts'

export const de: Words<typeof en> = {
  title: 'Verzeichnis',
  detail: 'Wer hier arbeitet, was sie tun und wie man sie erreicht.',
  search: 'Name, Abteilung, Telefon … suchen',
  filters: 'Filter des Verzeichnisses',
  department: 'Abteilung',
  site: 'Standort',
  role: 'Rolle',
  state: 'Stand',
  any: 'Alle',
  active: 'Da',
  away: 'Abwesend',
  inactive: 'Inaktiv',
  count: 'Niemand | Eine Person | {n} Personen',
  none: 'Niemand passt',
  none_detail: 'Was jemand verbirgt, wird auch nicht gefunden.',
  clear: 'Alle zeigen',
  reports_to: 'berichtet an {name}',
  access: 'Zugriff',
}
