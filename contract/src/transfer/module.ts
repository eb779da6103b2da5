/** What the module transfer states: its records and what it refuses. */
import { contractModule } from '#contract/kit/module.ts'
import { dataJob } from './data-job.ts'
import { dataJobRow } from './data-job-row.ts'
import { germanTransferFailures, transferFailures } from './failures.ts'

export const transferModule = contractModule('transfer', {
  records: [dataJob, dataJobRow],
  failures: transferFailures,
  german: germanTransferFailures,
})
