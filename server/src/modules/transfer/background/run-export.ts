/** Writes the file of an export, page by page; a run that was cut off writes it anew. */
import type { Context } from '#server/kit/context.ts'
import { inContext } from '#server/kit/in-context.ts'
import { mustReach } from '#server/kit/query/visible.ts'
import { recordOf } from '#server/kit/registry.ts'
import { fileServices } from '#server/platform/file-services.ts'
import { exportRows } from '#server/modules/transfer/export-rows.ts'
import { endAsBroken, type Run } from '#server/modules/transfer/job-log.ts'
import { type InputParameters, listQueryOf } from './start-export.ts'

/** How long a file is kept for its owner. */
const keptDays = 7

interface Job {
  readonly record: string
  readonly input_params: InputParameters
}

const beginText = `update data_job set status = 'running', started_at = coalesce(started_at, $3), done_rows = 0,
  version = version + 1, updated_at = $3
where tenant_id = $1 and id = $2 and status in ('pending', 'running') returning record, input_params`
const progressText = `update data_job set done_rows = $4, version = version + 1, updated_at = $3
where tenant_id = $1 and id = $2 and status = 'running' returning id`
const doneText = `update data_job set status = 'completed', finished_at = $3, updated_at = $3, done_rows = $4,
  total_rows = $4, output_digest = $5, output_bytes = $6, expires_at = $3::timestamptz + make_interval(days => $7),
  version = version + 1
where tenant_id = $1 and id = $2 and status = 'running'`

/** The run is to stop, or its owner has called the job off. */
class BrokenOff extends Error {}

export async function runExport(run: Run): Promise<boolean> {
  const { jobId, caller, pool, now, signal } = run
  const within = <T>(work: (ctx: Context) => Promise<T>) => inContext(pool, caller, now(), work)
  const update = <R>(text: string, ...values: unknown[]) =>
    within((ctx) => ctx.rows<R>(text, [ctx.tenantId, jobId, ctx.now.toISOString(), ...values]))
  let rows = 0
  async function* pieces(job: Job, ctx: Context): AsyncGenerator<string> {
    await ctx.rows('set local transaction_timeout = 0') // a million rows take their time
    mustReach(recordOf(job.record), 'export', ctx.identity)
    for await (const piece of exportRows(recordOf(job.record), listQueryOf(job.input_params), ctx)) {
      yield piece.csv
      rows += piece.rows
      const isWanted = (await update(progressText, rows)).length > 0
      if (signal.aborted || !isWanted) throw new BrokenOff()
    }
  }
  try {
    const [job] = await update<Job>(beginText)
    if (job === undefined) return true
    const kept = await inContext(
      pool,
      caller,
      now(),
      (ctx) => fileServices().exports.keepStream(ctx.tenantId, pieces(job, ctx)),
      'read',
    )
    await update(doneText, rows, kept.digest, kept.size, keptDays)
    return true
  } catch (error) {
    if (error instanceof BrokenOff) return !signal.aborted
    await endAsBroken(run, within, error)
    throw error
  }
}
