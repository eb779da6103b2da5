/** The table of a record: columns, keys, constraints and indexes as they follow from its definition. */
import { type Resource, tableOf } from '#contract/kit/resource.ts'
import { standing } from '#server/kit/field/stored.ts'
import { type Column, columnNameOf, columnsOf, sortColumnOf } from './columns.ts'
import { foreignKeysOf, guardsOf, isPointedAtByOwner } from './foreign-keys.ts'
import { linkTablesOf } from './link-tables.ts'
import { indexesOf } from './list-indexes.ts'
import { type Constraint, hasTenantKey, type Index, primaryKey, type Records, type Table } from './model.ts'
import { constraintName } from './names.ts'

/** Every table that the definitions ask for: one a record, one a list of references. */
export function tablesOf(records: Records): Table[] {
  const all = [...records.values()]
  return all.flatMap((record) => [tableOfRecord(record, records), ...linkTablesOf(record, records)])
}

function tableOfRecord(record: Resource, records: Records): Table {
  const name = tableOf(record)
  const columns = columnsOf(record)
  const uniques = uniquesOf(record, columns)
  return {
    name,
    comment: record.label[1],
    scope: record.scope,
    isTagged: record.list.filters.includes('tags'),
    columns,
    constraints: [
      primaryKey(name, hasTenantKey(record) ? ['tenant_id', 'id'] : ['id']),
      ...(isPointedAtByOwner(record, records) ? [ownerKey(name)] : []),
      ...uniques.filter((unique) => unique.where === undefined).map(uniqueConstraint),
      ...foreignKeysOf(record, records),
      ...columns.flatMap((column) => checkOfColumn(name, column)),
      ...standardChecks(record, records),
      ...checksBetweenFields(record),
    ],
    indexes: [...uniques.filter((unique) => unique.where !== undefined), ...indexesOf(record, records)],
    guards: guardsOf(record, records),
  }
}

/** What rows of the same organization point to. */
function ownerKey(table: string): Constraint {
  return { name: `uq_${table}__organization__id`, sql: 'unique (tenant_id, organization_id, id)' }
}

/**
 * A row whose text key is null has no key, so that any number may lack one; a reference or day left empty is
 * a value like others.
 */
function uniquesOf(record: Resource, columns: readonly Column[]): Index[] {
  const table = tableOf(record)
  const lead = standing(record).hasTenant ? ['tenant_id'] : []
  return (record.unique ?? []).map((fields) => {
    const names = [...lead, ...fields.map((field) => sortColumnOf(record, field) ?? field)]
    const nullable = columns.filter((column) => names.includes(column.name) && column.nullable)
    const texts = nullable.filter(({ type }) => type.startsWith('text'))
    const nullsEqual = nullable.length > texts.length
    const where = texts.map((column) => `${column.name} is not null`).join(' and ')
    const index = {
      name: constraintName('uq', table, shownOn(record, fields)),
      columns: names,
      isUnique: true,
      nullsEqual,
    }
    return where === '' ? index : { ...index, where }
  })
}

/** The first field named is the one the error is shown on: what somebody typed, not the owner of the row. */
function shownOn(record: Resource, fields: readonly string[]): string[] {
  const rank = (name: string) => {
    const field = record.fields[name]
    if (field === undefined || (record.partOf !== undefined && field.to === record.partOf)) return 2
    return field.kind === 'text' ? 0 : 1
  }
  return fields.toSorted((one, two) => rank(one) - rank(two))
}

function uniqueConstraint({ name, columns, nullsEqual }: Index): Constraint {
  return { name, sql: `unique ${nullsEqual ? 'nulls not distinct ' : ''}(${columns.join(', ')})` }
}

function checkOfColumn(table: string, { field, check }: Column): Constraint[] {
  if (field === null || check === null) return []
  return [{ name: constraintName('ck', table, [field]), sql: `check (${check})` }]
}

/** A row of the standard points to no tenant's row; its foreign key would not be tested. */
function standardChecks(record: Resource, records: Records): Constraint[] {
  if (!standing(record).mayBeStandard) return []
  return columnsOf(record).flatMap(({ name, field, references }) => {
    const target = references === null ? undefined : records.get(references)
    if (field === null || target === undefined || !hasTenantKey(target)) return []
    const sql = `check (tenant_id is not null or ${name} is null)`
    return [{ name: constraintName('ck', tableOf(record), [field, 'tenant']), sql }]
  })
}

function checksBetweenFields(record: Resource): Constraint[] {
  return (record.checks ?? []).map(({ field, is, other }) => {
    const [one, two] = [columnNameOf(record, field), columnNameOf(record, other)]
    const rules = {
      after: `${one} > ${two}`,
      not_before: `${one} >= ${two}`,
      at_least: `${one} >= ${two}`,
      with: `${one} is null or ${two} is not null`,
    }
    return { name: constraintName('ck', tableOf(record), [field, other]), sql: `check (${rules[is]})` }
  })
}
