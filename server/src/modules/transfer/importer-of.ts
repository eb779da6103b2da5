/** How rows of a record are brought in: by its own importer where it has one, else by the engine. */
import { isCreatable, type Resource } from '#contract/kit/resource.ts'
import type { Context } from '#server/kit/context.ts'
import { isReference } from '#server/kit/field/stored.ts'
import { mustHave } from '#server/kit/rights.ts'
import { servedRecord } from '#server/kit/registry.ts'
import { csvColumns, fromCells, isRead } from './columns.ts'
import { importKeyOf } from '#server/kit/transfer/find-existing.ts'
import type { ImportColumn, Importer, Outcome, SourceRow } from '#server/kit/transfer/importer.ts'
import { loadRows } from '#server/kit/transfer/load-rows.ts'
import type { Job } from './job-log.ts'
import { resolveNames } from './named-references.ts'
import { plainCell } from './notation.ts'
import { type Target, targetOf } from './stage-rows.ts'

export interface StagedRow {
  readonly row_number: number
  readonly cells: Record<string, string>
}

/** Where rows are to go, and how their file writes numbers and days. */
export type Asked = Pick<Job, 'organization_id' | 'notation'>

export interface ImportWay {
  readonly columns: readonly ImportColumn[]
  readonly key: readonly string[]
  readonly target: Target
  load(rows: readonly StagedRow[], asked: Asked, ctx: Context): Promise<readonly Outcome[]>
}

/** True where a file can bring rows in at all. */
export function isImportable(record: Resource): boolean {
  return isCreatable(record) || servedRecord(record.name).rules.importer !== undefined
}

export function importerOf(record: Resource): ImportWay {
  const own = servedRecord(record.name).rules.importer
  return own === undefined ? throughEngine(record) : throughOwn(record, own)
}

function throughOwn(record: Resource, { columns, key, permission, load }: Importer): ImportWay {
  const names = new Set(columns.map(({ name }) => name))
  return {
    columns,
    key,
    target: {
      isColumn: (name) => names.has(name),
      ignoresCase: false,
      keyOf: (cells) => key.map((name) => (cells[name] ?? '').trim()).join(' | '),
    },
    async load(rows, { organization_id: organizationId, notation }, ctx) {
      mustHave(ctx.identity, permission, organizationId)
      const plain = ([name, cell]: [string, string]) => {
        const field = record.fields[name]
        return [name, field === undefined ? cell : plainCell(field, cell, notation)] as const
      }
      const sources = rows.map(({ row_number, cells }) => ({
        number: row_number,
        body: Object.fromEntries(Object.entries(cells).map(plain)),
      }))
      await resolveNames(record, sources, organizationId, ctx)
      return loadRows(record, sources, organizationId, ctx, load)
    },
  }
}

function throughEngine(record: Resource): ImportWay {
  return {
    columns: csvColumns(record)
      .filter(({ field }) => isRead(record, field))
      .map(({ name, field }) => ({
        name,
        label: labelOf(record, name, field),
        is_required: record.fields[field]?.mode === 'required',
      })),
    key: importKeyOf(record),
    target: targetOf(record),
    load: (rows, asked, ctx) => loadInGroups(record, rows, asked, ctx),
  }
}

function labelOf(record: Resource, name: string, field: string): string {
  const words = name.replace(/[._]/g, ' ')
  const label = name === field ? record.fields[field]?.label : undefined
  return label ?? words.charAt(0).toUpperCase() + words.slice(1)
}

/** A row that points to an earlier row of its own file waits until that one is written. */
async function loadInGroups(
  record: Resource,
  rows: readonly StagedRow[],
  { organization_id: organizationId, notation }: Asked,
  ctx: Context,
): Promise<readonly Outcome[]> {
  const own = Object.entries(record.fields).flatMap(([name, field]) =>
    isReference(field) && (field.kind === 'tree_parent' || field.to === record.name) ? [name] : [],
  )
  const key = importKeyOf(record)
  const outcomes: Outcome[] = []
  let group: SourceRow[] = []
  let keys = new Set<string>()
  const flush = async () => {
    if (group.length > 0) {
      await resolveNames(record, group, organizationId, ctx)
      outcomes.push(...(await loadRows(record, group, organizationId, ctx)))
    }
    group = []
    keys = new Set()
  }
  for (const { row_number, cells } of rows) {
    if (own.some((name) => keys.has((cells[name] ?? '').toLowerCase()))) await flush()
    group.push({ number: row_number, body: fromCells(record, cells, notation) })
    keys.add(
      key
        .map((name) => cells[name] ?? '')
        .join('|')
        .toLowerCase(),
    )
    if (cells.id) keys.add(cells.id.toLowerCase())
  }
  await flush()
  return outcomes
}
