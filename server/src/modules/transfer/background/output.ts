/** The file of an export: sent to nobody but who asked for it, and taken away after its time. */
import type { FastifyReply } from 'fastify'
import { dataJob } from '#contract/transfer/data-job.ts'
import { refuse } from '#contract/transfer/failures.ts'
import { isUuid } from '#contract/kit/field/value.ts'
import { Refusal } from '#contract/kit/failure.ts'
import { permissionOf, tableOf } from '#contract/kit/resource.ts'
import type { Context } from '#server/kit/context.ts'
import { tenantsOf } from '#server/kit/by-clock.ts'
import type { Call, Handled, Route } from '#server/kit/http/route.ts'
import { mustReach } from '#server/kit/query/visible.ts'
import { recordOf } from '#server/kit/registry.ts'
import { fileServices } from '#server/platform/file-services.ts'
import type { AsOwner } from '#server/platform/jobs.ts'

interface Output {
  readonly record: string
  readonly status: string
  readonly output_digest: string | null
  readonly expires_at: string | null
  readonly finished_at: string | null
}

const outputText = `select record, status, output_digest, expires_at, finished_at from data_job
where tenant_id = $1 and id = $2 and created_by = $3 and job_type = 'export'`

export const jobOutput: Route = {
  method: 'GET',
  path: '/api/v1/data-jobs/:key/output/',
  permission: permissionOf(dataJob, 'view'),
  summary: 'Sends the file of an export to who asked for it, as long as it is kept.',
  run: sendOutput,
}

async function sendOutput(ctx: Context, call: Call, reply: FastifyReply): Promise<Handled> {
  const id = call.params.key ?? ''
  const [job] = isUuid(id) ? await ctx.rows<Output>(outputText, [ctx.tenantId, id, ctx.identity.userId]) : []
  if (job === undefined) throw new Refusal('kit.not_found')
  const record = recordOf(job.record)
  mustReach(record, 'export', ctx.identity)
  if (job.status !== 'completed') refuse('transfer.not_ready', { record: dataJob.name, status: job.status })
  const isOver = job.expires_at === null || new Date(job.expires_at) <= ctx.now
  const { exports } = fileServices()
  const bytes =
    isOver || job.output_digest === null ? null : await exports.find(ctx.tenantId, job.output_digest)
  if (bytes === null) return refuse('transfer.expired', { day: dayOf(job.expires_at) })
  reply
    .type('text/csv; charset=utf-8')
    .header('content-length', bytes.size)
    .header('content-disposition', `attachment; filename="${tableOf(record)}-${dayOf(job.finished_at)}.csv"`)
    .header('cache-control', 'no-store')
    .send(bytes.stream())
  return { handled: true }
}

const dayOf = (instant: string | null): string => instant?.slice(0, 10) ?? ''

const overText = `update data_job set output_digest = null, output_bytes = null
where expires_at <= $1 and output_digest is not null`
const neededText = `select distinct output_digest as digest from data_job
where tenant_id = $1 and output_digest = any($2::text[])`

/** Run by the clock; gives how many files went. */
export async function sweepOutputs(asOwner: AsOwner, now: Date, signal: AbortSignal): Promise<number> {
  await asOwner(overText, [now.toISOString()])
  let count = 0
  for (const tenant of await tenantsOf(asOwner)) {
    if (signal.aborted) break
    count += await fileServices().exports.sweep(tenant, async (digests) => {
      const rows = await asOwner<{ digest: string }>(neededText, [tenant, digests])
      return new Set(rows.map(({ digest }) => digest))
    })
  }
  return count
}
