/** What the module printing states: its records and what it refuses. */
import { contractModule } from '#contract/kit/module.ts'
import { printedDocument } from './printed-document.ts'
import { printingGerman } from './failures.de.ts'
import { printingFailures } from './failures.ts'

export const printingModule = contractModule('printing', {
  records: [printedDocument],
  failures: printingFailures,
  german: printingGerman,
})
