/** Reads the files of the bicycle maker, and writes those that are imported. */
import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export type SourceRow = Readonly<Record<string, string>>

export interface Source {
  /** The rows of a file by its name without ending. */
  readonly rows: (name: string) => readonly SourceRow[]
}

export function openSource(folder: string): Source {
  const read = new Map<string, readonly SourceRow[]>()
  return {
    rows(name) {
      const known = read.get(name)
      if (known !== undefined) return known
      const text = readFileSync(join(folder, `${name}.csv`), 'utf8')
      const rows: SourceRow[] = parse(text, { columns: true, bom: true, skip_empty_lines: true })
      read.set(name, rows)
      return rows
    },
  }
}

/** True where a folder holds the company's files. */
export const isSource = (folder: string): boolean => existsSync(join(folder, 'ProductInventory.csv'))

/** Keys are whole numbers, some of which were written as floats: `934.0` is `934`. */
export const key = (text: string | undefined): string => (text ?? '').trim().replace(/\.0+$/, '')

/** `2011-05-31 00:00:00` is a day. */
export const day = (text: string | undefined): string => (text ?? '').slice(0, 10)

/** Groups rows by the key in one of their columns. */
export function by(rows: readonly SourceRow[], column: string): ReadonlyMap<string, readonly SourceRow[]> {
  return Map.groupBy(rows, (row) => key(row[column]))
}

/** One file to be imported: the rows of one record. */
export interface Mapped {
  /** The plural in the API: `products`. */
  readonly path: string
  /** What the account calls the rows. */
  readonly title: string
  readonly rows: readonly Readonly<Record<string, string>>[]
}

export function writeMapped(folder: string, number: number, mapped: Mapped): string {
  const columns = [...new Set(mapped.rows.flatMap((row) => Object.keys(row)))]
  const name = `${String(number).padStart(2, '0')}-${mapped.title.toLowerCase().replaceAll(/[^a-z]+/g, '-')}.csv`
  const path = join(folder, name)
  writeFileSync(path, stringify([...mapped.rows], { header: true, columns }))
  return path
}
