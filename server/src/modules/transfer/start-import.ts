/** Takes an import: checks the right, stages the rows and queues the run. */
import { Readable } from 'node:stream'
import { isObject } from '#contract/kit/field/value.ts'
import { invalid } from '#contract/kit/failure.ts'
import { permissionOf, type Resource } from '#contract/kit/resource.ts'
import { notations } from '#contract/transfer/data-job.ts'
import { refuse } from '#contract/transfer/failures.ts'
import { type Context, targetOrganization } from '#server/kit/context.ts'
import type { Call } from '#server/kit/http/route.ts'
import type { Answer } from '#server/kit/idempotency.ts'
import { mustHave } from '#server/kit/rights.ts'
import { newId } from '#server/kit/write/identifier.ts'
import { importerOf } from './importer-of.ts'
import { strictnesses } from './job-log.ts'
import { encodings, readCsv } from './read-csv.ts'
import { type Mapping, stageRows } from './stage-rows.ts'

const insertText = `insert into data_job (id, tenant_id,
  organization_id, job_type, record, is_dry_run, mapping, strictness, notation, created_by, updated_by)
values ($1, $2, $3, 'import', $4, $5, $6::jsonb, $7, $8, $9, $9)`
const stagedText = `update data_job set total_rows = $3, done_rows = $4, skipped_rows = $5, failed_rows = $6,
  result_log = $7::jsonb where tenant_id = $1 and id = $2`

/**
 * `POST /api/v1/<plural>/import/`, multipart: fields `mapping` (JSON), `dry_run`, `strictness`, `notation`, `encoding`
 * first, then `file`.
 */
export async function startImport(record: Resource, ctx: Context, call: Call): Promise<Answer> {
  const { upload } = call
  if (upload === undefined) return refuse('transfer.file_missing')
  const text = (name: string): string | null => upload.fields[name] ?? null
  await ctx.rows('set local transaction_timeout = 0') // a million rows take their time
  const organizationId = targetOrganization(ctx, text('organization') ?? call.query.organization)
  mustHave(ctx.identity, permissionOf(record, 'import'), organizationId)
  const mapping = mappingOf(text('mapping'))
  const strictness = oneOf('strictness', strictnesses, text('strictness') ?? 'normal')
  const notation = oneOf('notation', notations, text('notation') ?? 'plain')
  const encoding = oneOf('encoding', encodings, text('encoding') ?? 'utf-8')
  const isDryRun = (text('dry_run') ?? call.query.dry_run) === 'true'
  const job = { id: newId(), organizationId }
  const user = ctx.identity.userId
  await ctx.rows(insertText, [
    job.id,
    ctx.tenantId,
    organizationId,
    record.name,
    isDryRun ? 'yes' : 'no',
    JSON.stringify(mapping ?? {}),
    strictness,
    notation,
    user,
  ])
  const staged = await stageRows(
    readCsv(Readable.from(piecesOf(upload.bytes)), encoding),
    mapping,
    importerOf(record).target,
    { ...job, strictness },
    ctx,
  )
  const warnings = staged.unmapped.map((column) => ({ column, code: 'transfer.column_not_mapped' }))
  await ctx.rows(stagedText, [
    ctx.tenantId,
    job.id,
    staged.rows,
    staged.repeated,
    strictness === 'strict' ? 0 : staged.repeated,
    strictness === 'strict' ? staged.repeated : 0,
    JSON.stringify({ warnings }),
  ])
  const payload = { tenant: ctx.tenantId, user, job: job.id, language: ctx.language }
  await ctx.rows('select kontor.enqueue_job($1, $2::jsonb, $3)', [
    'run_import',
    JSON.stringify(payload),
    job.id,
  ])
  return { status: 202, body: { job_id: job.id, total_rows: staged.rows, warnings } }
}

function oneOf<Choice extends string>(name: string, choices: readonly Choice[], text: string): Choice {
  const found = choices.find((known) => known === text)
  if (found !== undefined) return found
  throw invalid(`/${name}`, 'kit.not_a_choice', { choices: choices.join(', ') })
}

const pieceSize = 65_536

function* piecesOf(bytes: Buffer): Generator<Buffer> {
  for (let start = 0; start < bytes.length; start += pieceSize) yield bytes.subarray(start, start + pieceSize)
}

function mappingOf(text: string | null): Mapping | null {
  if (text === null || text.trim() === '') return null
  let mapping: unknown
  try {
    mapping = JSON.parse(text)
  } catch {
    refuse('transfer.bad_mapping')
  }
  if (
    !isObject(mapping) ||
    Object.values(mapping).some((name) => name !== null && typeof name !== 'string')
  ) {
    refuse('transfer.bad_mapping')
  }
  return mapping as Mapping
}
