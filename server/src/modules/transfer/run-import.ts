/** Runs a staged import in batches, each its own transaction; a run that was cut off goes on where it stopped. */
import type { Resource } from '#contract/kit/resource.ts'
import { type Caller, type Context, inContext } from '#server/kit/context.ts'
import { problemOf } from '#server/kit/problem.ts'
import { recordOf } from '#server/kit/registry.ts'
import { fromCells } from '#server/kit/transfer/columns.ts'
import { loadRows, type Outcome, type SourceRow } from '#server/kit/transfer/load-rows.ts'
import type { Pool } from '#server/platform/database.ts'

const batchSize = 200

interface Job {
  readonly id: string
  readonly organization_id: string
  readonly record: string
  readonly status: string
  readonly is_dry_run: 'yes' | 'no'
}

interface Waiting {
  readonly row_number: number
  readonly cells: Record<string, string>
}

const jobText = `select id, organization_id, record, status, is_dry_run from data_job where tenant_id = $1 and id = $2 for update`
const waitingText = `select row_number, cells from data_job_row
where tenant_id = $1 and data_job_id = $2 and outcome = 'waiting' order by row_number limit $3`
const outcomeText = `update data_job_row d set outcome = r.outcome, row_key = r.key, record_id = r.id, reason = r.reason, errors = r.errors
from jsonb_to_recordset($1::jsonb) as r(number integer, key text, outcome text, id text, reason text, errors jsonb)
where d.tenant_id = $2 and d.data_job_id = $3 and d.row_number = r.number`
const progressText = `update data_job set status = 'running', started_at = coalesce(started_at, $3), done_rows = done_rows + $4,
  loaded_rows = loaded_rows + $5, unchanged_rows = unchanged_rows + $6, skipped_rows = skipped_rows + $7,
  failed_rows = failed_rows + $8, version = version + 1, updated_at = $3 where tenant_id = $1 and id = $2`
const finishText = `update data_job set status = $3, finished_at = $4, version = version + 1, updated_at = $4,
  result_log = result_log || $5::jsonb where tenant_id = $1 and id = $2`

/** Runs until no row waits. Faults of rows are outcomes; any other error ends the job as failed. */
export async function runImport(jobId: string, caller: Caller, pool: Pool, now: () => Date): Promise<void> {
  try {
    for (;;) {
      const more = await inContext(pool, caller, now(), (ctx) => oneBatch(jobId, ctx))
      if (!more) return
    }
  } catch (error) {
    const { body } = problemOf(error, caller.request.language, caller.request.id)
    await inContext(pool, caller, now(), (ctx) => finish(jobId, 'failed', { error: body.title }, ctx))
    throw error
  }
}

async function oneBatch(jobId: string, ctx: Context): Promise<boolean> {
  const [job] = await ctx.rows<Job>(jobText, [ctx.tenantId, jobId])
  if (job === undefined || !['pending', 'running'].includes(job.status)) return false
  const record = recordOf(job.record)
  if (job.is_dry_run === 'yes') return dryRun(record, job, ctx)
  const waiting = await ctx.rows<Waiting>(waitingText, [ctx.tenantId, jobId, batchSize])
  if (waiting.length === 0) {
    await finish(jobId, 'completed', {}, ctx)
    return false
  }
  const outcomes = await load(record, waiting, job.organization_id, ctx)
  await note(outcomes, jobId, ctx)
  return true
}

/** Everything is tried in one transaction and taken back; only the account of the rows stays. */
async function dryRun(record: Resource, job: Job, ctx: Context): Promise<boolean> {
  await ctx.rows(`set local transaction_timeout = '10min'`)
  await ctx.rows('savepoint dry_run')
  const outcomes: Outcome[] = []
  let after = 0
  for (;;) {
    const text = `select row_number, cells from data_job_row where tenant_id = $1 and data_job_id = $2 and row_number > $3 order by row_number limit $4`
    const rows = await ctx.rows<Waiting>(text, [ctx.tenantId, job.id, after, batchSize])
    if (rows.length === 0) break
    outcomes.push(...(await load(record, rows, job.organization_id, ctx)))
    after = rows.at(-1)?.row_number ?? after
  }
  await ctx.rows('rollback to savepoint dry_run')
  ctx.events.splice(0)
  for (let start = 0; start < outcomes.length; start += 1000)
    await note(outcomes.slice(start, start + 1000), job.id, ctx)
  await finish(job.id, 'completed', {}, ctx)
  return false
}

/** Rows that point to a row of their own record are loaded one by one, for that row may be the one before. */
async function load(
  record: Resource,
  waiting: readonly Waiting[],
  organizationId: string,
  ctx: Context,
): Promise<Outcome[]> {
  const own = Object.entries(record.fields).flatMap(([name, field]) =>
    field.kind === 'tree_parent' || field.to === record.name ? [name] : [],
  )
  const outcomes: Outcome[] = []
  let group: SourceRow[] = []
  const flush = async () => {
    if (group.length > 0) outcomes.push(...(await loadRows(record, group, organizationId, ctx)))
    group = []
  }
  for (const { row_number, cells } of waiting) {
    const row = { number: row_number, body: fromCells(record, cells) }
    if (own.some((name) => (cells[name] ?? '') !== '')) {
      await flush()
      outcomes.push(...(await loadRows(record, [row], organizationId, ctx)))
    } else group.push(row)
  }
  await flush()
  return outcomes
}

async function note(outcomes: readonly Outcome[], jobId: string, ctx: Context): Promise<void> {
  const count = (what: Outcome['outcome']) => outcomes.filter(({ outcome }) => outcome === what).length
  await Promise.all([
    ctx.rows(outcomeText, [JSON.stringify(outcomes), ctx.tenantId, jobId]),
    ctx.rows(progressText, [
      ctx.tenantId,
      jobId,
      ctx.now.toISOString(),
      outcomes.length,
      count('loaded'),
      count('unchanged'),
      count('skipped'),
      count('failed'),
    ]),
  ])
}

async function finish(
  jobId: string,
  status: 'completed' | 'failed',
  log: object,
  ctx: Context,
): Promise<void> {
  await ctx.rows(finishText, [ctx.tenantId, jobId, status, ctx.now.toISOString(), JSON.stringify(log)])
}
