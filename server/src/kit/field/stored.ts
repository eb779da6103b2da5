/** How the fields of a record stand in its table: column names and types, in one place. */
import type { Field, Kind } from '#contract/kit/field/field.ts'
import type { Resource } from '#contract/kit/resource.ts'
import { storedKinds } from './kinds.ts'

export interface StoredField {
  readonly name: string
  readonly field: Field
  readonly column: string
  /** PostgreSQL's type, as in `jsonb_to_recordset(…) as r(column type)`. */
  readonly type: string
}

/** True for kinds whose value is the key of one other row; their column ends in `_id`. */
export function isReference(field: Field): boolean {
  return storedKinds[field.kind].isReference ?? false
}

/** The record a reference points to. */
export function targetOf(record: Resource, field: Field): string {
  return field.kind === 'tree_parent' ? record.name : (field.to ?? '')
}

export function columnOf(name: string, field: Field): string {
  return isReference(field) ? `${name}_id` : name
}

/** The column of a link table that points to the rows a field lists: called as the field, so that faults name it. */
export const linkedColumn = (name: string): string => `${name}_id`

const cache = new WeakMap<Resource, readonly StoredField[]>()

/** The fields that have a column of their own, in the order of the definition. */
export function storedFields(record: Resource): readonly StoredField[] {
  let stored = cache.get(record)
  if (stored === undefined) {
    stored = Object.entries(record.fields).flatMap(([name, field]) => {
      const type = field.format === 'uuid' ? 'uuid' : storedKinds[field.kind].type
      return type === null ? [] : [{ name, field, column: columnOf(name, field), type }]
    })
    cache.set(record, stored)
  }
  return stored
}

const kindsOf = new WeakMap<Resource, Partial<Record<Kind, [string, Field][]>>>()

/** The fields of one kind, as pairs of name and field. */
export function fieldsOfKind(record: Resource, kind: Kind): readonly [string, Field][] {
  const kinds = kindsOf.get(record) ?? Object.groupBy(Object.entries(record.fields), ([, one]) => one.kind)
  kindsOf.set(record, kinds)
  return kinds[kind] ?? []
}

/** Which of the four standard columns a record's table has. */
export function standing(record: Resource) {
  const isOrganization = record.name === 'organization.organization'
  return {
    hasTenant: record.scope !== 'global',
    hasOrganization: !isOrganization && (record.scope === 'organization' || record.scope === 'inherited'),
    mayBeStandard: record.access?.includes('standard') ?? false,
    isLedger: record.access?.includes('ledger') ?? false,
  }
}

/** The fields that make a row somebody's own: who made it, and whom it is given to. */
export function ownFields(record: Resource): readonly string[] {
  if (record.name === 'user.user_account') return ['id']
  const { isLedger } = standing(record)
  const users = storedFields(record).filter(
    ({ field }) => field.to === 'user.user_account' && (isLedger || field.mode !== 'server'),
  )
  return [...(isLedger ? [] : ['created_by']), ...users.map(({ name }) => name)]
}
