/** Foreign keys of a record, and the references that a trigger has to test beside them (DOMAIN 1). */
import { type Field, isNullable } from '#contract/kit/field/field.ts'
import { type Resource, tableOf } from '#contract/kit/resource.ts'
import { columnOf, isReference, standing, targetOf } from '#server/kit/field/stored.ts'
import { type Constraint, hasTenantKey, type Records } from './model.ts'
import { constraintName } from './names.ts'

export interface Reference {
  readonly name: string
  readonly field: Field
  readonly column: string
  readonly target: Resource
  /** The columns of the foreign key; the target's have the same names but for the last, which is its id. */
  readonly columns: readonly string[]
}

/** The references of a record with the columns of their keys. */
export function referencesOf(record: Resource, records: Records): Reference[] {
  return Object.entries(record.fields).flatMap(([name, field]) => {
    if (!isReference(field)) return []
    const target = records.get(targetOf(record, field))
    if (target === undefined) throw new TypeError(`${record.name}.${name} points to no record`)
    const column = columnOf(name, field)
    return [{ name, field, column, target, columns: keyColumns(record, { name, field, column, target }) }]
  })
}

function keyColumns(record: Resource, reference: Omit<Reference, 'columns'>): string[] {
  if (!hasTenantKey(reference.target)) return [reference.column]
  const own = pointsToOwn(record, reference)
  return own ? ['tenant_id', 'organization_id', reference.column] : ['tenant_id', reference.column]
}

/** True where both rows belong to the same node of the organization tree. */
function pointsToOwn(record: Resource, { name, field, target }: Omit<Reference, 'columns'>): boolean {
  const [from, to] = [standing(record), standing(target)]
  if (!from.hasOrganization || !to.hasOrganization || from.mayBeStandard) return false
  if (record.ownedBy === name) return true
  const isNear = field.reach === undefined || field.reach === 'own'
  return record.scope === 'organization' && target.scope === 'organization' && isNear
}

/** True where some record's key to this one holds the organization too. */
export function isPointedAtByOwner(record: Resource, records: Records): boolean {
  return [...records.values()].some((other) =>
    referencesOf(other, records).some((key) => key.target === record && key.columns.length === 3),
  )
}

export function foreignKeysOf(record: Resource, records: Records): Constraint[] {
  const table = tableOf(record)
  const keys = referencesOf(record, records).map(({ name, field, column, target, columns }) => {
    const theirs = columns.map((own) => (own === column ? 'id' : own))
    const sql =
      `foreign key (${columns.join(', ')}) references ${tableOf(target)} (${theirs.join(', ')})` +
      onDelete(field, column)
    return { name: constraintName('fk', table, [name]), sql, target: tableOf(target) }
  })
  const guard = organizationGuard(record, records)
  return guard === 'own' ? [organizationKey(table), ...keys] : keys
}

/**
 * What holds a row's organization: a key of its own, or one that names the organization together with the document
 * it is a line of, or with the legal entity. One look-up each row is enough.
 */
export function organizationGuard(
  record: Resource,
  records: Records,
): 'own' | 'document' | 'legal entity' | null {
  if (!standing(record).hasOrganization) return null
  const parent = referencesOf(record, records).find(
    ({ field, target }) => target.name === record.partOf && !isNullable(field),
  )
  if (parent?.columns.length === 3) return 'document'
  const legalEntity = record.fields.legal_entity
  return legalEntity !== undefined && !isNullable(legalEntity) ? 'legal entity' : 'own'
}

function organizationKey(table: string): Constraint {
  const sql = 'foreign key (tenant_id, organization_id) references organization (tenant_id, id)'
  return { name: constraintName('fk', table, ['organization']), sql, target: 'organization' }
}

function onDelete({ onDelete }: Field, column: string): string {
  if (onDelete === 'cascade') return ' on delete cascade'
  // Only the reference is cleared: the tenant beside it stays.
  return onDelete === 'clear' ? ` on delete set null (${column})` : ''
}

/** What no foreign key can say: a standard's row or the own tenant's, the own node or one above it. */
export function guardsOf(record: Resource, records: Records): Record<string, string> {
  const guarded = referencesOf(record, records).filter((reference) => {
    const { target, field } = reference
    if (standing(target).mayBeStandard) return true
    const both = standing(record).hasOrganization && target.scope === 'inherited'
    return both && field.reach !== 'tenant' && !pointsToOwn(record, reference)
  })
  return Object.fromEntries(guarded.map(({ column, target }) => [column, tableOf(target)]))
}
