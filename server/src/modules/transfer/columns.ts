/** The CSV columns of a record: one a field, one a language of a translated text, one a part of an address. */
import type { Field } from '#contract/kit/field/field.ts'
import type { Resource } from '#contract/kit/resource.ts'
import type { Notation } from '#contract/transfer/data-job.ts'
import { storedKinds } from '#server/kit/field/kinds.ts'
import { isReference } from '#server/kit/field/stored.ts'
import { recordOf } from '#server/kit/registry.ts'
import { importKeyOf } from '#server/kit/transfer/find-existing.ts'
import { choiceNamed } from './choice-named.ts'
import { plainCell } from './notation.ts'

export interface CsvColumn {
  /** `name.de`, `address.city`, `warehouse`. */
  readonly name: string
  readonly field: string
  /** The language of a translated text, or the field of a nested record. */
  readonly part: string | null
}

const usualLanguages = ['de', 'en'] as const

/** Every column an export writes, in the order of the definition; an import passes over what it cannot write. */
export function csvColumns(
  record: Resource,
  languages: readonly string[] = usualLanguages,
): readonly CsvColumn[] {
  const columns: CsvColumn[] = [column('id', null)]
  for (const [name, field] of Object.entries(record.fields)) {
    if (field.secret) continue
    if (field.kind === 'translated_text') columns.push(...languages.map((part) => column(name, part)))
    else if (field.owned) columns.push(...partsOf(field).map((part) => column(name, part)))
    else columns.push(column(name, null))
  }
  return columns
}

/** What an import reads: of what the server alone sets, only what tells the row, its number and its status. */
export function isRead(record: Resource, name: string): boolean {
  const field = record.fields[name]
  if (field === undefined) return name === 'id'
  if (field.secret || field.kind === 'computed') return false
  return field.mode !== 'server' || field.kind === 'status' || importKeyOf(record).includes(name)
}

/** The column of that name, or null; translated texts take any language: `name.fr`. */
export function columnNamed(record: Resource, name: string): CsvColumn | null {
  const [head = '', part] = name.split('.')
  const isLanguage =
    record.fields[head]?.kind === 'translated_text' && /^[a-z]{2}(-[A-Z]{2})?$/.test(part ?? '')
  return (
    csvColumns(record, isLanguage ? [part ?? ''] : usualLanguages).find((known) => known.name === name) ??
    null
  )
}

const column = (field: string, part: string | null): CsvColumn => ({
  name: part === null ? field : `${field}.${part}`,
  field,
  part,
})

function partsOf(field: Field): readonly string[] {
  const target = recordOf(field.to ?? '')
  return Object.entries(target.fields).flatMap(([name, { mode }]) => (mode === 'server' ? [] : [name]))
}

/** Apostrophes that already stand there count too, so that taking one off gives back what was. */
const dangerous = /^'*[=+\-@\t\r]/

/** A shown row as CSV cells. Text that a spreadsheet would run as a formula gets an apostrophe before it. */
export function toCells(
  record: Resource,
  row: Readonly<Record<string, unknown>>,
  columns: readonly CsvColumn[],
): string[] {
  return columns.map(({ field, part }) => {
    const value = row[field]
    const definition = record.fields[field]
    if (definition === undefined) return cell(value, false)
    if (definition.owned)
      return cell((row[`${field}_details`] as Record<string, unknown> | null)?.[part ?? ''], true)
    if (definition.kind === 'translated_text')
      return cell((value as Record<string, unknown> | null)?.[part ?? ''], true)
    if (isReference(definition)) return cell(row[`${field}_key`] ?? value, true)
    if (definition.kind === 'lines') return JSON.stringify(linesOf(definition, value))
    const { toCell } = storedKinds[definition.kind]
    return toCell === undefined ? cell(value, isText(definition)) : cell(toCell(value), true)
  })
}

const isText = ({ kind }: Field): boolean => kind === 'text' || kind === 'long_text'

function linesOf(field: Field, value: unknown): unknown[] {
  const line = recordOf(field.to ?? '')
  const parent = Object.entries(line.fields).find(([, { to }]) => to === line.partOf)?.[0]
  return ((value ?? []) as readonly Record<string, unknown>[]).map((row) =>
    Object.fromEntries(
      Object.entries(line.fields).flatMap(([name, { mode, owned }]) => {
        if (mode === 'server' || name === parent) return []
        return [[name, owned ? nestedOf(row[`${name}_details`]) : row[name]]]
      }),
    ),
  )
}

function nestedOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return null
  const {
    id,
    organization,
    organization_name,
    version,
    created_at,
    updated_at,
    created_by,
    updated_by,
    ...rest
  } = value as Record<string, unknown>
  return rest
}

function cell(value: unknown, isText: boolean): string {
  if (value === null || value === undefined) return ''
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  return isText && dangerous.test(text) ? `'${text}` : text
}

/** CSV cells by column name as the body of a create or patch; empty cells of optional fields are null. */
export function fromCells(
  record: Resource,
  cells: Readonly<Record<string, string>>,
  notation: Notation = 'plain',
): Record<string, unknown> {
  const body: Record<string, unknown> = {}
  for (const [name, raw] of Object.entries(cells)) {
    const [head = '', part] = name.split('.')
    if (name === 'id' && raw !== '') body.id = raw
    const field = record.fields[head]
    if (field === undefined || !isRead(record, head)) continue
    const text = /^'+[=+\-@\t\r]/.test(raw) ? raw.slice(1) : raw
    if (part !== undefined) {
      if (text === '') continue
      const nested = (body[head] ?? {}) as Record<string, unknown>
      body[head] = {
        ...nested,
        [part]: field.owned ? valueOf(recordOf(field.to ?? ''), part, text, notation) : text,
      }
    } else if (text === '') {
      if (field.mode === 'optional') body[head] = null
      else if (isEmptiable(field)) body[head] = field.kind === 'tags' ? [] : ''
    } else body[head] = valueOf(record, head, text, notation)
  }
  return body
}

/** An empty cell empties a text or a list of tags; what must have a value keeps its own or its default. */
const isEmptiable = (field: Field): boolean =>
  field.mode === 'defaulted' && (field.kind === 'tags' || (isText(field) && field.default === ''))

function valueOf(record: Resource, name: string, cell: string, notation: Notation): unknown {
  const field = record.fields[name]
  if (field === undefined) return cell
  const text = plainCell(field, cell, notation)
  if (field.choices !== undefined) return choiceNamed(record, name, text)
  const { fromCell } = storedKinds[field.kind]
  return fromCell === undefined ? text : fromCell(text)
}
