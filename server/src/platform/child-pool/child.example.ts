/** A child for tests: answers with what it got, or blocks its main thread for ever, as native code can. */
import { childSettings, serveJobs } from './serve-jobs.ts'

serveJobs((job: { readonly block?: boolean; readonly fail?: boolean }) => {
  while (job.block) Math.sqrt(2)
  if (job.fail) process.exit(3)
  return { job, settings: childSettings(), environment: Object.keys(process.env) }
})
