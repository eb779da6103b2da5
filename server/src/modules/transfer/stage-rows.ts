/** Stages the rows of an uploaded CSV, so that the run can stop and go on anywhere. */
import type { Resource } from '#contract/kit/resource.ts'
import { refuse } from '#contract/transfer/failures.ts'
import type { Context } from '#server/kit/context.ts'
import { ignoresCase } from '#server/kit/field/columns.ts'
import { failureNamed, textOf } from '#server/kit/catalogue.ts'
import { columnNamed } from './columns.ts'
import { importKeyOf } from '#server/kit/transfer/find-existing.ts'
import type { Strictness } from './job-log.ts'

const mostRows = 1_000_000
const batchSize = 1000

/** Field column by CSV column: `{"sku": "ProductNumber"}`; null leaves a field out. */
export type Mapping = Readonly<Record<string, string | null>>

/** Which columns there are and by which of them a row is known again. */
export interface Target {
  readonly isColumn: (name: string) => boolean
  /** True where keys that differ in case alone are the same. */
  readonly ignoresCase: boolean
  readonly keyOf: (cells: Readonly<Record<string, string>>) => string
}

export interface Staged {
  readonly rows: number
  readonly repeated: number
  readonly unmapped: readonly string[]
}

interface StagingJob {
  readonly id: string
  readonly organizationId: string
  readonly strictness: Strictness
}

const insertText = `insert into data_job_row (tenant_id,
  organization_id, data_job_id, row_number, row_key, outcome, cells)
select $2, $3, $4, r.row_number, r.row_key, 'waiting', r.cells
from jsonb_to_recordset($1::jsonb) as r(row_number integer, row_key text, cells jsonb)`
/** The few repeated ones are found first, for a table that has just been filled has no statistics to plan by. */
const repeatedText = `with keyed as materialized (
  select row_number, min(row_number) over (
    partition by case when $4 then lower(row_key) else row_key end) as first from data_job_row
  where tenant_id = $1 and data_job_id = $2 and row_key <> ''
), repeated as materialized (select * from keyed where row_number > first)
update data_job_row d set outcome = $5, reason = replace($3, '{row}', r.first::text)
from repeated r where d.tenant_id = $1 and d.data_job_id = $2 and d.row_number = r.row_number
returning true`

export async function stageRows(
  lines: AsyncIterable<readonly string[]>,
  mapping: Mapping | null,
  target: Target,
  job: StagingJob,
  ctx: Context,
): Promise<Staged> {
  let header: readonly string[] | null = null
  let places: readonly (string | null)[] = []
  let batch: object[] = []
  let rows = 0
  const flush = async () => {
    const values = [JSON.stringify(batch), ctx.tenantId, job.organizationId, job.id]
    if (batch.length > 0) await ctx.rows(insertText, values)
    batch = []
  }
  for await (const cells of lines) {
    if (header === null) {
      header = cells.map((cell) => cell.trim())
      places = placesOf(header, mapping, target)
      const [column] = job.strictness === 'strict' ? unmappedOf(header, places) : []
      if (column !== undefined) refuse('transfer.column_not_mapped', { column })
      continue
    }
    rows += 1
    if (rows > mostRows) refuse('transfer.too_many_rows', { most: mostRows })
    const row = named(cells, places)
    batch.push({ row_number: rows, row_key: target.keyOf(row).slice(0, 255), cells: row })
    if (batch.length >= batchSize) await flush()
  }
  await flush()
  if (header === null || rows === 0) return refuse('transfer.no_rows')
  const reason = sentenceOf('transfer.repeated_key', ctx.language)
  const repeated = await ctx.rows(repeatedText, [
    ctx.tenantId,
    job.id,
    reason,
    target.ignoresCase,
    job.strictness === 'strict' ? 'failed' : 'skipped',
  ])
  return { rows, repeated: repeated.length, unmapped: unmappedOf(header, places) }
}

const unmappedOf = (header: readonly string[], places: readonly (string | null)[]): string[] =>
  header.filter((_, index) => places[index] === null)

/** For each column of the file the field column it fills; by the mapping, else by the same name. */
function placesOf(header: readonly string[], mapping: Mapping | null, target: Target): (string | null)[] {
  const bySource = new Map<string, string>()
  if (mapping === null) {
    for (const name of header) if (target.isColumn(name)) bySource.set(name, name)
  }
  for (const [column, name] of Object.entries(mapping ?? {})) {
    if (name === null) continue
    if (!target.isColumn(column)) refuse('transfer.unknown_column', { column })
    if (!header.includes(name)) refuse('transfer.column_missing', { column: name })
    if (bySource.has(name)) refuse('transfer.column_twice', { column: name })
    bySource.set(name, column)
  }
  const places = header.map((name) => bySource.get(name) ?? null)
  const filled = places.filter((place) => place !== null)
  if (filled.length === 0) refuse('transfer.nothing_mapped')
  const twice = filled.find((place, index) => filled.indexOf(place) !== index)
  if (twice !== undefined) refuse('transfer.column_twice', { column: twice })
  return places
}

function named(cells: readonly string[], places: readonly (string | null)[]): Record<string, string> {
  const row: Record<string, string> = {}
  for (const [index, cell] of cells.entries()) {
    const place = places[index]
    if (place !== null && place !== undefined) row[place] = cell
  }
  return row
}

function sentenceOf(code: string, language: string): string {
  const failure = failureNamed(code)
  return failure === undefined ? code : textOf(code, failure, language).text
}

/** What the engine understands of a record. */
export function targetOf(record: Resource): Target {
  const key = importKeyOf(record)
  const known = new Map<string, boolean>()
  return {
    isColumn(name) {
      const found = known.get(name) ?? columnNamed(record, name) !== null
      known.set(name, found)
      return found
    },
    ignoresCase: key.some((name) => ignoresCase(record, name)),
    keyOf(cells) {
      const parts = (key.length === 0 ? ['id'] : key).map((name) => {
        return (cells[name] ?? '').normalize('NFC').trim()
      })
      return parts.some((part) => part !== '') ? parts.join(' | ') : (cells.id ?? '')
    },
  }
}
