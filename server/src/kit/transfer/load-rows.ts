/** Loads a batch of import rows through the engine: each is loaded, unchanged, skipped or failed. */
import { isUuid } from '#contract/kit/field/check.ts'
import { type Fault, Refusal } from '#contract/kit/failure.ts'
import { permissionOf, type Resource, statusField } from '#contract/kit/resource.ts'
import { changesOf } from '#server/kit/audit.ts'
import type { Context } from '#server/kit/context.ts'
import { tellEvents } from '#server/kit/events.ts'
import { isReference, targetOf } from '#server/kit/field/stored.ts'
import { mustHave } from '#server/kit/identity.ts'
import { problemOf } from '#server/kit/problem.ts'
import { recordOf } from '#server/kit/registry.ts'
import type { Draft } from '#server/kit/served.ts'
import { findByKey, prepare, type Stored } from '#server/kit/write/prepare.ts'
import { lockStored, owningOrganization, write } from '#server/kit/write/save.ts'
import { findExisting, importKeyOf } from './find-existing.ts'

export interface SourceRow {
  readonly number: number
  readonly body: Record<string, unknown>
}

export interface Outcome {
  readonly number: number
  readonly key: string
  readonly outcome: 'loaded' | 'unchanged' | 'skipped' | 'failed'
  readonly id: string | null
  readonly reason: string
  readonly errors: readonly { readonly field: string; readonly message: string }[]
}

/** All rows at once; where the database refuses one, each by itself within a savepoint. */
export async function loadRows(
  record: Resource,
  rows: readonly SourceRow[],
  organizationId: string,
  ctx: Context,
): Promise<readonly Outcome[]> {
  await ctx.rows('savepoint batch')
  try {
    const outcomes = await loadBatch(record, rows, organizationId, ctx)
    await ctx.rows('release savepoint batch')
    return outcomes
  } catch (error) {
    await ctx.rows('rollback to savepoint batch')
    ctx.events.splice(0)
    const [row] = rows
    if (row !== undefined && rows.length === 1) return [failed(record, row, error, ctx)]
  }
  const half = Math.ceil(rows.length / 2)
  const first = await loadRows(record, rows.slice(0, half), organizationId, ctx)
  return [...first, ...(await loadRows(record, rows.slice(half), organizationId, ctx))]
}

async function loadBatch(
  record: Resource,
  rows: readonly SourceRow[],
  organizationId: string,
  ctx: Context,
): Promise<Outcome[]> {
  await resolveKeys(record, rows, ctx)
  const existing = await findExisting(
    record,
    rows.map(({ body }) => body),
    organizationId,
    ctx,
  )
  const stored = await lockStored(
    record,
    existing.filter((id) => id !== null),
    ctx,
  )
  const outcomes: Outcome[] = []
  const drafts: Draft[] = []
  const seen = new Set<string>()
  for (const [index, row] of rows.entries()) {
    const key = keyText(record, row)
    if (key !== '' && seen.has(key)) {
      outcomes.push({
        number: row.number,
        key,
        outcome: 'skipped',
        id: null,
        reason: 'The same key stands in an earlier row.',
        errors: [],
      })
      continue
    }
    seen.add(key)
    const id = existing[index] ?? null
    const before = id === null ? null : (stored.get(id) ?? null)
    const faults: Fault[] = []
    const draft = await draftOf(record, row, before, organizationId, faults, ctx)
    if (faults.length > 0) outcomes.push(failed(record, row, new Refusal('kit.invalid', {}, faults), ctx))
    else if (before !== null && isUnchanged(record, draft))
      outcomes.push(good(record, row, draft, 'unchanged'))
    else {
      drafts.push(draft)
      outcomes.push(good(record, row, draft, 'loaded'))
    }
  }
  await write(record, drafts, ctx, drafts.length > 0 ? 'IMPORT' : undefined)
  await tellEvents(ctx)
  return outcomes
}

async function draftOf(
  record: Resource,
  row: SourceRow,
  before: Stored | null,
  organizationId: string,
  faults: Fault[],
  ctx: Context,
): Promise<Draft> {
  const named = { organization: organizationId, ...row.body }
  const owner =
    before === null
      ? await owningOrganization(record, named, ctx)
      : (before.row.organization as string | null)
  mustHave(ctx.identity, permissionOf(record, before === null ? 'add' : 'change'), owner)
  const status = statusField(record)
  const { [status ?? '']: given, ...body } = row.body
  const draft = await prepare(record, body, before === null ? 'create' : 'patch', before, owner, ctx, faults)
  if (status !== null && typeof given === 'string') takeStatus(record, status, given, draft, faults)
  return draft
}

/** An import may say where a document stands in its life, among the statuses its record knows. */
function takeStatus(record: Resource, status: string, given: string, draft: Draft, faults: Fault[]): void {
  const choices = record.fields[status]?.choices ?? []
  if (choices.includes(given)) draft.values[status] = given
  else
    faults.push({
      pointer: `/${status}`,
      code: 'kit.not_a_choice',
      parameters: { choices: choices.join(', ') },
    })
}

function isUnchanged(record: Resource, draft: Draft): boolean {
  if (Object.keys(changesOf(record, draft)).length > 0) return false
  return Object.entries(draft.lines).every(([name, lines]) => {
    const field = record.fields[name.replace(':owned', '')]
    const line = recordOf(field?.to ?? '')
    return lines.every((entry) => entry.before !== null && Object.keys(changesOf(line, entry)).length === 0)
  })
}

/** Natural keys of references become ids first, for they may be part of the import key. */
async function resolveKeys(record: Resource, rows: readonly SourceRow[], ctx: Context): Promise<void> {
  const work: Promise<void>[] = []
  for (const name of importKeyOf(record)) {
    const field = record.fields[name]
    if (field === undefined || !isReference(field)) continue
    const target = recordOf(targetOf(record, field))
    for (const { body } of rows) {
      const value = body[name]
      if (typeof value !== 'string' || isUuid(value)) continue
      work.push(findByKey(target, value, ctx).then((id) => void (body[name] = id ?? value)))
    }
  }
  await Promise.all(work)
}

const keyText = (record: Resource, row: SourceRow): string =>
  importKeyOf(record)
    .map((name) => String(row.body[name] ?? ''))
    .join(' | ')
    .slice(0, 255)

const good = (record: Resource, row: SourceRow, draft: Draft, outcome: 'loaded' | 'unchanged'): Outcome => ({
  number: row.number,
  key: keyText(record, row),
  outcome,
  id: draft.id,
  reason: '',
  errors: [],
})

function failed(record: Resource, row: SourceRow, error: unknown, ctx: Context): Outcome {
  const { body, isUnknown } = problemOf(error, ctx.language, ctx.request.id)
  if (isUnknown) throw error
  const faults = (body.errors ?? []) as readonly { pointer: string; detail: string }[]
  const errors = faults.map(({ pointer, detail }) => ({ field: pointer.replace(/^\//, ''), message: detail }))
  return {
    number: row.number,
    key: keyText(record, row),
    outcome: 'failed',
    id: null,
    reason: String(body.title),
    errors,
  }
}
