/** The tables behind lists of references: `role_inherits` of the field `inherits` of a role. */
import { type Resource, tableOf } from '#contract/kit/resource.ts'
import { standing } from '#server/kit/field/stored.ts'
import type { Column } from './columns.ts'
import { type Constraint, hasTenantKey, primaryKey, type Records, type Table } from './model.ts'
import { constraintName } from './names.ts'

export function linkTablesOf(record: Resource, records: Records): Table[] {
  const lists = Object.entries(record.fields).filter(([, field]) => field.kind === 'references')
  return lists.map(([field, { to }]) => {
    const target = records.get(to ?? '')
    if (target === undefined) throw new TypeError(`${record.name}.${field} points to no record`)
    return linkTable(record, field, target)
  })
}

function linkTable(record: Resource, field: string, target: Resource): Table {
  const source = tableOf(record)
  const name = `${source}_${field}`
  const columns = linkColumns(record, field, target)
  const [from, to] = [`${source}_id`, columns.at(-1)?.name ?? '']
  const key = (side: Resource, column: string, onDelete: string): Constraint => {
    const tenant = hasTenantKey(side)
    const [own, theirs] = tenant ? [`tenant_id, ${column}`, 'tenant_id, id'] : [column, 'id']
    const sql = `foreign key (${own}) references ${tableOf(side)} (${theirs})${onDelete}`
    return { name: constraintName('fk', name, [column.replace(/_id$/, '')]), sql, target: tableOf(side) }
  }
  const isTenant = hasTenantKey(record)
  return {
    name,
    comment: `${record.label[1]}: ${field}`,
    scope: 'tenant',
    columns,
    constraints: [
      primaryKey(name, isTenant ? ['tenant_id', from, to] : [from, to]),
      key(record, from, ' on delete cascade'),
      key(target, to, ''),
    ],
    indexes: [
      {
        name: constraintName('ix', name, [field]),
        columns: hasTenantKey(target) ? ['tenant_id', to] : [to],
      },
    ],
    isTagged: false,
    guards: standing(target).mayBeStandard ? { [to]: tableOf(target) } : {},
  }
}

function linkColumns(record: Resource, field: string, target: Resource): Column[] {
  const source = tableOf(record)
  const plain = { field: null, nullable: false, default: null, check: null, generated: null, type: 'uuid' }
  return [
    { ...plain, name: 'tenant_id', nullable: standing(record).mayBeStandard, references: null },
    { ...plain, name: `${source}_id`, references: record.name },
    { ...plain, name: `${field}_id`, references: target.name },
  ]
}
