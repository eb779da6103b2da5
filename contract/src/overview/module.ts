/** What the module overview states: its records and what it refuses. */
import { contractModule } from '#contract/kit/module.ts'
import { overviewGerman } from './failures.de.ts'
import { overviewFailures } from './failures.ts'

export const overviewModule = contractModule('overview', {
  records: [],
  failures: overviewFailures,
  german: overviewGerman,
  permissions: { 'overview.report_open_work': ['Report on open work', 'Bericht über offene Arbeit'] },
})
