/** The 21 kinds of field: one constructor each, as definitions spell them. */
import type { RecordName } from '#contract/record-names.ts'
import type { Facts, Field, Kind, StatusTable } from './field.ts'

type Given<K extends keyof Facts> = Partial<Pick<Facts, 'label' | 'help' | 'index' | 'inherits' | K>>
type Written<F> = F extends { default: unknown } ? 'defaulted' : 'required'

function field<Value, F extends Facts>(kind: Kind, facts: F): Field<Value, Written<F>> {
  const mode = 'default' in facts ? 'defaulted' : 'required'
  return { ...facts, kind, mode: mode as Written<F> }
}

/** One line of text, at most `max` characters (255). */
export function text<const F extends Given<'max' | 'format' | 'default' | 'secret' | 'translations'>>(
  facts: F = {} as F,
) {
  return field<string, F>('text', facts)
}

/** Text of several lines, at most `max` characters (20,000). */
export function longText<const F extends Given<'max' | 'default' | 'translations'>>(facts: F = {} as F) {
  return field<string, F>('long_text', facts)
}

export type Translations = Readonly<Record<string, string>>

/** A text per language: `{"de": "Schraube", "en": "screw"}`, each at most `max` characters. */
export function translatedText<const F extends Given<'max' | 'default'>>(facts: F = {} as F) {
  return field<Translations, F>('translated_text', facts)
}

/** A whole number between `min` and `max`. */
export function integer<const F extends Given<'min' | 'max' | 'default'>>(facts: F = {} as F) {
  return field<number, F>('integer', facts)
}

/** An exact number as a decimal string with at most `places` digits behind the point. */
export function decimal<const F extends Given<'places' | 'min' | 'max' | 'share' | 'default'>>(
  facts: F = {} as F,
) {
  return field<string, F>('decimal', facts)
}

/** An amount or price as a decimal string; `measure` names the field that holds its currency. */
export function money<const F extends Given<'places' | 'min' | 'measure' | 'default'>>(facts: F = {} as F) {
  return field<string, F>('money', facts)
}

/** A quantity as a decimal string; `measure` names the field that holds its unit. */
export function quantity<const F extends Given<'min' | 'measure' | 'default'>>(facts: F = {} as F) {
  return field<string, F>('quantity', facts)
}

/** Yes or no. */
export function flag<const F extends Given<'default'>>(facts: F = {} as F) {
  return field<boolean, F>('flag', facts)
}

/** A business date, `YYYY-MM-DD`, in the legal entity's zone (DOMAIN 18). */
export function day<const F extends Given<'default'>>(facts: F = {} as F) {
  return field<string, F>('date', facts)
}

/** An instant in UTC. */
export function instant<const F extends Given<'default'>>(facts: F = {} as F) {
  return field<string, F>('instant', facts)
}

/** One of a fixed list of values. */
export function choice<const C extends readonly string[], const F extends Given<'default'>>(
  choices: C,
  facts: F = {} as F,
) {
  return field<C[number], F & { choices: C }>('choice', { ...facts, choices })
}

/** Where a document stands in its life: only moves of the table change it. */
export function status<const T extends StatusTable>(initial: keyof T & string, moves: T) {
  const choices = Object.keys(moves)
  const facts = { moves, choices, default: initial, index: true }
  return { ...facts, kind: 'status', mode: 'server' } as Omit<Field<keyof T & string, 'server'>, 'moves'> & {
    moves: T
  }
}

/** A link to one row of another record. */
export function reference<const F extends Given<'onDelete' | 'reach' | 'owned' | 'filledBy'>>(
  to: RecordName,
  facts: F = {} as F,
) {
  return field<string, F & { to: RecordName }>('reference', { ...facts, to })
}

/** Links to several rows of another record. */
export function references<const F extends Given<'reach'>>(to: RecordName, facts: F = {} as F) {
  return field<readonly string[], F & { default: readonly string[] }>('references', {
    ...facts,
    to,
    default: [],
  })
}

/** Free keywords. */
export function tags() {
  return field<readonly string[], { default: readonly string[] }>('tags', { default: [] })
}

/** A JSON object of a stated schema. */
export function json<Value = unknown>(
  schema: Readonly<Record<string, unknown>>,
  facts: Given<'default'> = {},
) {
  return field<Value, { default: unknown }>('json', { default: {}, ...facts, schema } as { default: unknown })
}

/** Fields that a tenant adds itself, checked against its definitions (CNV-06). */
export function customFields() {
  return field<Readonly<Record<string, unknown>>, { default: object }>('custom_fields', { default: {} })
}

/** A stored file. */
export function file<const F extends Given<'onDelete'>>(facts: F = {} as F) {
  return field<string, F & { to: RecordName }>('file', { ...facts, to: 'common.file' })
}

/** The lines of a document, rows of a record that is part of this one. */
export function lines(of: RecordName) {
  return field<readonly Readonly<Record<string, unknown>>[], { default: readonly [] }>('lines', {
    to: of,
    default: [],
  } as { default: readonly [] })
}

/** The node above in a tree of the same record. */
export function treeParent(facts: Given<'onDelete'> = {}) {
  return { ...facts, kind: 'tree_parent', mode: 'optional' } as Field<string, 'optional'>
}

/** A value the server works out from others; never written. */
export function computed<Value = string>(shows: Kind, facts: Given<'choices' | 'measure' | 'to'> = {}) {
  return { ...facts, kind: 'computed', shows, mode: 'server', default: null } as Field<Value | null, 'server'>
}
