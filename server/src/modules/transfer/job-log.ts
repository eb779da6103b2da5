/** What is written down of an import: what became of its rows, how far it is, how it ended. */
import type { Caller, Context } from '#server/kit/context.ts'
import type { Outcome } from '#server/kit/transfer/load-rows.ts'
import type { Pool } from '#server/platform/database.ts'

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
