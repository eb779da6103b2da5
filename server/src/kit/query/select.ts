/** The SQL that reads rows of a record as the API shows them. */
import type { Resource } from '#contract/kit/resource.ts'
import { tableOf } from '#contract/kit/resource.ts'
import { fieldsOfKind, linkedColumn, standing, storedFields } from '#server/kit/field/stored.ts'
import { servedRecord } from '#server/kit/registry.ts'
import { quote } from './display.ts'

export const stamps = ['version', 'created_at', 'updated_at', 'created_by', 'updated_by']

const shownCache = new WeakMap<Resource, string>()

/** The select list of a record's rows `t` as clients read them; labels of references come with `complete`. */
export function shownColumns(record: Resource): string {
  const known = shownCache.get(record) ?? [ownColumns(record), ...derivedColumns(record)].join(',\n  ')
  shownCache.set(record, known)
  return known
}

/** What follows from other rows: links and computed fields. */
export function derivedColumns(record: Resource, alias = 't'): string[] {
  return [...linkedColumns(record, alias), ...computedColumns(record, alias)]
}

/** What stands in the row itself: what a write gives back by RETURNING. */
export function ownColumns(record: Resource, alias = 't'): string {
  const { hasOrganization } = standing(record)
  const columns = [`${alias}.id`]
  if (hasOrganization) columns.push(`${alias}.organization_id as organization`)
  else if (standing(record).hasTenant) columns.push('null::uuid as organization')
  if (standing(record).mayBeStandard) columns.push(`${alias}.tenant_id is null as "_standard"`)
  for (const { name, field, column, type } of storedFields(record)) {
    if (field.secret) continue
    const source = `${alias}.${quote(column)}`
    columns.push(
      type === 'numeric' ? `trim_scale(${source})::text as ${quote(name)}` : `${source} as ${quote(name)}`,
    )
  }
  if (!standing(record).isLedger) columns.push(...stamps.map((name) => `${alias}.${name}`))
  return columns.join(',\n  ')
}

function linkedColumns(record: Resource, alias: string): string[] {
  const table = tableOf(record)
  return fieldsOfKind(record, 'references').map(([name]) => {
    const target = linkedColumn(name)
    const link = quote(`${table}_${name}`)
    return `array(select link.${quote(target)} from ${link} link
      where link.${quote(`${table}_id`)} = ${alias}.id order by 1) as ${quote(name)}`
  })
}

/** Those without SQL are filled by a module (`rowCompleters`). */
function computedColumns(record: Resource, alias: string): string[] {
  const { expressions } = servedRecord(record.name).rules
  return fieldsOfKind(record, 'computed').flatMap(([name, field]) => {
    if (expressions?.[name] === undefined) return []
    const expression = computedExpression(record, name, alias)
    const numeric = field.shows === 'quantity' || field.shows === 'money' || field.shows === 'decimal'
    return `${numeric ? `trim_scale(${expression})::text` : expression} as ${quote(name)}`
  })
}

/** The SQL of a computed field over the row `alias`. */
export function computedExpression(record: Resource, name: string, alias: string): string {
  const expression = servedRecord(record.name).rules.expressions?.[name]
  if (expression === undefined) return 'null'
  return `(${expression.replaceAll(/\bt\./g, `${alias}.`)})`
}

const storedCache = new WeakMap<Resource, string>()

/** The stored values of a record's rows `t` by field name, for rules, audit and moves. */
export function storedColumns(record: Resource): string {
  const known = storedCache.get(record)
  if (known !== undefined) return known
  const { hasOrganization } = standing(record)
  const columns = ['t.id', ...stamps.map((name) => `t.${name}`)]
  columns.push(hasOrganization ? 't.organization_id as organization' : 'null::uuid as organization')
  for (const { name, column, type } of storedFields(record)) {
    const source = `t.${quote(column)}`
    columns.push(`${type === 'numeric' ? `trim_scale(${source})::text` : source} as ${quote(name)}`)
  }
  const text = [...columns, ...linkedColumns(record, 't')].join(', ')
  storedCache.set(record, text)
  return text
}

/** The condition that keeps a reader in the tenant, with `$1`. */
export function tenantCondition(record: Resource, alias = 't'): string {
  const { hasTenant, mayBeStandard } = standing(record)
  // The reader's language is named so that its type is known also where nothing is translated.
  const known = '$2::text is not null'
  if (!hasTenant) return `$1::uuid is not distinct from $1::uuid and ${known}`
  const own = `${alias}.tenant_id = $1`
  return `${mayBeStandard ? `(${own} or ${alias}.tenant_id is null)` : own} and ${known}`
}
