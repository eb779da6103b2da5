/** Runs a staged import in batches, each its own transaction; a run that was cut off goes on where it stopped. */
import type { Context } from '#server/kit/context.ts'
import { inContext } from '#server/kit/in-context.ts'
import { dryRun } from './dry-run.ts'
import type { StagedRow } from './importer-of.ts'
import { loadAsStrict } from './strictness.ts'
import { batchSize, endAsBroken, finish, type Job, note, type Run } from './job-log.ts'

const jobText = `select id, organization_id, record, status, is_dry_run, strictness, notation from data_job
where tenant_id = $1 and id = $2 for update`
const waitingText = `select row_number, cells from data_job_row
where tenant_id = $1 and data_job_id = $2 and outcome = 'waiting' order by row_number limit $3`
/** Runs until no row waits; false where it broke off. Faults of rows are outcomes, others end the job. */
export async function runImport(run: Run): Promise<boolean> {
  const { jobId, caller, pool, now, signal } = run
  const within = <T>(work: (ctx: Context) => Promise<T>) => inContext(pool, caller, now(), work)
  try {
    for (;;) {
      if (signal.aborted) return false
      const step = await within((ctx) => oneBatch(jobId, ctx))
      if (step === 'done') return true
      if (step === 'dry run') return await dryRun(run, within)
    }
  } catch (error) {
    await endAsBroken(run, within, error)
    throw error
  }
}

/** The job's row stays locked until the batch is written, so that two workers never share one. */
async function oneBatch(jobId: string, ctx: Context): Promise<'more' | 'done' | 'dry run'> {
  const [job] = await ctx.rows<Job>(jobText, [ctx.tenantId, jobId])
  if (job === undefined || !['pending', 'running'].includes(job.status)) return 'done'
  if (job.is_dry_run === 'yes') return 'dry run'
  const waiting = await ctx.rows<StagedRow>(waitingText, [ctx.tenantId, jobId, batchSize])
  if (waiting.length === 0) {
    await finish(jobId, 'completed', {}, ctx)
    return 'done'
  }
  const outcomes = await loadAsStrict(job, waiting, ctx)
  await note(outcomes, jobId, ctx)
  return 'more'
}
