/** Moves of documents: lock, check, use case, new status, audit, event: the same for every move. */
import { Refusal } from '#contract/kit/failure.ts'
import { type Move, moduleOf, type Resource, statusField, tableOf } from '#contract/kit/resource.ts'
import type { Context } from './context.ts'
import type { Draft } from './served.ts'
import { recordOf } from './registry.ts'
import { type Stored, storedDraft } from './write/prepare.ts'
import { lockWanted, type Wanted, write } from './write/save.ts'

/** A locked document on its way to its next status; the use case may change `values` and lines. */
export interface Moving extends Draft {
  readonly version: number
  readonly status: string
  /** A status beyond the one its move names, where the use case came that far at once. */
  reached?: string
}

export type UseCase = (documents: readonly Moving[], ctx: Context, body: unknown) => Promise<void>

export interface Action {
  readonly record: Resource
  readonly move: string
  readonly run: UseCase
}

const actions = new Map<string, Action>()

/** States the use case behind a move; the wrapper does the rest. */
export function action<R extends Resource>(record: R, move: Move<R>, run: UseCase): Action {
  return { record, move, run }
}

export function registerActions(list: readonly Action[]): void {
  for (const entry of list) actions.set(`${entry.record.name} ${entry.move}`, entry)
}

/** Moves whose status table alone says what happens need no use case. */
const nothingMore: UseCase = async () => undefined

function actionFor(record: Resource, move: string): Action {
  return actions.get(`${record.name} ${move}`) ?? { record, move, run: nothingMore }
}

/** Makes one move on many documents, all or nothing. */
export async function moveRecords(
  record: Resource,
  move: string,
  requests: readonly Wanted[],
  body: unknown,
  ctx: Context,
): Promise<void> {
  const field = statusField(record)
  if (field === null) throw new Refusal('kit.not_found')
  const wanted = await lockWanted(record, requests, move, ctx)
  const documents = wanted.map(([found]) => {
    const status = String(found.row[field])
    mustBeAllowed(record, move, status, found.row)
    return moving(record, found, status)
  })
  await actionFor(record, move).run(documents, ctx, body)
  for (const document of documents) {
    document.values[field] = document.reached ?? nextStatus(record, move, document.status)
  }
  await write(record, documents, ctx, 'MOVE')
  for (const document of documents) ctx.emit(eventOf(record, move, document))
}

function moving(record: Resource, found: Stored, status: string): Moving {
  const organizationId = (found.row.organization ?? null) as string | null
  const draft = storedDraft(record, found.row, organizationId)
  for (const [name, rows] of Object.entries(found.lines)) {
    const line = recordOf(record.fields[name]?.to ?? '')
    draft.lines[name] = rows.map((row) => storedDraft(line, row, organizationId))
  }
  return { ...draft, version: Number(found.row.version), status }
}

/** The status a move leads to; undefined where the table does not know it. */
function nextStatus(record: Resource, move: string, status: string): string | undefined {
  const field = statusField(record)
  return field === null ? undefined : record.fields[field]?.moves?.[status]?.[move]
}

function mustBeAllowed(
  record: Resource,
  move: string,
  status: string,
  row: Readonly<Record<string, unknown>>,
): void {
  if (nextStatus(record, move, status) !== undefined) return
  const number = typeof row.number === 'string' && row.number !== '' ? ` ${row.number}` : ''
  throw new Refusal('kit.move_not_allowed', { record: `${record.name}${number}`, status, move })
}

/** `sales.delivery_shipped`; a move that keeps the status is told by its verb: `sales.sales_order_amend`. */
function eventOf(record: Resource, move: string, document: Moving) {
  const next = document.reached ?? nextStatus(record, move, document.status) ?? move
  const what = next === document.status ? move : next
  return {
    name: `${moduleOf(record)}.${tableOf(record)}_${what}`,
    recordId: document.id,
    organizationId: document.organizationId,
    payload: { version: document.version + 1 },
  }
}

/** The moves that the status of a row knows. */
export function movesFrom(record: Resource, row: Readonly<Record<string, unknown>>): string[] {
  const field = statusField(record)
  return field === null ? [] : Object.keys(record.fields[field]?.moves?.[String(row[field])] ?? {})
}
