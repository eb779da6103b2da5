/** A record type, stated once: `resource()` and the row types that follow from it. */
import type { RecordName } from '#contract/record-names.ts'
import type { Field, Fields } from './field/field.ts'

/** Who owns a row (DOMAIN 1). */
export type Scope = 'global' | 'tenant' | 'inherited' | 'organization'

export interface List {
  readonly columns: readonly string[]
  /** Fields and paths (`address.country`) that may be filtered. */
  readonly filters: readonly string[]
  readonly search: readonly string[]
  readonly order: readonly string[]
  /** The order when none is asked for; `-` before a name turns it round. */
  readonly default?: string
  /** How the list is drawn; a tree needs a `tree_parent` field. */
  readonly as?: 'list' | 'tree'
}

export interface FormGroup {
  readonly title?: string
  readonly fields: readonly string[]
  readonly collapsed?: boolean
  /** Only of use while a choice stands so. */
  readonly when?: { readonly field: string; readonly is: readonly string[] }
}

/** A rule between two fields of one row, as data. */
export interface Check {
  readonly field: string
  readonly is: 'after' | 'not_before'
  readonly other: string
}

/** What a definition may say. */
export interface Definition<F extends Fields = Fields> {
  /** English, one and many. */
  readonly label: readonly [string, string]
  readonly scope: Scope
  /** How a row is named elsewhere: `{name} ({code})`. */
  readonly display: string
  /** The field that addresses a row beside its id. */
  readonly key?: string
  readonly fields: F
  readonly unique?: readonly (readonly string[])[]
  readonly list: List
  readonly form: readonly FormGroup[]
  /**
   * `open`: read without sign-in; `fixed`: no writes through the API; `uploaded`: made by an upload alone;
   * `standard`: rows of a standard beside the tenant's own; `ledger`: kept by the database, without
   * version and stamps; `sensitive`: who reads a row is written to the audit trail.
   */
  readonly access?: readonly ('open' | 'fixed' | 'uploaded' | 'standard' | 'ledger' | 'sensitive')[]
  /** The reference whose row gives this one its organization. */
  readonly ownedBy?: string
  /** The field with a second organization that these verbs are for as well: the receiver of a transfer. */
  readonly alsoFor?: { readonly field: string; readonly verbs: readonly string[] }
  /** The record whose lines these rows are; they have no address of their own. */
  readonly partOf?: RecordName
  /** The fields by which an import finds the row it means. */
  readonly importKey?: readonly string[]
  readonly checks?: readonly Check[]
  /** The statuses in which fields may be written; elsewhere only moves change the row. */
  readonly editableWhile?: readonly string[]
}

export interface Resource<Name extends string = string, F extends Fields = Fields> extends Definition<F> {
  readonly name: Name
}

export function resource<const Name extends RecordName, const F extends Fields>(
  name: Name,
  definition: Definition<F>,
): Resource<Name, F> {
  return { name, ...definition }
}

/** The module a record belongs to: `inventory` of `inventory.warehouse`. */
export function moduleOf(record: { readonly name: string }): string {
  return record.name.slice(0, record.name.indexOf('.'))
}

/** The table of a record: `warehouse` of `inventory.warehouse`. */
export function tableOf(record: { readonly name: string } | string): string {
  const name = typeof record === 'string' ? record : record.name
  return name.slice(name.indexOf('.') + 1)
}

/** The permission a verb on a record needs (CNV-13): `inventory.view_stocklocation`. */
export function permissionOf(record: { readonly name: string }, verb: string): string {
  return `${moduleOf(record)}.${verb}_${tableOf(record).replaceAll('_', '')}`
}

type ValueOf<X> = X extends Field<infer Value> ? Value : never
type ModeOf<X> = X extends Field<unknown, infer M> ? M : never
/** What every row carries. */
export interface Common {
  readonly id: string
  readonly organization: string | null
  readonly version: number
  readonly created_at: string
  readonly updated_at: string
  readonly created_by: string | null
  readonly updated_by: string | null
}

export type Row<R extends Resource> = Common & {
  readonly [K in keyof R['fields']]: ModeOf<R['fields'][K]> extends 'optional'
    ? ValueOf<R['fields'][K]> | null
    : ValueOf<R['fields'][K]>
}

type MovesOf<F> = F extends { moves: infer T } ? { [S in keyof T]: keyof T[S] }[keyof T] : never

/** The moves of a document's status table. */
export type Move<R extends Resource> = {
  [K in keyof R['fields']]: MovesOf<R['fields'][K]>
}[keyof R['fields']] &
  string

/** True where clients send new rows as such, one by one or as a file of them. */
export function isCreatable({ access }: Pick<Definition, 'access'>): boolean {
  return !access?.includes('fixed') && !access?.includes('uploaded')
}

/** The field of a line that names the document it is part of. */
export function documentField(line: Resource): string {
  for (const [name, field] of Object.entries(line.fields)) {
    if (field.kind === 'reference' && field.to === line.partOf) return name
  }
  throw new TypeError(`${line.name} does not point to ${line.partOf}`)
}

/** The references whose rows belong to this one alone, such as an address of a warehouse. */
export function ownedFields({ fields }: Resource): readonly string[] {
  return Object.keys(fields).filter((name) => fields[name]?.owned)
}

/** The name of the status field, or null where the record has none. */
export function statusField(record: Resource): string | null {
  return Object.keys(record.fields).find((name) => record.fields[name]?.kind === 'status') ?? null
}

/** Every move a record's status table knows. */
export function movesOf(record: Resource): readonly string[] {
  const name = statusField(record)
  const table = name === null ? {} : (record.fields[name]?.moves ?? {})
  return [...new Set(Object.values(table).flatMap((moves) => Object.keys(moves)))]
}
