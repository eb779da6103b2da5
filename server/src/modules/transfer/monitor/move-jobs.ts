/** What who watches over background jobs does of them: calls one off, or has one tried again (JOB-15). */
import { dataJob } from '#contract/transfer/data-job.ts'
import { monitorJobs } from '#contract/transfer/background-job.ts'
import { refuse } from '#contract/transfer/failures.ts'
import { isUuid } from '#contract/kit/field/value.ts'
import { Refusal } from '#contract/kit/failure.ts'
import { writeAudit } from '#server/kit/audit.ts'
import type { Context } from '#server/kit/context.ts'
import type { Call } from '#server/kit/http/route.ts'
import type { Answer } from '#server/kit/idempotency.ts'
import { may, mustHave } from '#server/kit/rights.ts'

interface Job {
  readonly id: string
  readonly job_type: 'import' | 'export'
  readonly record: string
  readonly status: string
  readonly organization_id: string
  readonly created_by: string
}

/** A batch that is being written is waited for: it holds the lock of its job. */
const lockText = `select id, job_type, record, status, organization_id, created_by from data_job
where tenant_id = $1 and id = $2 for update`
const cancelText = `update data_job set status = 'cancelled', finished_at = $3, updated_at = $3,
  version = version + 1 where tenant_id = $1 and id = $2`
/** An import goes on with the rows that wait, an export begins anew. */
const retryText = `update data_job set status = 'pending', finished_at = null, updated_at = $3,
  result_log = result_log - 'error', version = version + 1 where tenant_id = $1 and id = $2`

export async function cancelAnyJob(ctx: Context, { params }: Call): Promise<Answer> {
  const job = await lockJob(params.key, ctx)
  if (typeof job === 'string') return moveLetter(job, 'cancel', ctx)
  if (!['pending', 'running'].includes(job.status)) refuse('transfer.not_running', told(job.status))
  await ctx.rows(cancelText, [ctx.tenantId, job.id, ctx.now.toISOString()])
  return noted(job, 'cancelled', ctx)
}

/** It runs in the name of who asked for it, with his rights of then. */
export async function retryAnyJob(ctx: Context, { params }: Call): Promise<Answer> {
  const job = await lockJob(params.key, ctx)
  if (typeof job === 'string') return moveLetter(job, 'retry', ctx)
  if (!['failed', 'cancelled'].includes(job.status)) refuse('transfer.not_ended', told(job.status))
  const { id, created_by: user } = job
  const payload = JSON.stringify({ tenant: ctx.tenantId, user, job: id, language: ctx.language })
  await ctx.rows(retryText, [ctx.tenantId, id, ctx.now.toISOString()])
  await ctx.rows('select kontor.enqueue_job($1, $2::jsonb, $3)', [`run_${job.job_type}`, payload, id])
  return noted(job, 'pending', ctx)
}

/** The job, or the id of what may be a letter: those belong to the tenant as a whole. */
async function lockJob(id: string | undefined, ctx: Context): Promise<Job | string> {
  if (id === undefined || !isUuid(id)) throw new Refusal('kit.not_found')
  const [job] = await ctx.rows<Job>(lockText, [ctx.tenantId, id])
  if (job === undefined) {
    if (!may(ctx.identity, monitorJobs, ctx.tenantId)) throw new Refusal('kit.not_found')
    return id
  }
  mustHave(ctx.identity, monitorJobs, job.organization_id)
  return job
}

async function moveLetter(id: string, move: 'cancel' | 'retry', ctx: Context): Promise<Answer> {
  const [row] = await ctx.rows<{ was: string | null }>(`select kontor.${move}_letter($1) as was`, [id])
  const was = row?.was ?? null
  if (was === null || was === 'delivered') throw new Refusal('kit.not_found')
  if (move === 'cancel' && was !== 'waiting') refuse('transfer.not_running', told(was))
  if (move === 'retry' && was !== 'failed') refuse('transfer.not_ended', told(was))
  const status = move === 'cancel' ? 'cancelled' : 'pending'
  const changes = { status: { old: was === 'waiting' ? 'pending' : was, new: status } }
  const about = { action: 'MOVE', record: null, recordId: id, label: 'letter', organizationId: ctx.tenantId }
  writeAudit([{ ...about, changes }], ctx)
  return { status: 200, body: { id, status } }
}

function noted(job: Job, status: string, ctx: Context): Answer {
  const { id, record, job_type: kind, organization_id: organizationId } = job
  const about = { action: 'MOVE', record: dataJob.name, recordId: id, label: `${record} ${kind}` }
  const changes = { status: { old: job.status, new: status } }
  writeAudit([{ ...about, organizationId, changes }], ctx)
  return { status: 200, body: { id, status } }
}

const told = (status: string) => ({
  record: dataJob.name,
  status: status === 'waiting' ? 'pending' : status === 'delivered' ? 'completed' : status,
})
