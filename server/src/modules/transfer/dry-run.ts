/** Tries an import out: everything in one transaction that is taken back; only the account of the rows stays. */
import type { Context } from '#server/kit/context.ts'
import type { StagedRow } from './importer-of.ts'
import { batchSize, finish, type Job, type Judged, note, type Run, type Within } from './job-log.ts'
import { loadAsStrict } from './strictness.ts'

const jobText = `select organization_id, record, strictness, notation from data_job where tenant_id = $1 and id = $2`
const rowsText = `select row_number, cells from data_job_row
where tenant_id = $1 and data_job_id = $2 and outcome = 'waiting' and row_number > $3 order by row_number limit $4`
const seenText = `update data_job set status = 'running', started_at = coalesce(started_at, $3), done_rows = $4
where tenant_id = $1 and id = $2 and status in ('pending', 'running') returning id`

/** Ends the transaction without a trace. */
class TakenBack extends Error {}

export async function dryRun(run: Run, within: Within): Promise<boolean> {
  const { jobId, signal } = run
  const outcomes: Judged[] = []
  const staged = await within(async (ctx) => {
    const text = `select skipped_rows + failed_rows as count from data_job where tenant_id = $1 and id = $2`
    const [job] = await ctx.rows<{ count: number }>(text, [ctx.tenantId, jobId])
    return job?.count ?? 0
  })
  /** False where the job was called off meanwhile. */
  const show = async (done: number) => {
    const values = (ctx: Context) => [ctx.tenantId, jobId, ctx.now.toISOString(), staged + done]
    return (await within((ctx) => ctx.rows(seenText, values(ctx)))).length > 0
  }
  const trying = within(async (ctx) => {
    await ctx.rows('set local transaction_timeout = 0')
    const [job] = await ctx.rows<Job>(jobText, [ctx.tenantId, jobId])
    if (job === undefined) throw new TakenBack()
    for (let after = 0; !signal.aborted; ) {
      const rows = await ctx.rows<StagedRow>(rowsText, [ctx.tenantId, jobId, after, batchSize])
      if (rows.length === 0) break
      outcomes.push(...(await loadAsStrict(job, rows, ctx)))
      after = rows.at(-1)?.row_number ?? after
      if (!(await show(outcomes.length))) break
    }
    throw new TakenBack()
  })
  await trying.catch((error: unknown) => {
    if (!(error instanceof TakenBack)) throw error
  })
  if (signal.aborted) return false
  if (!(await show(0))) return true
  await within(async (ctx) => {
    for (let start = 0; start < outcomes.length; start += 1000)
      await note(outcomes.slice(start, start + 1000), jobId, ctx)
    await finish(jobId, 'completed', {}, ctx)
  })
  return true
}
