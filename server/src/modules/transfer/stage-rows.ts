/** Reads an uploaded CSV and stages its rows, so that the run can stop and go on anywhere. */
import { parse } from 'csv-parse'
import type { Readable } from 'node:stream'
import { refuse } from '#contract/transfer/failures.ts'
import type { Resource } from '#contract/kit/resource.ts'
import type { Context } from '#server/kit/context.ts'
import { csvColumns } from '#server/kit/transfer/columns.ts'

const mostRows = 1_000_000
const batchSize = 1000

/** CSV column by field column: `{"sku": "ProductNumber"}`; null leaves a column out. */
export type Mapping = Readonly<Record<string, string | null>>

export interface Staged {
  readonly rows: number
  readonly unmapped: readonly string[]
}

const insertText = `insert into data_job_row (tenant_id, organization_id, data_job_id, row_number, outcome, cells)
select $2, $3, $4, r.row_number, 'waiting', r.cells from jsonb_to_recordset($1::jsonb) as r(row_number integer, cells jsonb)`

export async function stageRows(
  record: Resource,
  source: Readable,
  mapping: Mapping | null,
  job: { readonly id: string; readonly organizationId: string },
  ctx: Context,
): Promise<Staged> {
  const parser = source.pipe(
    parse({
      bom: true,
      columns: false,
      skip_empty_lines: true,
      relax_column_count: false,
      max_record_size: 1_000_000,
    }),
  )
  source.on('error', (error) => parser.destroy(error))
  let header: readonly string[] | null = null
  let places: readonly (string | null)[] = []
  let batch: { row_number: number; cells: Record<string, string> }[] = []
  let rows = 0
  const flush = async () => {
    if (batch.length > 0)
      await ctx.rows(insertText, [JSON.stringify(batch), ctx.tenantId, job.organizationId, job.id])
    batch = []
  }
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      if (header === null) {
        header = cells.map((cell) => cell.trim())
        places = placesOf(record, header, mapping)
        continue
      }
      rows += 1
      if (rows > mostRows) refuse('transfer.too_many_rows', { most: mostRows })
      batch.push({ row_number: rows, cells: named(cells, places) })
      if (batch.length >= batchSize) await flush()
    }
  } catch (error) {
    throw isCsvError(error) ? unreadable(error) : error
  }
  await flush()
  if (header === null || rows === 0) return refuse('transfer.no_rows')
  const unmapped = header.filter((_, index) => places[index] === null)
  return { rows, unmapped }
}

/** For each CSV column the field column it fills; by the mapping, else by the same name. */
function placesOf(record: Resource, header: readonly string[], mapping: Mapping | null): (string | null)[] {
  const known = new Set(csvColumns(record).map(({ name }) => name))
  if (mapping === null) return header.map((name) => (known.has(name) ? name : null))
  const bySource = new Map<string, string>()
  for (const [target, name] of Object.entries(mapping)) {
    if (name === null) continue
    if (!known.has(target)) refuse('transfer.unknown_column', { column: target })
    if (!header.includes(name)) refuse('transfer.column_missing', { column: name })
    bySource.set(name, target)
  }
  return header.map((name) => bySource.get(name) ?? null)
}

function named(cells: readonly string[], places: readonly (string | null)[]): Record<string, string> {
  const row: Record<string, string> = {}
  for (const [index, cell] of cells.entries()) {
    const place = places[index]
    if (place !== null && place !== undefined) row[place] = cell.replaceAll('\u0000', '')
  }
  return row
}

const isCsvError = (error: unknown): error is Error & { code: string; lines?: number } =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_')

function unreadable(error: Error & { lines?: number }): unknown {
  try {
    refuse('transfer.unreadable', { line: error.lines ?? 0, reason: error.message.slice(0, 200) })
  } catch (refusal) {
    return refusal
  }
}
