/** Reads single rows with their lines, as the API shows them. */
import { Refusal } from '#contract/kit/failure.ts'
import { documentField, ownedFields, type Resource, tableOf } from '#contract/kit/resource.ts'
import type { Ahead, Context, Shown, Written } from '#server/kit/context.ts'
import { fieldsOfKind } from '#server/kit/field/stored.ts'
import { noteRow } from '#server/kit/rights.ts'
import { governing, recordOf } from '#server/kit/registry.ts'
import { quote } from './display.ts'
import { complete, completeAhead, type Group, labelsOf } from './labels.ts'
import { Parameters } from './parameters.ts'
import { derivedColumns, shownColumns } from './select.ts'
import { visibleConditions } from './visible.ts'
import type { Draft } from '#server/kit/served.ts'
import { justWritten } from '#server/kit/write/written.ts'

/** Rows by id with their lines, in the order of the ids; rows the caller may not see are left out. */
export async function readRows(
  record: Resource,
  ids: readonly string[],
  ctx: Context,
  verb = 'view',
): Promise<Shown[]> {
  if (ids.length === 0) return []
  const written = justWritten(record, ids, verb, ctx)
  if (written !== null) return [await completed(written, ctx)]
  const parameters = new Parameters(ctx.tenantId, ctx.language)
  const conditions = visibleConditions(record, verb, ctx.identity, parameters)
  const wanted = `t.id = any(${parameters.add(ids, 'uuid[]')})`
  const text = `select ${shownColumns(record)} from ${quote(tableOf(record))} t where ${wanted}
    and ${conditions.join(' and ')}`
  const heads = ctx.rows<Shown>(text, parameters.values)
  const lines: Promise<Part>[] = fieldsOfKind(record, 'lines').map(([name, field]) =>
    readLines(recordOf(field.to ?? ''), name, ids, ctx),
  )
  const nested = ownedFields(record).map((name) => readOwned(record, name, ids, ctx))
  const [found, parts] = await Promise.all([heads, Promise.all([...lines, ...nested])])
  await complete([{ record, rows: found }, ...parts.flatMap(({ groups }) => groups)], ctx)
  for (const row of found) noteRow(ctx.identity, governing(record), verb, row)
  const byId = new Map(found.map((row) => [String(row.id), row]))
  for (const part of parts) {
    for (const [id, value] of part.byRow) {
      const row = byId.get(id)
      if (row !== undefined) row[part.name] = value
    }
    if (part.empty !== undefined) for (const row of found) row[part.name] ??= part.empty
  }
  return ids.flatMap((id): Shown[] => {
    const row = byId.get(id)
    return row === undefined ? [] : [row]
  })
}

/** A document just written: only what follows from other rows is read, and the names of what it points to. */
async function completed({ record, head, lines, ahead }: Written, ctx: Context): Promise<Shown> {
  const known = ahead?.writes === ctx.writes ? ahead : null
  const row = { ...head }
  const groups: Group[] = [{ record, rows: [row] }]
  for (const [name, list] of lines) {
    const rows = list.map((line) => ({ ...line }))
    row[name] = rows
    groups.push({ record: recordOf(record.fields[name]?.to ?? ''), rows })
  }
  const derived = known?.derived ?? derivedOf(groups, ctx)
  const [byId] = await Promise.all([derived, complete(groups, ctx, known?.labels)])
  for (const { rows } of groups) for (const each of rows) Object.assign(each, byId.get(each.id))
  return row
}

/** Asks for what the answer of a document will say beside its rows, while they are being written. */
export async function readAhead(record: Resource, draft: Draft, ctx: Context): Promise<Ahead> {
  const rowOf = ({ id, values }: Draft) => ({ ...values, id })
  const lines = fieldsOfKind(record, 'lines').map(([name, field]) => ({
    record: recordOf(field.to ?? ''),
    rows: (draft.lines[name] ?? []).map(rowOf),
  }))
  const groups = [{ record, rows: [rowOf(draft)] }, ...lines]
  const asked = Promise.all([labelsOf(groups, ctx), derivedOf(groups, ctx), completeAhead(groups, ctx)])
  const { writes } = ctx
  const [labels, derived] = await asked
  for (const { record, rows } of groups) {
    const added = fieldsOfKind(record, 'computed').map(([name]) => name)
    for (const row of rows) derived.set(row.id, { ...kept(row, added), ...derived.get(row.id) })
  }
  return { labels, derived, writes }
}

