/** Streams a filtered list as CSV, page by page by id, so that memory stays small. */
import { stringify } from 'csv-stringify/sync'
import { type Resource } from '#contract/kit/resource.ts'
import type { Context, Shown } from '#server/kit/context.ts'
import { fieldsOfKind, isReference, targetOf } from '#server/kit/field/stored.ts'
import { quote } from '#server/kit/query/display.ts'
import { listSource, type Query } from '#server/kit/query/list.ts'
import { Parameters } from '#server/kit/query/parameters.ts'
import { readRows } from '#server/kit/query/read.ts'
import { recordOf } from '#server/kit/registry.ts'
import { withPermissions } from '#server/kit/permissions.ts'
import { csvColumns, toCells } from './columns.ts'
import { keysOfRows } from '#server/kit/transfer/natural-key.ts'

const pageSize = 500

export interface Piece {
  readonly csv: string
  readonly rows: number
}

/** The first piece is the header. Refused filters throw before it. */
export async function* exportRows(record: Resource, query: Query, ctx: Context): AsyncGenerator<Piece> {
  const columns = csvColumns(record, await languagesOf(record, query, ctx))
  yield { csv: stringify([columns.map(({ name }) => name)]), rows: 0 }
  let after: string | null = null
  for (;;) {
    const parameters = new Parameters(ctx.tenantId, ctx.language)
    const source = listSource(record, query, ctx, parameters)
    const next: string = after === null ? '' : ` and t.id > ${parameters.add(after, 'uuid')}`
    const text = `select t.id ${source}${next} order by t.id limit ${parameters.add(pageSize, 'integer')}`
    const found: { id: string }[] = await ctx.rows<{ id: string }>(text, parameters.values)
    if (found.length === 0) return
    const rows = await readRows(
      record,
      found.map(({ id }) => id),
      ctx,
    )
    await addNaturalKeys(record, rows, ctx)
    const shown = await withPermissions(record, rows, ctx)
    yield { csv: stringify(shown.map((row) => toCells(record, row, columns))), rows: rows.length }
    after = found.at(-1)?.id ?? null
  }
}

/** References are exported by natural key where their record has one, so that a file reads and moves well. */
async function addNaturalKeys(record: Resource, rows: readonly Shown[], ctx: Context): Promise<void> {
  const work = Object.entries(record.fields).map(async ([name, field]) => {
    if (!isReference(field) || field.owned) return
    const ids = rows.flatMap((row) => (typeof row[name] === 'string' ? [row[name]] : []))
    const keys = await keysOfRows(recordOf(targetOf(record, field)), ids, ctx)
    for (const row of rows) row[`${name}_key`] = keys.get(String(row[name])) ?? row[name]
  })
  await Promise.all(work)
}

/** English, German, and every other language the translated texts of the list speak. */
async function languagesOf(record: Resource, query: Query, ctx: Context): Promise<readonly string[]> {
  const parameters = new Parameters(ctx.tenantId, ctx.language)
  const source = listSource(record, query, ctx, parameters)
  const columns = fieldsOfKind(record, 'translated_text').map(([name]) => `t.${quote(name)}`)
  if (columns.length === 0) return []
  const each = columns.map((column) => `select jsonb_object_keys(${column}) as language ${source}`)
  const text = `select distinct language from (${each.join(' union ')}) as spoken order by 1`
  const found = await ctx.rows<{ language: string }>(text, parameters.values)
  return [...new Set(['en', 'de', ...found.map(({ language }) => language)])]
}
