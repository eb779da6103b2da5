/** What another language must say of a module: every label, choice, group, move and refusal, or it does not compile. */
import type { Failures } from './failure.ts'
import type { Field, Fields } from './field/field.ts'
import type { Move, Resource } from './resource.ts'

/** The choices of a field: its value's type where that is a list of words. */
type Chosen<X> =
  X extends Field<infer Value> ? (string extends Value ? never : Extract<Value, string>) : never

type Choices<F extends Fields> = {
  readonly [K in keyof F as [Chosen<F[K]>] extends [never] ? never : K]: Readonly<
    Record<Chosen<F[K]>, string>
  >
}

/** The texts of one record. `groups` are the titles of its form by their English title. */
export interface RecordTexts<R extends Resource> {
  readonly label: readonly [one: string, many: string]
  readonly fields: Readonly<Record<keyof R['fields'] & string, string>>
  readonly choices: Choices<R['fields']>
  readonly moves?: Readonly<Record<Move<R>, string>>
  readonly groups?: Readonly<Record<string, string>>
  readonly help?: { readonly [K in keyof R['fields']]?: string }
}

export interface FailureText {
  readonly text: string
  readonly help?: string
}

/** The texts of records by the last part of their names. */
export type RecordsTexts<Records> = {
  readonly [K in keyof Records]: Records[K] extends Resource ? RecordTexts<Records[K]> : never
}

export type FailureTexts<F extends Failures> = Readonly<Record<keyof F & string, FailureText>>

/** The texts of a module. */
export interface ModuleTexts<Records, F extends Failures> {
  readonly records: RecordsTexts<Records>
  readonly failures: FailureTexts<F>
}

/** A field's English label, from its name where the definition gives none: `warehouse_type` is `Warehouse type`. */
export function englishLabel(name: string, field: { readonly label?: string }): string {
  const words = name.replaceAll('_', ' ').replace(/^is /, '')
  return field.label ?? words.charAt(0).toUpperCase() + words.slice(1)
}

/** English labels begin small inside a sentence, abbreviations do not. */
export function inSentence(label: string): string {
  return /^\p{Lu}\p{Lu}/u.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1)
}

/** Words that are written in their own way. */
const ownSpelling: Readonly<Record<string, string>> = {
  ldap: 'Directory (LDAP)',
  oauth2: 'OAuth2',
  oidc: 'OpenID Connect',
  start_tls: 'StartTLS',
  tls: 'TLS',
}

/** A choice in English: `DISTRIBUTION_CENTER` is `Distribution center`, `B2B` stays `B2B`. */
export function englishChoice(choice: string): string {
  if (Object.hasOwn(ownSpelling, choice)) return ownSpelling[choice] ?? choice
  const words = /\d/.test(choice) ? choice : choice.replaceAll('_', ' ').toLowerCase()
  return words === '' ? '–' : words.charAt(0).toUpperCase() + words.slice(1)
}
