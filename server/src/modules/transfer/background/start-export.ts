/** Takes an export that runs in the background: checks right, filters and format, and queues the run (JOB-01). */
import { isObject } from '#contract/kit/field/value.ts'
import { type Fault, invalid } from '#contract/kit/failure.ts'
import type { Resource } from '#contract/kit/resource.ts'
import { type Context, targetOrganization } from '#server/kit/context.ts'
import type { Call, Schema } from '#server/kit/http/route.ts'
import type { Answer } from '#server/kit/idempotency.ts'
import type { Query } from '#server/kit/query/list.ts'
import { mustReach } from '#server/kit/query/visible.ts'
import { newId } from '#server/kit/write/identifier.ts'
import { countRows, noteExport } from '#server/modules/transfer/export-list.ts'

/** What is kept of the question, as JOB-04 names it. */
export interface InputParameters {
  readonly format: 'csv'
  /** The nested filter of a list, or null. */
  readonly filters: Readonly<Record<string, unknown>> | null
  /** Search and flat filters, as in the address of a list. */
  readonly query: Query
}

export const exportForm: Schema = {
  type: 'object',
  properties: {
    format: { enum: ['csv'] },
    filters: { type: 'object', description: 'The nested filter of the list, as JSON.' },
    organization: { type: 'string', format: 'uuid' },
  },
}
export const exportStarted: Schema = {
  type: 'object',
  required: ['job_id', 'total_rows'],
  properties: { job_id: { type: 'string', format: 'uuid' }, total_rows: { type: 'integer' } },
}

const insertText = `insert into data_job (id, tenant_id, organization_id, job_type, record, input_params,
  total_rows, created_by, updated_by)
values ($1, $2, $3, 'export', $4, $5::jsonb, $6, $7, $7)`

/** `POST /api/v1/<plural>/export/?search=…`: the filters and rights of the list. */
export async function startExport(record: Resource, ctx: Context, call: Call): Promise<Answer> {
  mustReach(record, 'export', ctx.identity)
  const body = call.body ?? {}
  if (!isObject(body)) refuseField('', 'kit.wrong_type', { expected: 'an object' })
  const asked = parametersOf(body, call.query)
  const organizationId = targetOrganization(ctx, body.organization)
  const rows = await countRows(record, listQueryOf(asked), ctx)
  const id = newId()
  const user = ctx.identity.userId
  const payload = { tenant: ctx.tenantId, user, job: id, language: ctx.language }
  await Promise.all([
    ctx.rows(insertText, [id, ctx.tenantId, organizationId, record.name, JSON.stringify(asked), rows, user]),
    ctx.rows('select kontor.enqueue_job($1, $2::jsonb, $3)', ['run_export', JSON.stringify(payload), id]),
    noteExport(record, listQueryOf(asked), rows, ctx),
  ])
  return { status: 202, body: { job_id: id, total_rows: rows } }
}

/** The question as the list understands it. */
export function listQueryOf({ query, filters }: InputParameters): Query {
  return filters === null ? query : { ...query, filter: JSON.stringify(filters) }
}

function parametersOf(body: Readonly<Record<string, unknown>>, query: Query): InputParameters {
  const { format = 'csv', filters = null } = body
  if (format !== 'csv') refuseField('/format', 'kit.not_a_choice', { choices: 'csv' })
  if (filters !== null && !isObject(filters))
    refuseField('/filters', 'kit.wrong_type', { expected: 'an object' })
  return { format: 'csv', filters, query }
}

function refuseField(pointer: string, code: string, parameters: NonNullable<Fault['parameters']>): never {
  throw invalid(pointer, code, parameters)
}
