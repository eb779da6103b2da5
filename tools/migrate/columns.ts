/** What the fields of a record become in PostgreSQL: the one mapping of kinds to columns. */
import { type Field, isNullable } from '#contract/kit/field/field.ts'
import type { Resource } from '#contract/kit/resource.ts'
import { ignoresCase, isInUnique } from '#server/kit/field/columns.ts'
import { columnOf, isReference, standing, storedFields, targetOf } from '#server/kit/field/stored.ts'

export interface Column {
  readonly name: string
  /** The definition's field behind it; null for the columns that every record has. */
  readonly field: string | null
  readonly type: string
  readonly nullable: boolean
  /** SQL, as are `check` and `generated`. */
  readonly default: string | null
  readonly check: string | null
  readonly generated: string | null
  /** The record whose id it holds. */
  readonly references: string | null
}

/** Common columns first and last, the fields between in their order; the list may be kept by who calls. */
export function columnsOf(record: Resource): Column[] {
  const fields = storedFields(record).flatMap(({ name, field }) => columnsOfField(record, name, field))
  return [...ownerColumns(record), ...fields, ...stampColumns()]
}

/** The column of a field or common value: `warehouse_id` of `warehouse`. Null where nothing is stored. */
export function columnNameOf(record: Resource, name: string): string | null {
  if (name === 'organization') return standing(record).hasOrganization ? 'organization_id' : null
  if (commonNames.includes(name)) return name
  return storedFields(record).find((stored) => stored.name === name)?.column ?? null
}

/** The column to sort and to find by: the lower-case twin where case does not count. */
export function sortColumnOf(record: Resource, name: string): string | null {
  return ignoresCase(record, name) ? `${name}_lower` : columnNameOf(record, name)
}

const commonNames = ['id', 'version', 'created_at', 'updated_at', 'created_by', 'updated_by']

const plain = { field: null, nullable: false, default: null, check: null, generated: null, references: null }

function ownerColumns(record: Resource): Column[] {
  const { hasTenant, hasOrganization, mayBeStandard: nullable } = standing(record)
  const columns: Column[] = [{ ...plain, name: 'id', type: 'uuid', default: 'uuidv7()' }]
  if (hasTenant) columns.push({ ...plain, name: 'tenant_id', type: 'uuid', nullable })
  if (hasOrganization) {
    const references = 'organization.organization'
    columns.push({ ...plain, name: 'organization_id', type: 'uuid', nullable, references })
  }
  return columns
}

function stampColumns(): Column[] {
  const instant = { ...plain, type: 'timestamptz', default: 'now()' }
  const user = { ...plain, type: 'uuid', nullable: true }
  return [
    { ...plain, name: 'version', type: 'integer', default: '1' },
    { ...instant, name: 'created_at' },
    { ...instant, name: 'updated_at' },
    { ...user, name: 'created_by' },
    { ...user, name: 'updated_by' },
  ]
}

function columnsOfField(record: Resource, name: string, field: Field): Column[] {
  const column: Column = {
    name: columnOf(name, field),
    field: name,
    type: typeOf(field),
    nullable: isNullable(field),
    default: defaultOf(record, name, field),
    check: checkOf(record, name, field),
    generated: null,
    references: isReference(field) ? targetOf(record, field) : null,
  }
  if (!ignoresCase(record, name)) return [column]
  // In the order of bytes, so that one index serves equality, order and search by first letters (`^@`).
  const twin = { ...plain, name: `${name}_lower`, field: name, type: 'text collate "C"' }
  return [column, { ...twin, nullable: column.nullable, generated: `lower(${name})` }]
}

function typeOf(field: Field): string {
  switch (field.kind) {
    case 'integer':
      return (field.max ?? 0) > 2_147_483_647 ? 'bigint' : 'integer'
    case 'decimal':
      return `numeric(20,${field.places ?? 6})`
    case 'money':
    case 'quantity':
      return 'numeric(20,6)'
    case 'flag':
      return 'boolean'
    case 'date':
      return 'date'
    case 'instant':
      return 'timestamptz'
    case 'reference':
    case 'file':
    case 'tree_parent':
      return 'uuid'
    case 'tags':
      return 'text[]'
    case 'translated_text':
    case 'json':
    case 'custom_fields':
      return 'jsonb'
    default:
      return 'text'
  }
}

function defaultOf(record: Resource, name: string, field: Field): string | null {
  const value = field.default
  if (value === undefined || value === null || isReference(field)) return null
  // A code left empty is made by the server; an empty one is never stored.
  if (value === '' && isInUnique(record, name)) return null
  if (field.kind === 'tags') return `'{}'`
  if (typeof value === 'boolean' || typeof value === 'number') return String(value)
  const numeric = field.kind === 'decimal' || field.kind === 'money' || field.kind === 'quantity'
  return numeric ? String(value) : quote(typeof value === 'string' ? value : JSON.stringify(value))
}

function checkOf(record: Resource, name: string, field: Field): string | null {
  switch (field.kind) {
    case 'text':
    case 'long_text': {
      const most = field.max ?? (field.kind === 'text' ? 255 : 20_000)
      const length = `char_length(${name})`
      return mayBeBlank(record, name, field) ? `${length} <= ${most}` : `${length} between 1 and ${most}`
    }
    case 'integer':
    case 'decimal':
    case 'money':
    case 'quantity':
      return rangeOf(name, field)
    case 'choice':
    case 'status':
      return `${name} in (${(field.choices ?? []).map(quote).join(', ')})`
    case 'translated_text':
    case 'custom_fields':
      return `jsonb_typeof(${name}) = 'object'`
    case 'json':
      return typeof field.schema?.type === 'string' ? `jsonb_typeof(${name}) = '${field.schema.type}'` : null
    default:
      return null
  }
}

function rangeOf(name: string, { min, max }: Field): string | null {
  if (min !== undefined && max !== undefined) return `${name} between ${min} and ${max}`
  if (min !== undefined) return `${name} >= ${min}`
  return max === undefined ? null : `${name} <= ${max}`
}

/** Blank is null where null may stand, and never a key (RULINGS 10). */
function mayBeBlank(record: Resource, name: string, field: Field): boolean {
  if (field.mode === 'optional' || field.mode === 'required' || isInUnique(record, name)) return false
  return field.mode === 'server' ? !isNullable(field) : field.default === ''
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
