/** Where the migrated schema and the definitions part. */
import { kinds, type PartKind, type Schema } from './catalogue.ts'

export interface Difference {
  readonly table: string
  readonly kind: PartKind | 'table'
  readonly name: string
  /** As it stands in the database; null where it is missing. */
  readonly actual: string | null
  /** As the definitions have it; null where they know nothing of it. */
  readonly expected: string | null
}

/** Tables that no definition knows are none of its business. */
export function differencesOf(actual: Schema, expected: Schema): Difference[] {
  return [...expected].flatMap(([table, wanted]): Difference[] => {
    const standing = actual.get(table)
    if (standing === undefined) return [{ table, kind: 'table', name: table, actual: null, expected: '' }]
    return kinds.flatMap((kind) => {
      const names = new Set([...wanted[kind].keys(), ...standing[kind].keys()])
      return [...names].flatMap((name) => {
        const pair = { actual: standing[kind].get(name) ?? null, expected: wanted[kind].get(name) ?? null }
        return pair.actual === pair.expected ? [] : [{ table, kind, name, ...pair }]
      })
    })
  })
}

export function tellDifference({ table, kind, name, actual, expected }: Difference): string {
  const what = kind === 'table' ? `table ${table}` : `${table}: ${kind} ${name}`
  if (actual === null) return `${what} is missing${expected === '' ? '' : `, wanted: ${expected}`}`
  return expected === null
    ? `${what} is in no definition: ${actual}`
    : `${what} is ${actual}\n    not ${expected}`
}
