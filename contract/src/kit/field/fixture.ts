/** What a fixture of a kind has: good values, always fresh, and wrong ones with the code they are refused by. */
import type { Field } from './field.ts'

export type Wrong = readonly [value: unknown, code: string]

export interface Fixture {
  /** A good value; undefined where none can be made without knowing other rows. */
  good(field: Field): unknown
  /** Values that fit no field of the kind, as anyone can see who knows the field. */
  wrong(field: Field): readonly Wrong[]
  /** Values that only the server can refuse, since it knows other rows and definitions. */
  readonly wrongLater?: readonly Wrong[]
  /** The facts a field of this kind cannot be without. */
  readonly facts?: Partial<Field>
}

let last = 0
/** A number that no value of this run had before. */
export const next = (): number => ++last

/** Survives every layer or shows where it does not: SQL, HTML, quotes, signs of patterns, other scripts. */
export const nasty = `Robert'); drop table product;-- "<b>" \\ %_ {x} $1 'Ünïcödé 漢字 🐄`

/** Each of them refused as of the wrong type. */
export const ofWrongType = (...values: readonly unknown[]): readonly Wrong[] =>
  values.map((value) => [value, 'kit.wrong_type'])
