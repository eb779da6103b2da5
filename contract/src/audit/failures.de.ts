/** What the module audit refuses, in German. */
import type { FailureTexts } from '#contract/kit/texts.ts'
import type { auditFailures } from './failures.ts'

export const auditGerman: FailureTexts<typeof auditFailures> = {
  'audit.unknown_record': { text: 'Die Datensatzart {name} gibt es nicht.' },
  'audit.instant': {
    text: 'Das ist kein Zeitpunkt.',
    help: 'Schreiben Sie ihn wie 2026-05-03T00:00:00Z, oder einen Tag wie 2026-05-03 für dessen Ende in UTC.',
  },
  'audit.too_many_entries': {
    text: 'Der Filter findet mehr als {most} Einträge.',
    help: 'Engen Sie ihn ein, oder nehmen Sie die ganze Kette ohne Filter.',
  },
  'audit.not_whole': {
    text: 'Die ganze Kette ist für jene, die das Protokoll aller Organisationen exportieren dürfen.',
    help: 'Setzen Sie einen Filter: was Sie sehen dürfen, wird mit seinem Beweis exportiert.',
  },
  'audit.years': { text: 'Von {min} bis {max} ganze Jahre.' },
  'audit.reason_missing': { text: 'Sagen Sie, warum, in mindestens {min} Zeichen.' },
  'audit.nothing_personal': { text: 'Das Protokoll hält zu diesem Datensatz keine personenbezogenen Werte.' },
}
