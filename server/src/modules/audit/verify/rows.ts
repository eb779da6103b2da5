/** The rows of a batch against its entries: which is the first that differs, and how. */
import { type AuditRow, entryLength, idOfEntry, rowDigest } from './canonical.ts'
import type { Findings } from './findings.ts'

interface Entry {
  readonly id: string
  readonly digest: Buffer
}

/** Finds rows missing in one batch that turn up in another, so it is asked to finish after the last line. */
export class RowComparison {
  rows = 0
  readonly #chain: string
  readonly #findings: Findings
  readonly #missing = new Map<string, number>()
  readonly #extra = new Map<string, number>()

  constructor(chain: string, findings: Findings) {
    this.#chain = chain
    this.#findings = findings
  }

  /** All rows of the batch, in order. */
  compareAll(entries: readonly Entry[], rows: readonly AuditRow[], firstPosition: number): void {
    this.rows += rows.length
    const found = new Set(rows.map(({ id }) => id))
    const sealed = new Set(entries.map(({ id }) => id))
    const [moved, taken] = [new Set<string>(), new Set<string>()]
    let [entryAt, rowAt] = [0, 0]
    while (entryAt < entries.length || rowAt < rows.length) {
      const [entry, row] = [entries[entryAt], rows[rowAt]]
      const position = firstPosition + Math.min(entryAt, entries.length)
      if (entry !== undefined && moved.has(entry.id)) entryAt += 1
      else if (row !== undefined && taken.has(row.id)) {
        this.#findings.add('inserted', position, row.id, 'the row stands here a second time')
        rowAt += 1
      } else if (entry !== undefined && row?.id === entry.id) {
        this.#mustBeEqual(entry, row, position)
        taken.add(row.id)
        entryAt += 1
        rowAt += 1
      } else if (entry !== undefined && !found.has(entry.id)) {
        this.#missing.set(entry.id, position)
        entryAt += 1
      } else if (row !== undefined && !sealed.has(row.id)) {
        this.#extra.set(row.id, position)
        rowAt += 1
      } else if (row !== undefined) {
        const text = 'the row stands here, but was sealed at a later position'
        this.#findings.add('reordered', position, row.id, text)
        moved.add(row.id)
        taken.add(row.id)
        rowAt += 1
      } else entryAt += 1
    }
  }

  /** Rows that a filter chose, each with its position. */
  compareSome(
    entries: readonly Entry[],
    rows: readonly (AuditRow & { position?: number })[],
    first: number,
  ): void {
    this.rows += rows.length
    let before = 0
    for (const row of rows) {
      const position = row.position ?? 0
      const entry = entries[position - first]
      if (position <= before || entry === undefined || entry.id !== row.id) {
        const text = 'the row is not the one that was sealed at this position'
        this.#findings.add('inserted', position, row.id, text)
      } else this.#mustBeEqual(entry, row, position)
      before = position
    }
  }

  #mustBeEqual(entry: Entry, row: AuditRow, position: number): void {
    if (rowDigest(this.#chain, row).equals(entry.digest)) return
    this.#findings.add('changed', position, row.id, 'the row is not what was sealed')
  }

  /** A row after the last batch; true where it was sealed before and moved there. */
  isMoved(id: string): boolean {
    const position = this.#missing.get(id)
    if (position === undefined) return false
    this.#missing.delete(id)
    this.#findings.add('reordered', position, id, 'the row was moved behind all that is sealed')
    return true
  }

  finish(): void {
    for (const [id, position] of this.#missing) {
      const now = this.#extra.get(id)
      if (now === undefined) {
        this.#findings.add('dropped', position, id, 'the row was sealed here and is gone')
      } else {
        const text = `the row was sealed at position ${position} and stands at ${now}`
        this.#findings.add('reordered', Math.min(position, now), id, text)
      }
      this.#extra.delete(id)
    }
    for (const [id, position] of this.#extra) {
      const text = 'the row stands among sealed ones and was never sealed'
      this.#findings.add('inserted', position, id, text)
    }
  }
}

export function entriesOf(base64: string): Entry[] {
  const bytes = Buffer.from(base64, 'base64')
  const entries: Entry[] = []
  for (let start = 0; start + entryLength <= bytes.length; start += entryLength) {
    const entry = bytes.subarray(start, start + entryLength)
    entries.push({ id: idOfEntry(entry), digest: entry.subarray(16) })
  }
  return entries
}
