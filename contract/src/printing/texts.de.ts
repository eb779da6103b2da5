/** Everything the module printing says, in German. */
import type { ModuleTexts } from '#contract/kit/texts.ts'
import { printingGerman } from './failures.de.ts'
import type { printingFailures } from './failures.ts'
import type { printedDocument } from './printed-document.ts'

interface Records {
  readonly printed_document: typeof printedDocument
}

export const de: ModuleTexts<Records, typeof printingFailures> = {
  records: {
    printed_document: {
      label: ['Gedrucktes Dokument', 'Gedruckte Dokumente'],
      fields: {
        document_kind: 'Belegart',
        document_id: 'Beleg',
        title: 'Titel',
        language: 'Sprache',
        media_type: 'Dateityp',
        size_bytes: 'Größe in Byte',
        digest: 'SHA-256',
        file: 'Datei',
      },
      choices: {},
    },
  },
  failures: printingGerman,
}
