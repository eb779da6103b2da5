/** Loads a batch of import rows through the engine: each is loaded, unchanged, skipped or failed. */
import { type Fault, Refusal } from '#contract/kit/failure.ts'
import { isUuid } from '#contract/kit/field/value.ts'
import { type Resource, tableOf } from '#contract/kit/resource.ts'
import type { Context } from '#server/kit/context.ts'
import { markOf } from '#server/kit/closing.ts'
import { tellEvents } from '#server/kit/events.ts'
import { quote } from '#server/kit/query/display.ts'
import { problemOf } from '#server/kit/problem.ts'
import type { Draft } from '#server/kit/served.ts'
import type { Stored } from '#server/kit/write/prepare.ts'
import { lockStored, write } from '#server/kit/write/save.ts'
import { choicesInWords } from '#server/kit/words.ts'
import { draftOf, isUnchanged } from './draft-of-row.ts'
import { findExisting } from './find-existing.ts'
import type { Loader, Outcome, SourceRow } from './importer.ts'

/** All rows at once; where one is refused as a whole, each half by itself within a savepoint. */
export async function loadRows(
  record: Resource,
  rows: readonly SourceRow[],
  organizationId: string,
  ctx: Context,
  loadBatch: Loader = loadThroughEngine,
): Promise<readonly Outcome[]> {
  const takeBack = markOf(ctx)
  await ctx.rows('savepoint batch')
  try {
    const outcomes = await loadBatch(record, rows.map(copied), organizationId, ctx)
    await ctx.rows('release savepoint batch')
    return outcomes
  } catch (error) {
    await ctx.rows('rollback to savepoint batch')
    takeBack()
    mustBeRowsOwn(error, ctx)
    const [row] = rows
    if (row !== undefined && rows.length === 1) return [failed(row, error, ctx)]
  }
  const half = Math.ceil(rows.length / 2)
  const first = await loadRows(record, rows.slice(0, half), organizationId, ctx, loadBatch)
  return [...first, ...(await loadRows(record, rows.slice(half), organizationId, ctx, loadBatch))]
}

const copied = (row: SourceRow): SourceRow => ({ number: row.number, body: structuredClone(row.body) })

/** What is wrong with the server or the database is no row's fault, and the job is tried again. */
function mustBeRowsOwn(error: unknown, ctx: Context): void {
  const { status, isUnknown } = problemOf(error, ctx.language, ctx.request.id)
  if (isUnknown || status === 503) throw error
}

async function loadThroughEngine(
  record: Resource,
  rows: readonly SourceRow[],
  organizationId: string,
  ctx: Context,
): Promise<Outcome[]> {
  const existing = await existingRows(record, rows, organizationId, ctx)
  const ids = existing.filter((id) => id !== null)
  const stored = ids.length === 0 ? new Map<string, Stored>() : await lockStored(record, ids, ctx)
  const seen = new Set<string>()
  // All rows are read at once, so that what they ask the database travels together.
  const read = await Promise.all(
    rows.map((row, index) => {
      const id = existing[index] ?? null
      const before = id === null ? null : (stored.get(id) ?? null)
      if (id !== null && before === null) return 'transfer.not_yours'
      if (id !== null && seen.has(id)) return 'transfer.repeated_key'
      if (id !== null) seen.add(id)
      return draftOrRefusal(record, row, before, organizationId, ctx)
    }),
  )
  const drafts: Draft[] = []
  const outcomes = rows.map((row, index) => {
    const result = read[index]
    if (typeof result === 'string') return skipped(row, new Refusal(result, { row: row.number }), ctx)
    if (result === undefined || result instanceof Refusal) return failed(row, result, ctx)
    if (isUnchanged(record, result)) return good(row, result.id, 'unchanged')
    drafts.push(result)
    return good(row, result.id, 'loaded')
  })
  await write(record, drafts, ctx, drafts.length > 0 ? 'IMPORT' : undefined)
  await tellEvents(ctx)
  return outcomes
}

async function draftOrRefusal(
  record: Resource,
  row: SourceRow,
  before: Stored | null,
  organizationId: string,
  ctx: Context,
): Promise<Draft | Refusal> {
  const faults: Fault[] = []
  try {
    const draft = await draftOf(record, row.body, before, organizationId, faults, ctx)
    if (faults.length === 0) return draft
    return new Refusal(
      'kit.invalid',
      {},
      faults.map((fault) => choicesInWords(record, fault, ctx.language)),
    )
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

/** By the id where the file has one and there is such a row, else by the import key. */
async function existingRows(
  record: Resource,
  rows: readonly SourceRow[],
  organizationId: string,
  ctx: Context,
): Promise<(string | null)[]> {
  const bodies = rows.map(({ body }) => body)
  const byKey = await findExisting(record, bodies, organizationId, ctx)
  const given = bodies.flatMap(({ id }) => (typeof id === 'string' && isUuid(id) ? [id.toLowerCase()] : []))
  if (given.length === 0) return byKey
  const known = await idsThatExist(record, given, ctx)
  return bodies.map(({ id }, index) => {
    const wanted = typeof id === 'string' ? id.toLowerCase() : ''
    if (known.has(wanted)) return wanted
    return byKey[index] ?? null
  })
}

async function idsThatExist(
  record: Resource,
  ids: readonly string[],
  ctx: Context,
): Promise<ReadonlySet<string>> {
  const found = await ctx.rows<{ id: string }>(
    `select id from ${quote(tableOf(record))} where id = any($1::uuid[])`,
    [ids],
  )
  return new Set(found.map(({ id }) => id))
}

export const good = (row: SourceRow, id: string | null, outcome: 'loaded' | 'unchanged'): Outcome => ({
  number: row.number,
  outcome,
  id,
  reason: '',
  errors: [],
})

export function skipped(row: SourceRow, refusal: Refusal, ctx: Context): Outcome {
  return { ...failed(row, refusal, ctx), outcome: 'skipped' }
}

export function failed(row: SourceRow, error: unknown, ctx: Context): Outcome {
  const { body } = problemOf(error, ctx.language, ctx.request.id)
  const faults = (body.errors ?? []) as readonly { pointer: string; detail: string }[]
  const errors = faults.map(({ pointer, detail }) => ({ field: pointer.replace(/^\//, ''), message: detail }))
  return { number: row.number, outcome: 'failed', id: null, reason: String(body.title).slice(0, 500), errors }
}
