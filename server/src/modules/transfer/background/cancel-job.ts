/** Calls an import or export off: what is done stays done, and nothing further is begun. */
import { dataJob } from '#contract/transfer/data-job.ts'
import { refuse } from '#contract/transfer/failures.ts'
import { isUuid } from '#contract/kit/field/value.ts'
import { Refusal } from '#contract/kit/failure.ts'
import { permissionOf } from '#contract/kit/resource.ts'
import type { Context } from '#server/kit/context.ts'
import { rowAnswer } from '#server/kit/http/record-routes.ts'
import type { Call, Route } from '#server/kit/http/route.ts'
import type { Answer } from '#server/kit/idempotency.ts'

/** A batch that is being written is waited for: it holds the lock of its job. */
const lockText = `select status from data_job
where tenant_id = $1 and id = $2 and created_by = $3 for update`
const cancelText = `update data_job set status = 'cancelled', finished_at = $3, updated_at = $3,
  version = version + 1 where tenant_id = $1 and id = $2`

export const cancelJob: Route = {
  method: 'POST',
  path: '/api/v1/data-jobs/:key/cancel/',
  permission: permissionOf(dataJob, 'view'),
  answer: { $ref: '#/components/schemas/DataJob' },
  summary: 'Calls an own import or export off that is not yet done.',
  run: cancel,
}

async function cancel(ctx: Context, call: Call): Promise<Answer> {
  const id = call.params.key ?? ''
  const values = [ctx.tenantId, id, ctx.identity.userId]
  const [job] = isUuid(id) ? await ctx.rows<{ status: string }>(lockText, values) : []
  if (job === undefined) throw new Refusal('kit.not_found')
  if (!['pending', 'running'].includes(job.status))
    refuse('transfer.not_running', { record: dataJob.name, status: job.status })
  await ctx.rows(cancelText, [ctx.tenantId, id, ctx.now.toISOString()])
  return rowAnswer(dataJob, id, ctx)
}
