/** The texts of the page about two persons in German. */
import type { Words } from '#web/look/words/catalogue.ts'
import type { en } from './controls.en.ts'

export const de: Words<typeof en> = {
  title: 'Vier Augen',
  detail: 'Was hier eine Person beginnt, bestätigt eine andere, bevor es geschieht.',
  search: 'Aktionen suchen',
  only_on: 'Nur was zwei verlangt ({n})',
  nothing: 'Keine Aktion passt',
  always: 'Immer',
  waits: 'wartet eine Stunde | wartet {n} Stunden',
  people: 'niemand darf es | eine Person darf es | {n} Personen dürfen es',
  begin: 'Zwei Personen verlangen',
  begin_title: 'Zwei Personen für: {name}',
  begin_detail: 'Wer es beginnt, tut es nicht mehr allein. Mindestens zwei müssen das Recht haben.',
  begun: '{name} braucht jetzt zwei Personen',
  end: 'Abschalten',
  end_title: 'Genügt eine Person für: {name}?',
  end_detail: 'Auch das Abschalten braucht zwei: Jemand anders bestätigt es.',
  ended: '{name} braucht wieder eine Person',
  hours: 'Stunden, die es warten darf',
  hours_help: 'Was bis dahin niemand bestätigt hat, ist vorbei.',
  note: 'Warum',
}
