/** What the module transfer states: its records and what it refuses. */
import { contractModule } from '#contract/kit/module.ts'
import { monitorJobs } from './background-job.ts'
import { dataJob } from './data-job.ts'
import { dataJobRow } from './data-job-row.ts'
import { transferGerman } from './failures.de.ts'
import { transferFailures } from './failures.ts'

export const transferModule = contractModule('transfer', {
  records: [dataJob, dataJobRow],
  permissions: {
    [monitorJobs]: ['Watch over the background jobs of everybody', 'Hintergrundaufträge aller: Überwachen'],
  },
  failures: transferFailures,
  german: transferGerman,
})
