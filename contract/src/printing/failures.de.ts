/** What the module printing refuses, in German. */
import type { FailureTexts } from '#contract/kit/texts.ts'
import type { printingFailures } from './failures.ts'

export const printingGerman: FailureTexts<typeof printingFailures> = {
  'printing.not_printable': {
    text: 'Der Beleg lässt sich noch nicht drucken.',
    help: 'Sehen Sie nach, was fehlt.',
  },
  'printing.paper_fault': { text: '{detail}' },
  'printing.printer_failed': {
    text: 'Der Beleg ließ sich gerade nicht drucken.',
    help: 'Versuchen Sie es gleich noch einmal.',
  },
  'printing.original_lost': {
    text: 'Das Original von {title} fehlt im Dateispeicher.',
    help: 'Stellen Sie den Dateispeicher aus der Sicherung wieder her; ein Original wird nie neu erzeugt.',
  },
}
