/** The generic addresses of a record: list, one, create, replace, change, delete, moves. */
import { invalid, Refusal } from '#contract/kit/failure.ts'
import { isObject, isUuid } from '#contract/kit/field/value.ts'
import { isCreatable, movesOf, permissionOf, type Resource } from '#contract/kit/resource.ts'
import { listPath, type RecordName } from '#contract/record-names.ts'
import { moveRecords } from '#server/kit/action.ts'
import type { Context } from '#server/kit/context.ts'
import { tellEvents } from '#server/kit/events.ts'
import type { Answer } from '#server/kit/idempotency.ts'
import { withPermissions } from '#server/kit/permissions.ts'
import { readPage } from '#server/kit/query/list.ts'
import { resolveKey } from '#server/kit/query/by-key.ts'
import { readOne, readRows } from '#server/kit/query/read.ts'
import { deleteRecords } from '#server/kit/write/remove.ts'
import { createRows, updateRecords } from '#server/kit/write/save.ts'
import type { Call, Route, Routes } from './route.ts'

export function recordRoutes(record: Resource): Routes {
  if (record.partOf !== undefined) return []
  if (record.access?.includes('fixed')) return readingRoutes(record)
  return [...readingRoutes(record), ...writingRoutes(record), ...moveRoutes(record)]
}

function readingRoutes(record: Resource): Route[] {
  const path = listPath(record.name as RecordName)
  const permission = record.access?.includes('open') ? 'open' : permissionOf(record, 'view')
  const [one, many] = record.label.map((label) => label.toLowerCase())
  return [
    {
      method: 'GET',
      path,
      permission,
      summary: `Lists ${many}.`,
      run: (ctx, call) => list(record, path, ctx, call),
    },
    {
      method: 'GET',
      path: `${path}:key/`,
      permission,
      summary: `Reads one ${one}.`,
      run: (ctx, call) => readByKey(record, ctx, call),
    },
  ]
}

function writingRoutes(record: Resource): Route[] {
  const path = listPath(record.name as RecordName)
  const one = record.label[0].toLowerCase()
  const single = `${path}:key/`
  const change = permissionOf(record, 'change')
  const creation: Route = {
    method: 'POST',
    path,
    permission: permissionOf(record, 'add'),
    creates: record,
    summary: `Creates a ${one}.`,
    run: (ctx, call) => create(record, ctx, call),
  }
  return [
    ...(isCreatable(record) ? [creation] : []),
    {
      method: 'PUT',
      path: single,
      permission: change,
      summary: `Replaces a ${one}.`,
      run: (ctx, call) => update(record, 'replace', ctx, call),
    },
    {
      method: 'PATCH',
      path: single,
      permission: change,
      summary: `Changes a ${one}.`,
      run: (ctx, call) => update(record, 'patch', ctx, call),
    },
    {
      method: 'DELETE',
      path: single,
      permission: permissionOf(record, 'delete'),
      summary: `Deletes a ${one}.`,
      run: (ctx, call) => remove(record, ctx, call),
    },
  ]
}

function moveRoutes(record: Resource): Route[] {
  const path = listPath(record.name as RecordName)
  const one = record.label[0].toLowerCase()
  return movesOf(record).flatMap((move): Route[] => {
    const permission = permissionOf(record, move)
    return [
      {
        method: 'POST',
        path: `${path}:key/${move}/`,
        permission,
        summary: `Move ${move} of one ${one}.`,
        run: (ctx, call) => moveOne(record, move, ctx, call),
      },
      {
        method: 'POST',
        path: `${path}${move}/`,
        permission,
        summary: `Move ${move} of many, all or nothing.`,
        run: (ctx, call) => moveMany(record, move, ctx, call),
      },
    ]
  })
}

/** A row as an answer, with its version as ETag. */
export async function rowAnswer(record: Resource, id: string, ctx: Context, status = 200): Promise<Answer> {
  const row = await readOne(record, id, ctx)
  const [shown] = await withPermissions(record, [row], ctx)
  return { status, body: shown, etag: `"${row.version}"` }
}

async function list(record: Resource, path: string, ctx: Context, call: Call): Promise<Answer> {
  const page = await readPage(record, call.query, ctx, path)
  return { status: 200, body: { ...page, results: await withPermissions(record, page.results, ctx) } }
}

async function readByKey(record: Resource, ctx: Context, call: Call): Promise<Answer> {
  return rowAnswer(record, await resolveKey(record, call.params.key ?? '', ctx), ctx)
}

async function create(record: Resource, ctx: Context, call: Call): Promise<Answer> {
  const [draft] = await createRows(record, [call.body], ctx)
  await tellEvents(ctx)
  return rowAnswer(record, draft?.id ?? '', ctx, 201)
}

async function update(
  record: Resource,
  mode: 'replace' | 'patch',
  ctx: Context,
  call: Call,
): Promise<Answer> {
  const id = await resolveKey(record, call.params.key ?? '', ctx)
  await updateRecords(record, [{ id, input: call.body, mode, version: versionOf(call) }], ctx)
  await tellEvents(ctx)
  return rowAnswer(record, id, ctx)
}

async function remove(record: Resource, ctx: Context, call: Call): Promise<Answer> {
  const id = await resolveKey(record, call.params.key ?? '', ctx)
  await deleteRecords(record, [{ id, version: versionOf(call) }], ctx)
  return { status: 204, body: null }
}

async function moveOne(record: Resource, move: string, ctx: Context, call: Call): Promise<Answer> {
  const id = await resolveKey(record, call.params.key ?? '', ctx)
  await moveRecords(record, move, [{ id, version: versionOf(call) }], call.body ?? {}, ctx)
  await tellEvents(ctx)
  return rowAnswer(record, id, ctx)
}

async function moveMany(record: Resource, move: string, ctx: Context, call: Call): Promise<Answer> {
  const ids = idsOf(call.body)
  await moveRecords(
    record,
    move,
    ids.map((id) => ({ id, version: null })),
    call.body,
    ctx,
  )
  await tellEvents(ctx)
  const rows = await readRows(record, ids, ctx)
  return { status: 200, body: { results: await withPermissions(record, rows, ctx) } }
}

function idsOf(body: unknown): readonly string[] {
  const ids = isObject(body) ? body.ids : undefined
  const good =
    Array.isArray(ids) &&
    ids.length > 0 &&
    ids.length <= 100 &&
    ids.every((id) => typeof id === 'string' && isUuid(id))
  if (good) return [...new Set((ids as string[]).map((id) => id.toLowerCase()))]
  throw invalid('/ids', 'kit.wrong_type', { expected: 'a list of 1 to 100 ids' })
}

/** The version in `If-Match`; refuses where it is missing (428) or no version. */
export function versionOf(call: Call): number | null {
  const header = call.headers['if-match']
  if (typeof header !== 'string' || header === '') throw new Refusal('kit.version_missing')
  if (header.trim() === '*') return null
  const version = /^(?:W\/)?"(\d{1,10})"$/.exec(header.trim())?.[1]
  if (version === undefined) throw new Refusal('kit.version_stale')
  return Number(version)
}