const kept = (row: Shown, names: readonly string[]): Shown =>
  Object.fromEntries(names.flatMap((name) => (name in row ? [[name, row[name]]] : [])))

/** Links and computed fields of rows whose own columns are known, by id. */
async function derivedOf(groups: readonly Group[], ctx: Context): Promise<Map<unknown, Shown>> {
  const asked = groups.map(({ record, rows }) => {
    const columns = derivedColumns(record)
    if (columns.length === 0 || rows.length === 0) return []
    const text = `select t.id, ${columns.join(', ')} from ${quote(tableOf(record))} t
where t.tenant_id = $1 and t.id = any($2::uuid[])`
    return ctx.rows<Shown>(text, [ctx.tenantId, rows.map(({ id }) => id)])
  })
  return new Map((await Promise.all(asked)).flat().map((row) => [row.id, row]))
}

interface Part {
  readonly name: string
  readonly byRow: ReadonlyMap<string, unknown>
  readonly empty?: unknown
  /** The rows read, whose references want names. */
  readonly groups: readonly Group[]
}

async function readLines(line: Resource, name: string, ids: readonly string[], ctx: Context): Promise<Part> {
  const parent = documentField(line)
  const order = 'position' in line.fields ? 't.position, t.id' : 't.id'
  const text = `select ${shownColumns(line)} from ${quote(tableOf(line))} t
where t.tenant_id = $1 and $2::text is not null and t.${quote(`${parent}_id`)} = any($3::uuid[]) order by ${order}`
  const rows = await ctx.rows<Shown>(text, [ctx.tenantId, ctx.language, ids])
  const owned = await Promise.all(ownedFields(line).map((field) => attachOwned(line, field, rows, ctx)))
  const byRow = new Map<string, Shown[]>()
  for (const row of rows) {
    const id = String(row[parent])
    const list = byRow.get(id)
    if (list === undefined) byRow.set(id, [row])
    else list.push(row)
  }
  return {
    name,
    byRow,
    empty: [],
    groups: [{ record: line, rows }, ...owned.flatMap(({ groups }) => groups)],
  }
}

async function attachOwned(
  record: Resource,
  name: string,
  rows: readonly Shown[],
  ctx: Context,
): Promise<Part> {
  const part = await readOwned(
    record,
    name,
    rows.map((row) => String(row.id)),
    ctx,
  )
  for (const row of rows) row[`${name}_details`] = part.byRow.get(String(row.id)) ?? null
  return part
}

/** The nested rows behind an owned reference, as `<field>_details`. */
async function readOwned(
  record: Resource,
  name: string,
  ids: readonly string[],
  ctx: Context,
): Promise<Part> {
  const target = recordOf(record.fields[name]?.to ?? '')
  const column = quote(`${name}_id`)
  const text = `select owner.id as owner_row, ${shownColumns(target)} from ${quote(tableOf(record))} owner
join ${quote(tableOf(target))} t on t.tenant_id = owner.tenant_id and t.id = owner.${column}
where owner.tenant_id = $1 and $2::text is not null and owner.id = any($3::uuid[])`
  const rows = await ctx.rows<Shown>(text, [ctx.tenantId, ctx.language, ids])
  const byRow = new Map<string, unknown>()
  const shown: Shown[] = []
  for (const { owner_row, ...row } of rows) {
    shown.push(row)
    byRow.set(String(owner_row), row)
  }
  return { name: `${name}_details`, byRow, empty: null, groups: [{ record: target, rows: shown }] }
}

/** One row or 404. */
export async function readOne(record: Resource, id: string, ctx: Context): Promise<Shown> {
  const [row] = await readRows(record, [id], ctx)
  if (row === undefined) throw new Refusal('kit.not_found')
  return row
}
