/** The indexes behind a record's list: one an order, one a filter in the default order, one a foreign key. */
import { isNullable } from '#contract/kit/field/field.ts'
import { type Resource, tableOf } from '#contract/kit/resource.ts'
import { isReference, standing, storedFields } from '#server/kit/field/stored.ts'
import { columnNameOf, sortColumnOf } from './columns.ts'
import { organizationGuard, type Reference, referencesOf } from './foreign-keys.ts'
import type { Index, Records } from './model.ts'
import { constraintName } from './names.ts'

/** Comparisons of these may leak, so row-level security would not use the index (STACK 2.1). */
const useless = /^(numeric|jsonb|text\[\])/

export function indexesOf(record: Resource, records: Records): Index[] {
  const indexes = new Map<string, Index>()
  const add = (field: string, columns: readonly string[], where?: string) => {
    const name = constraintName('ix', tableOf(record), [field])
    const index = { name, columns: [...new Set(columns)] }
    if (!indexes.has(field)) indexes.set(field, where === undefined ? index : { ...index, where })
  }
  const tenant = standing(record).hasTenant ? ['tenant_id'] : []
  const order = defaultOrder(record)
  const hasOwner = standing(record).hasOrganization && organizationGuard(record, records) !== 'document'
  if (hasOwner) add('organization', ['tenant_id', 'organization_id', ...order])
  const filtered = filteredFields(record, records)
  for (const reference of referencesOf(record, records)) {
    const { name, field, column, columns } = reference
    // An id is enough to find the row: the organization in a key of three columns would spoil the order.
    const key = columns.length > 1 ? ['tenant_id', column] : [column, ...tenant]
    if (filtered.has(name)) add(name, [...key, ...order])
    else if (needsIndex(record, reference)) {
      add(name, columns.length > 1 ? key : [column], isNullable(field) ? `${column} is not null` : undefined)
    }
  }
  // What is translated is sorted by an expression over the reader's language: no index would serve it.
  const sorted = record.list.order.filter((name) => record.fields[name]?.kind !== 'translated_text')
  for (const name of sorted) add(name, [...tenant, sortColumnOf(record, name) ?? name, 'id'])
  for (const name of filtered) {
    const column = sortColumnOf(record, name)
    if (column !== null && !isOrganization(name)) add(name, [...tenant, column, ...order])
  }
  return [...indexes.values()]
}

/**
 * Nobody filters by it: an index would only serve the deletion of what it points to. Nobody deletes what is the
 * same for all tenants; a legal entity is found by the organization; and where somebody deletes a unit or a tax
 * category of his own, it is cheaper to look through all lines once than to write an entry with each of them.
 */
function needsIndex(record: Resource, { name, target }: Reference): boolean {
  if (target.scope === 'global') return false
  if (record.partOf !== undefined && standing(target).mayBeStandard) return false
  return !(name === 'legal_entity' && standing(record).hasOrganization)
}

function isOrganization(name: string): boolean {
  return name === 'organization'
}

/** The columns of the order in which a list, or the lines of a document, come when none is asked for. */
function defaultOrder(record: Resource): string[] {
  const asked = record.list.default ?? record.list.order[0]
  const name = asked?.replace(/^-/, '') ?? ('position' in record.fields ? 'position' : undefined)
  const column = name === undefined ? null : sortColumnOf(record, name)
  return column === null ? [] : [column, 'id']
}

/** Fields that a filter, a path of another record's filter, or `index: true` asks an index for. */
function filteredFields(record: Resource, records: Records): Set<string> {
  const own = record.list.filters.filter((filter) => !filter.includes('.'))
  const marked = Object.entries(record.fields).flatMap(([name, field]) => (field.index ? [name] : []))
  const parent = storedFields(record).flatMap(({ name, field }) =>
    field.to === record.partOf && isReference(field) && record.partOf ? [name] : [],
  )
  const all = [...parent, ...own, ...marked, ...pathsInto(record, records)]
  return new Set(all.filter((name) => isUseful(record, name)))
}

/** `country` for addresses where warehouses filter by `address.country`. */
function pathsInto(record: Resource, records: Records): string[] {
  return [...records.values()].flatMap((other) =>
    other.list.filters.flatMap((filter) => {
      const [step = '', field] = filter.split('.')
      return field !== undefined && other.fields[step]?.to === record.name ? [field] : []
    }),
  )
}

function isUseful(record: Resource, name: string): boolean {
  if (name === 'organization') return true
  if (columnNameOf(record, name) === null) return false
  const stored = storedFields(record).find((field) => field.name === name)
  return stored === undefined || !useless.test(stored.type)
}
