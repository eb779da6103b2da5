/** Runs a staged import in batches, each its own transaction; a run that was cut off goes on where it stopped. */
import { type Caller, type Context, inContext } from '#server/kit/context.ts'
import { problemOf } from '#server/kit/problem.ts'
import { recordOf } from '#server/kit/registry.ts'
import type { Outcome } from '#server/kit/transfer/load-rows.ts'
import type { Pool } from '#server/platform/database.ts'
import { dryRun } from './dry-run.ts'
import { importerOf, type StagedRow } from './importer-of.ts'

export const batchSize = 200

export interface Job {
  readonly id: string
  readonly organization_id: string
  readonly record: string
  readonly status: string
  readonly is_dry_run: 'yes' | 'no'
}

/** What a run is given: who asked for it, and when to break off between two batches. */
export interface Run {
  readonly jobId: string
  readonly caller: Caller
  readonly pool: Pool
  readonly now: () => Date
  readonly signal: AbortSignal
  /** True where nobody tries again after a failure. */
  readonly isLastAttempt: boolean
}

const jobText = `select id, organization_id, record, status, is_dry_run from data_job
where tenant_id = $1 and id = $2 for update`
const waitingText = `select row_number, cells from data_job_row
where tenant_id = $1 and data_job_id = $2 and outcome = 'waiting' order by row_number limit $3`
const outcomeText = `update data_job_row d
  set outcome = r.outcome, record_id = r.id, reason = r.reason, errors = r.errors
from jsonb_to_recordset($1::jsonb) as r(number integer, outcome text, id text, reason text, errors jsonb)
where d.tenant_id = $2 and d.data_job_id = $3 and d.row_number = r.number`
const progressText = `update data_job set status = 'running', started_at = coalesce(started_at, $3),
  done_rows = done_rows + $4,
  loaded_rows = loaded_rows + $5, unchanged_rows = unchanged_rows + $6, skipped_rows = skipped_rows + $7,
  failed_rows = failed_rows + $8, version = version + 1, updated_at = $3 where tenant_id = $1 and id = $2`
const finishText = `update data_job set status = $3, finished_at = $4, version = version + 1, updated_at = $4,
  result_log = result_log || $5::jsonb where tenant_id = $1 and id = $2`

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
    const { status, body } = problemOf(error, caller.request.language, caller.request.id)
    const passes = status === 503 && !run.isLastAttempt
    if (!passes) await within((ctx) => finish(jobId, 'failed', { error: body.title }, ctx))
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
  const outcomes = await importerOf(recordOf(job.record)).load(waiting, job.organization_id, ctx)
  await note(outcomes, jobId, ctx)
  return 'more'
}

/** Writes what became of rows, and the sums of it. */
export async function note(outcomes: readonly Outcome[], jobId: string, ctx: Context): Promise<void> {
  const count = (what: Outcome['outcome']) => outcomes.filter(({ outcome }) => outcome === what).length
  const sums = [count('loaded'), count('unchanged'), count('skipped'), count('failed')]
  await Promise.all([
    ctx.rows(outcomeText, [JSON.stringify(outcomes), ctx.tenantId, jobId]),
    ctx.rows(progressText, [ctx.tenantId, jobId, ctx.now.toISOString(), outcomes.length, ...sums]),
  ])
}

export async function finish(
  jobId: string,
  status: 'completed' | 'failed',
  log: object,
  ctx: Context,
): Promise<void> {
  await ctx.rows(finishText, [ctx.tenantId, jobId, status, ctx.now.toISOString(), JSON.stringify(log)])
}
