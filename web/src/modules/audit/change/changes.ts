/** The changes of an entry as rows: own fields first, then each line of the document with its fields. */
import type { Resource } from '#contract/kit/resource.ts'
import { records } from '#contract/modules.ts'
import { fieldNamed, targetOf } from '#web/kit/record/fields.ts'
import type { Change } from '#contract/audit/entry.ts'

export interface FieldChange {
  readonly name: string
  readonly record: Resource | null
  readonly before: unknown
  readonly after: unknown
}

export interface LineChange {
  readonly id: string
  readonly record: Resource | null
  readonly kind: 'added' | 'removed' | 'changed'
  readonly position: string
  readonly fields: readonly FieldChange[]
}

type Values = Readonly<Record<string, unknown>>

const isValues = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Nothing, an empty text and an empty list read the same. */
export const isNothing = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (isValues(value) && Object.keys(value).length === 0)

export function fieldChanges(
  record: Resource | null,
  changes: Readonly<Record<string, Change>>,
): FieldChange[] {
  return Object.entries(changes)
    .filter(([name]) => !name.includes('.'))
    .map(([name, change]) => ({ name, record, before: change.old, after: change.new }))
    .filter(({ before, after }) => !(isNothing(before) && isNothing(after)))
    .toSorted((a, b) => placeOf(record, a.name) - placeOf(record, b.name))
}

/** As the record's form has them; what is in no form comes last. */
function placeOf(record: Resource | null, name: string): number {
  const at = record?.form.flatMap((group) => group.fields).indexOf(name) ?? -1
  return at < 0 ? 1000 : at
}

/** `lines.<id>`: one line of a document, before and after as a whole. */
export function lineChanges(
  record: Resource | null,
  changes: Readonly<Record<string, Change>>,
): LineChange[] {
  return Object.entries(changes)
    .filter(([name]) => name.includes('.'))
    .map(([name, { old, new: fresh }]) => {
      const [list = '', id = ''] = name.split('.')
      const field = record === null ? undefined : fieldNamed(record, list)
      const line = records.get((field && record && targetOf(record, field)) ?? '') ?? null
      const [before, after] = [isValues(old) ? old : {}, isValues(fresh) ? fresh : {}]
      const kind = isValues(old) ? (isValues(fresh) ? 'changed' : 'removed') : 'added'
      const pairs = Object.fromEntries(
        [...new Set([...Object.keys(before), ...Object.keys(after)])]
          .filter((key) => !isParent(line, key) && key !== 'position')
          .filter((key) => JSON.stringify(before[key] ?? null) !== JSON.stringify(after[key] ?? null))
          .map((key) => [key, { old: before[key], new: after[key] }]),
      )
      const position = String(after.position ?? before.position ?? '')
      return { id: id || list, record: line, kind, position, fields: fieldChanges(line, pairs) } as const
    })
    .toSorted((a, b) => Number(a.position) - Number(b.position))
}

const isParent = (line: Resource | null, name: string): boolean =>
  line?.partOf !== undefined && line.fields[name]?.to === line.partOf
