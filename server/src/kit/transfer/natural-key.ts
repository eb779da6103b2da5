/** The text by which a file names a row of another record: its code, or `MAIN|A-01` where it takes two parts. */
import { isUuid } from '#contract/kit/field/value.ts'
import type { Field } from '#contract/kit/field/field.ts'
import { type Resource, tableOf } from '#contract/kit/resource.ts'
import type { Context } from '#server/kit/context.ts'
import { isReference, storedFields, targetOf } from '#server/kit/field/stored.ts'
import { quote } from '#server/kit/query/display.ts'
import { recordOf } from '#server/kit/registry.ts'
import { findExisting, importKeyOf } from './find-existing.ts'

const separator = '|'

/** The fields a natural key consists of; none where a row is named by its id alone. */
function naturalKeyOf(record: Resource, depth = 0): readonly string[] {
  const names = importKeyOf(record)
  const isPlain = (name: string): boolean => {
    const field = record.fields[name]
    if (field === undefined || depth > 2) return false
    if (!isReference(field)) return field.kind === 'text' || field.kind === 'choice'
    const target = recordOf(targetOf(record, field))
    return target !== record && naturalKeyOf(target, depth + 1).length > 0
  }
  return names.length <= 3 && names.every(isPlain) ? names : []
}

/** The ids behind natural keys; keys that name nothing are left out, ids stand for themselves. */
export async function rowsOfKeys(
  record: Resource,
  keys: readonly string[],
  organizationId: string | null,
  ctx: Context,
): Promise<ReadonlyMap<string, string>> {
  const names = naturalKeyOf(record)
  const wanted = [...new Set(keys)].filter((key) => !isUuid(key))
  if (names.length === 0 || wanted.length === 0) return new Map()
  const split = wanted.map((key) => partsOf(key, names.length))
  const values: Record<string, unknown>[] = wanted.map(() => ({}))
  for (const [place, name] of names.entries()) {
    const field = record.fields[name] as Field
    const parts = split.map((list) => list[place] ?? '')
    const ids = isReference(field)
      ? await rowsOfKeys(recordOf(targetOf(record, field)), parts, organizationId, ctx)
      : null
    for (const [index, part] of parts.entries()) {
      const value = values[index]
      if (value !== undefined) value[name] = ids === null || isUuid(part) ? part : (ids.get(part) ?? null)
    }
  }
  const found = await findExisting(record, values, organizationId, ctx, true)
  return new Map(
    wanted.flatMap((key, index) => {
      const id = found[index]
      return id === null || id === undefined ? [] : [[key, id] as const]
    }),
  )
}

function partsOf(key: string, count: number): readonly string[] {
  const parts = key.split(separator)
  return count === 1 ? [key] : parts.map((part) => part.trim())
}

/** The natural keys of rows by id; rows without a whole one are left out. */
export async function keysOfRows(
  record: Resource,
  ids: readonly string[],
  ctx: Context,
): Promise<ReadonlyMap<string, string>> {
  const names = naturalKeyOf(record)
  const wanted = [...new Set(ids)]
  if (names.length === 0 || wanted.length === 0) return new Map()
  const stored = names.flatMap((name) => storedFields(record).filter((entry) => entry.name === name))
  const columns = stored.map(({ column, name }) => `${quote(column)}::text as ${quote(name)}`)
  const text = `select id, ${columns.join(', ')} from ${quote(tableOf(record))} where id = any($1::uuid[])`
  const rows = await ctx.rows<Record<string, string | null>>(text, [wanted])
  for (const { name, field } of stored) {
    if (!isReference(field)) continue
    const inner = rows.flatMap((row) => (row[name] === null ? [] : [String(row[name])]))
    const keys = await keysOfRows(recordOf(targetOf(record, field)), inner, ctx)
    for (const row of rows) row[name] = keys.get(String(row[name])) ?? null
  }
  return new Map(
    rows.flatMap((row) => {
      const parts = names.map((name) => row[name] ?? '')
      const isWhole = parts.every((part) => part !== '' && (names.length === 1 || !part.includes(separator)))
      return isWhole ? [[String(row.id), parts.join(separator)] as const] : []
    }),
  )
}
