/** The fields of a record as its screens meet them: its own, the ones every row carries, and paths beyond. */
import type { Field, Kind } from '#contract/kit/field/field.ts'
import type { Resource } from '#contract/kit/resource.ts'
import { records } from '#contract/modules.ts'
import type { RecordName } from '#contract/record-names.ts'

/** A row as the API answers it. */
export interface RowData {
  readonly id: string
  readonly version?: number
  readonly organization?: string | null
  readonly _permissions?: RowPermissions
  readonly [name: string]: unknown
}

export interface RowPermissions {
  readonly moves: readonly string[]
  readonly change: boolean
  readonly delete: boolean
  /** `hidden` or `read` by field, where rules of a role say so. */
  readonly fields?: Readonly<Record<string, string>>
}

const common: Readonly<Record<string, Field>> = {
  organization: { kind: 'reference', mode: 'server', to: 'organization.organization' },
  created_at: { kind: 'instant', mode: 'server' },
  updated_at: { kind: 'instant', mode: 'server' },
}

/** The definition of a record by a name that may come from an address; undefined where there is none. */
export function definitionOf(name: string): Resource {
  const record = records.get(name)
  if (record === undefined) throw new TypeError(`${name} is in no module`)
  return record
}

export function targetOf(record: Resource, field: Field): RecordName | undefined {
  return field.kind === 'tree_parent' ? (record.name as RecordName) : field.to
}

export function fieldNamed(record: Resource, name: string): Field | undefined {
  return Object.hasOwn(record.fields, name) ? record.fields[name] : common[name]
}

/** What a path such as `address.country` ends at: the last record and its field. */
export function fieldAt(
  record: Resource,
  path: string,
): { record: Resource; name: string; field: Field } | null {
  const dot = path.indexOf('.')
  const name = dot < 0 ? path : path.slice(0, dot)
  const field = fieldNamed(record, name)
  if (field === undefined) return null
  if (dot < 0) return { record, name, field }
  const target = targetOf(record, field)
  return target === undefined ? null : fieldAt(definitionOf(target), path.slice(dot + 1))
}

/** The kind of value a field shows: that of a computed field is named in it. */
export function kindShown(field: Field): Kind {
  return field.kind === 'computed' ? (field.shows ?? 'text') : field.kind
}

export function isNumeric(kind: Kind): boolean {
  return ['integer', 'decimal', 'money', 'quantity'].includes(kind)
}

/** A field whose value is a state: drawn as a badge. */
export function isState(name: string, field: Field): boolean {
  if (field.kind === 'status') return true
  return kindShown(field) === 'choice' && /(^|_)(status|state|outcome)$/.test(name)
}

/** True where rows belong to a node of the organization tree. */
export function hasOrganization(record: Resource): boolean {
  return record.scope === 'organization' || record.scope === 'inherited'
}

/** How a row is named: the record's `display` filled with the row's values. */
export function nameOfRow(
  record: Resource,
  row: Readonly<Record<string, unknown>>,
  language: string,
  display = record.display,
): string {
  const text = display.replace(/\{(\w+)\}/g, (_, name: string) => {
    const own = translated(row[fieldNamed(record, name)?.translations ?? ''], language)
    const value = own || (row[`${name}_name`] ?? row[name])
    return typeof value === 'object' ? translated(value, language) : String(value ?? '')
  })
  return text
    .replace(/\(\s*\)/g, '')
    .replace(/^[\s,]+|[\s,]+$/g, '')
    .replace(/\s{2,}/g, ' ')
}

/** A text per language in the reader's, or in any there is. */
export function translated(value: unknown, language: string): string {
  if (typeof value !== 'object' || value === null) return ''
  const texts = value as Readonly<Record<string, string>>
  return texts[language] ?? texts.en ?? texts.de ?? Object.values(texts)[0] ?? ''
}
