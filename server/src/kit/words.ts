/** Puts names of records, fields, statuses and moves in a refusal's parameters into the reader's words. */
import type { Fault, Parameters } from '#contract/kit/failure.ts'
import { type Resource, statusField, tableOf } from '#contract/kit/resource.ts'
import { englishChoice, englishLabel, inSentence } from '#contract/kit/texts.ts'
import { allRecords } from './registry.ts'

export interface Words {
  readonly label: readonly [string, string]
  readonly fields: Readonly<Record<string, string>>
  readonly choices: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly moves?: Readonly<Record<string, string>>
}
export type RecordWords = Readonly<Record<string, Words>>

const german = new Map<string, Words>()

/** The German words of a module's records, by the last part of their names. */
export function registerGerman(module: string, records: RecordWords): void {
  for (const [table, words] of Object.entries(records)) german.set(`${module}.${table}`, words)
}

/** What stands for an organization where there is none to name. */
const phrases: Readonly<Record<string, string>> = {
  'your organizations': 'Ihren Organisationen',
  'the standard': 'dem Standard',
}

/**
 * `record` and `users` may begin with a record's name (`sales.sales_order SO-17`); `field` and `other` are
 * fields of `record`, `status` and `move` words of its status table.
 */
export function inWords(parameters: Parameters, language: string): Parameters {
  const record = recordAt(parameters.record)
  const said: Record<string, Parameters[string]> = { ...parameters }
  for (const [name, value] of Object.entries(parameters)) {
    if (typeof value !== 'string') continue
    if (name === 'record') said[name] = named(value, language, 0)
    else if (name === 'users') said[name] = named(value, language, 1)
    else if (record !== undefined) said[name] = wordOf(record, name, value, language) ?? value
    if (language === 'de') said[name] = phrases[value] ?? said[name]
  }
  return said
}

const names = new Set(['record', 'users', 'field', 'other'])

/** Fills a sentence with parameters that are in words already. */
export function sentence(text: string, said: Parameters, language: string): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string, at: number) => {
    const word = String(said[name] ?? '')
    return language === 'en' && at > 0 && names.has(name) ? inSentence(word) : word
  })
}

const recordAt = (value: unknown): Resource | undefined =>
  typeof value === 'string'
    ? allRecords().find(({ record }) => record.name === value.split(' ', 1)[0])?.record
    : undefined

function named(value: string, language: string, count: 0 | 1): string {
  const record = recordAt(value)
  if (record === undefined) return value
  return (wordsOf(record, language)?.label ?? record.label)[count] + value.slice(record.name.length)
}

export const wordsOf = (record: Resource, language: string) =>
  language === 'de' ? german.get(record.name) : undefined

function wordOf(record: Resource, parameter: string, value: string, language: string): string | undefined {
  const words = wordsOf(record, language)
  const field = record.fields[value]
  if (parameter === 'field' || parameter === 'other')
    return field && (words?.fields[value] ?? englishLabel(value, field))
  if (parameter === 'move') return words?.moves?.[value] ?? englishChoice(value).toLowerCase()
  if (parameter === 'status')
    return words?.choices[statusField(record) ?? 'status']?.[value] ?? englishChoice(value).toLowerCase()
  return undefined
}

/** A choice of a field as people read it. */
export const choiceWord = (record: Resource, field: string, choice: string, language: string): string =>
  wordsOf(record, language)?.choices[field]?.[choice] ?? englishChoice(choice)

/** A refused choice of a row in a file lists what is allowed in words, which files may use as well. */
export function choicesInWords(record: Resource, fault: Fault, language: string): Fault {
  const field = fault.pointer.slice(1)
  const choices = record.fields[field]?.choices
  if (fault.code !== 'kit.not_a_choice' || choices === undefined) return fault
  const words = choices.map((choice) => choiceWord(record, field, choice, language))
  return { ...fault, parameters: { choices: words.join(', ') } }
}

/** The record of a table, by name; the table itself where there is none. */
export function recordOfTable(table: string | undefined): string {
  const found = allRecords().find(({ record }) => tableOf(record) === table)
  return found?.record.name ?? table ?? 'record'
}
