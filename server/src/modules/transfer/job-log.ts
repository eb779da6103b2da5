/** What is written down of an import: what became of its rows, how far it is, how it ended. */
import type { Notation } from '#contract/transfer/data-job.ts'
import { problemOf } from '#server/kit/problem.ts'
import type { Caller, Context } from '#server/kit/context.ts'
import type { Outcome } from '#server/kit/transfer/importer.ts'
import type { Pool } from '#server/platform/database.ts'

export const batchSize = 200

/**
 * What becomes of a finding: `strict` makes each an error, `normal` passes over repeated rows and columns of the
 * file that fill nothing, `lenient` leaves a value out that is no good where the field can do without.
 */
export const strictnesses = ['strict', 'normal', 'lenient'] as const
export type Strictness = (typeof strictnesses)[number]

export interface Job {
  readonly id: string
  readonly organization_id: string
  readonly record: string
  readonly status: string
  readonly is_dry_run: 'yes' | 'no'
  readonly strictness: Strictness
  readonly notation: Notation
}

export type Within = <T>(work: (ctx: Context) => Promise<T>) => Promise<T>

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

const outcomeText = `update data_job_row d
  set outcome = r.outcome, record_id = r.id, reason = r.reason, errors = r.errors,
    warnings = coalesce(r.warnings, '[]'), is_warned = r.warnings is not null
from jsonb_to_recordset($1::jsonb)
  as r(number integer, outcome text, id text, reason text, errors jsonb, warnings jsonb)
where d.tenant_id = $2 and d.data_job_id = $3 and d.row_number = r.number`
const progressText = `update data_job set status = 'running', started_at = coalesce(started_at, $3),
  done_rows = done_rows + $4,
  loaded_rows = loaded_rows + $5, unchanged_rows = unchanged_rows + $6, skipped_rows = skipped_rows + $7,
  failed_rows = failed_rows + $8, warning_rows = warning_rows + $9, version = version + 1, updated_at = $3
where tenant_id = $1 and id = $2`
const finishText = `update data_job set status = $3, finished_at = $4, version = version + 1, updated_at = $4,
  result_log = result_log || $5::jsonb where tenant_id = $1 and id = $2`

/** What became of a row, and which of its values were left out. */
export interface Judged extends Outcome {
  readonly warnings?: Outcome['errors']
}

/** Writes what became of rows, and the sums of it. */
export async function note(outcomes: readonly Judged[], jobId: string, ctx: Context): Promise<void> {
  const count = (what: Outcome['outcome']) => outcomes.filter(({ outcome }) => outcome === what).length
  const warned = outcomes.filter(({ warnings = [] }) => warnings.length > 0).length
  const sums = [count('loaded'), count('unchanged'), count('skipped'), count('failed'), warned]
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

/** A fault ends the job, save that of a database which is away while there is another attempt. */
export async function endAsBroken(run: Run, within: Within, error: unknown): Promise<void> {
  const { language, id } = run.caller.request
  const { status, body } = problemOf(error, language, id)
  if (status === 503 && !run.isLastAttempt) return
  await within((ctx) => finish(run.jobId, 'failed', { error: body.title }, ctx))
}
