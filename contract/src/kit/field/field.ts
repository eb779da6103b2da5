/** What a field is: its kind, how it may be written, and the few facts the interpreters read. */
import type { RecordName } from '#contract/record-names.ts'

export type Kind =
  | 'text'
  | 'long_text'
  | 'translated_text'
  | 'integer'
  | 'decimal'
  | 'money'
  | 'quantity'
  | 'flag'
  | 'date'
  | 'instant'
  | 'choice'
  | 'status'
  | 'reference'
  | 'references'
  | 'tags'
  | 'json'
  | 'custom_fields'
  | 'file'
  | 'lines'
  | 'tree_parent'
  | 'computed'

/**
 * How a field is written: `required` must be given on create, `optional` may be null, `defaulted` has a
 * value when nothing is given, `server` is set by the server alone.
 */
export type Mode = 'required' | 'optional' | 'defaulted' | 'server'

/** Which node of the organization tree a reference may point to (DOMAIN 1). */
export type Reach = 'own' | 'ancestors' | 'tenant' | 'global'

/** Facts beside kind and mode. Each is read by at most one interpreter a side. */
export interface Facts {
  /** English label; without one it is made from the field's name. */
  readonly label?: string
  readonly help?: string
  readonly default?: unknown
  /** Longest text in characters, or greatest number. */
  readonly max?: number
  readonly min?: number
  /** Digits behind the decimal point. */
  readonly places?: number
  /** A fraction that people read and type in percent. */
  readonly share?: boolean
  readonly choices?: readonly string[]
  /** Allowed moves by status, then by verb. */
  readonly moves?: StatusTable
  readonly to?: RecordName
  readonly onDelete?: 'refuse' | 'clear' | 'cascade'
  readonly reach?: Reach
  /** The referenced row belongs to this one alone and is written nested (address). */
  readonly owned?: boolean
  /** Name of the sibling field that holds the currency of an amount or the unit of a quantity. */
  readonly measure?: string
  /** JSON schema (draft 2020-12 subset) of a JSON field. */
  readonly schema?: Readonly<Record<string, unknown>>
  /** The kind of value a computed field shows. */
  readonly shows?: Kind
  /** Lower-case pattern name of a text: letters, digits and so on; see `text`. */
  readonly format?: TextFormat
  readonly index?: boolean
  /** The translated field that is shown in its stead where it holds anything. */
  readonly translations?: string
  /** The reference whose row gives the value of a new one where none is sent. */
  readonly inherits?: string
  /** A reference and the field of its row that fill this one in a form when that row is chosen. */
  readonly filledBy?: readonly [reference: string, field: string]
  /** Set on create, never changed after. */
  readonly frozen?: boolean
  /** About a person: enters the audit trail as a commitment (DOMAIN 22). */
  readonly personal?: boolean
  /** Never shown in the audit trail or an export. */
  readonly secret?: boolean
}

export type TextFormat =
  | 'code'
  | 'slug'
  | 'email'
  | 'phone'
  | 'color'
  | 'country'
  | 'language'
  | 'time_zone'
  | 'uuid'
export type StatusTable = Readonly<Record<string, Readonly<Record<string, string>>>>

export interface Field<Value = unknown, M extends Mode = Mode> extends Facts {
  readonly kind: Kind
  readonly mode: M
  /** Carries the value's type; never set. */
  readonly value?: Value
}

export type Fields = Readonly<Record<string, Field>>

/** The value may be left empty; empty is null. */
export function optional<Value>(field: Field<Value>): Field<Value, 'optional'> {
  return { ...field, mode: 'optional' }
}

/** Only the server sets the value; clients read it. */
export function readOnly<Value>(field: Field<Value, 'optional'>): Field<Value | null, 'server'>
export function readOnly<Value>(field: Field<Value>): Field<Value, 'server'>
export function readOnly<Value>(field: Field<Value>): Field<Value | null, 'server'> {
  return { ...field, mode: 'server', ...(field.mode === 'optional' ? { default: null } : {}) }
}

/** Given on create and never changed after. */
export function frozen<Value, M extends Mode>(field: Field<Value, M>): Field<Value, M> {
  return { ...field, frozen: true }
}

/** About a person. */
export function personal<Value, M extends Mode>(field: Field<Value, M>): Field<Value, M> {
  return { ...field, personal: true }
}

/** True where null may stand in the column. */
export function isNullable(field: Field): boolean {
  return field.mode === 'optional' || (field.mode === 'server' && field.default === null)
}
