/** Finds the rows an import means by their import key, for many rows in one statement. */
import { isUuid } from '#contract/kit/field/value.ts'
import { type Resource, tableOf } from '#contract/kit/resource.ts'
import type { Context } from '#server/kit/context.ts'
import { ignoresCase } from '#server/kit/field/columns.ts'
import { standing, storedFields } from '#server/kit/field/stored.ts'
import { quote } from '#server/kit/query/display.ts'

type Values = Readonly<Record<string, unknown>>

/** The fields by which an import recognises a row. */
export function importKeyOf(record: Resource): readonly string[] {
  if (record.importKey !== undefined) return record.importKey
  if (record.key !== undefined) return [record.key]
  return (record.unique?.[0] ?? []).filter((name) => name !== 'organization')
}

/** True where the key says everything but the organization, which then is the one that imports. */
const needsOrganization = (record: Resource): boolean =>
  standing(record).hasOrganization && record.scope === 'organization' && record.ownedBy === undefined

/**
 * The id of the stored row with the same key, for each of the values; null where there is none. With
 * `anywhere` rows of other organizations are found too, those of the given one first.
 */
export async function findExisting(
  record: Resource,
  values: readonly Values[],
  organizationId: string | null,
  ctx: Context,
  anywhere = false,
): Promise<(string | null)[]> {
  const key = importKeyOf(record)
  if (key.length === 0 || values.length === 0) return values.map(() => null)
  const stored = key.flatMap((name) => storedFields(record).filter((entry) => entry.name === name))
  const shape = stored.map(({ column, type }) => `${quote(column)} ${type}`).join(', ')
  const text = `select r.row, t.id from jsonb_to_recordset($1::jsonb) as r(row integer, ${shape})
join ${quote(tableOf(record))} t on ${conditionsOf(record, stored, anywhere).join(' and ')}
order by ${orderOf(record)}`
  const rows = values.map((value, row) => ({
    row,
    ...Object.fromEntries(stored.map(({ name, column, type }) => [column, keyValue(value[name], type)])),
  }))
  const found = await ctx.rows<{ row: number; id: string }>(text, [
    JSON.stringify(rows),
    ctx.tenantId,
    organizationId,
  ])
  const ids = new Map<number, string>()
  for (const { row, id } of found) if (!ids.has(row)) ids.set(row, id)
  return values.map((_, row) => ids.get(row) ?? null)
}

function conditionsOf(
  record: Resource,
  stored: ReturnType<typeof storedFields>,
  anywhere: boolean,
): readonly string[] {
  const { hasTenant, mayBeStandard } = standing(record)
  const own = mayBeStandard ? '(t.tenant_id = $2::uuid or t.tenant_id is null)' : 't.tenant_id = $2::uuid'
  const matches = stored.map(({ name, column, field }) => {
    const [left, right] = ignoresCase(record, name)
      ? [`t.${quote(`${column}_lower`)}`, `lower(r.${quote(column)})`]
      : [`t.${quote(column)}`, `r.${quote(column)}`]
    const equal = `${left} = ${right}`
    return field.mode === 'optional' ? `(${equal} or (${left} is null and ${right} is null))` : equal
  })
  const owned = needsOrganization(record) && !anywhere
  return [
    hasTenant ? own : '$2::uuid is not distinct from $2::uuid',
    owned ? 't.organization_id = $3::uuid' : '$3::uuid is not distinct from $3::uuid',
    ...matches,
  ]
}

function orderOf(record: Resource): string {
  const { hasTenant, hasOrganization, mayBeStandard } = standing(record)
  const standardLast = hasTenant && mayBeStandard ? ['t.tenant_id is null'] : []
  const ownFirst = hasOrganization ? ['(t.organization_id = $3::uuid) desc nulls last'] : []
  return [...standardLast, ...ownFirst, 't.id'].join(', ')
}

function keyValue(value: unknown, type: string): unknown {
  if (type === 'uuid' && !(typeof value === 'string' && isUuid(value))) return null
  if (type === 'text') return typeof value === 'string' ? value.normalize('NFC').trim() : null
  const form = shapes[type]
  return form === undefined || form.test(String(value ?? '')) ? (value ?? null) : null
}

/** What is no value of its type means no row; the field's own check says why. */
const shapes: Readonly<Record<string, RegExp>> = {
  date: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  numeric: /^-?\d{1,20}(\.\d{1,12})?$/,
  integer: /^-?\d{1,9}$/,
  boolean: /^(true|false)$/,
  timestamptz: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/,
}
