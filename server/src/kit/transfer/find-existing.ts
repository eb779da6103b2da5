/** Finds the rows an import means by their import key, for many rows in one statement. */
import { isUuid } from '#contract/kit/field/check.ts'
import { type Resource, tableOf } from '#contract/kit/resource.ts'
import type { Context } from '#server/kit/context.ts'
import { ignoresCase } from '#server/kit/field/columns.ts'
import { standing, storedFields } from '#server/kit/field/stored.ts'
import { quote } from '#server/kit/query/display.ts'

/** The fields by which an import recognises a row. */
export function importKeyOf(record: Resource): readonly string[] {
  if (record.importKey !== undefined) return record.importKey
  if (record.key !== undefined) return [record.key]
  return (record.unique?.[0] ?? []).filter((name) => name !== 'organization')
}

/** The id of the stored row with the same key, for each of the values; null where there is none. */
export async function findExisting(
  record: Resource,
  values: readonly Readonly<Record<string, unknown>>[],
  organizationId: string | null,
  ctx: Context,
): Promise<(string | null)[]> {
  const key = importKeyOf(record)
  if (key.length === 0) return values.map(() => null)
  const stored = key.flatMap((name) => storedFields(record).filter((entry) => entry.name === name))
  const shape = stored.map(({ column, type }) => `${quote(column)} ${type}`).join(', ')
  const matches = stored.map(({ name, column, field }) => {
    const [left, right] = ignoresCase(record, name)
      ? [`t.${quote(`${column}_lower`)}`, `lower(r.${quote(column)})`]
      : [`t.${quote(column)}`, `r.${quote(column)}`]
    const equal = `${left} = ${right}`
    return field.mode === 'optional' ? `(${equal} or (${left} is null and ${right} is null))` : equal
  })
  const { hasTenant, hasOrganization } = standing(record)
  const lead = hasTenant ? 't.tenant_id = $2' : '$2::uuid is not distinct from $2::uuid'
  const owned = hasOrganization && record.scope === 'organization' && organizationId !== null
  const owner = owned ? 'and t.organization_id = $3' : 'and $3::uuid is not distinct from $3::uuid'
  const text = `select r.row, t.id from jsonb_to_recordset($1::jsonb) as r(row integer, ${shape})
join ${quote(tableOf(record))} t on ${lead} ${owner} and ${matches.join(' and ')}`
  const rows = values.map((value, row) => ({
    row,
    ...Object.fromEntries(stored.map(({ name, column, type }) => [column, keyValue(value[name], type)])),
  }))
  const found = await ctx.rows<{ row: number; id: string }>(text, [
    JSON.stringify(rows),
    ctx.tenantId,
    organizationId,
  ])
  const ids = new Map(found.map(({ row, id }) => [row, id]))
  return values.map((_, row) => ids.get(row) ?? null)
}

function keyValue(value: unknown, type: string): unknown {
  if (type === 'uuid' && typeof value === 'string' && !isUuid(value)) return null
  return value ?? null
}
