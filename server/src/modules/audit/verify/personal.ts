/** Personal values against their commitments: as they were, changed, erased by an entry, or just gone. */
import { type AuditRow, commitmentOf } from './canonical.ts'
import type { Findings } from './findings.ts'

interface Gone {
  readonly position: number
  readonly id: string
  count: number
}

interface Change {
  readonly personal?: true
  readonly old?: { readonly commitment?: string } | null
  readonly new?: { readonly commitment?: string } | null
}

export class PersonalValues {
  erased = 0
  readonly #findings: Findings
  /** Values that are gone, by record and its key: the first row, in which an erasure must come later. */
  readonly #gone = new Map<string, Gone[]>()
  /** The last erasure by record and its key. */
  readonly #erasures = new Map<string, number>()

  constructor(findings: Findings) {
    this.#findings = findings
  }

  /** `isPart` says whether the values of personal fields are part of the package. */
  look(row: AuditRow, position: number, isPart: boolean): void {
    const key = `${row.record}|${row.record_id}`
    if (row.action === 'ERASE') this.#erasures.set(key, position)
    if (!isPart || row.changes === null || !row.changes.includes('"commitment"')) return
    const changes = JSON.parse(row.changes) as Readonly<Record<string, Change>>
    for (const [field, change] of Object.entries(changes)) {
      if (change.personal !== true) continue
      for (const side of ['old', 'new'] as const) {
        const commitment = change[side]?.commitment
        if (commitment !== undefined) this.#compare(row, position, field, side, commitment, key)
      }
    }
  }

  #compare(
    row: AuditRow,
    position: number,
    field: string,
    side: string,
    commitment: string,
    key: string,
  ): void {
    const kept = row.personal?.find((value) => value.field === field && value.side === side)
    if (kept === undefined) {
      const gone = this.#gone.get(key) ?? []
      this.#gone.set(key, gone)
      const last = gone.at(-1)
      if (last?.id === row.id) last.count += 1
      else gone.push({ position, id: row.id, count: 1 })
    } else if (commitmentOf(kept) !== commitment) {
      const text = `the personal value kept for ${field} (${side}) is not the one that was entered`
      this.#findings.add('personal_changed', position, row.id, text)
    }
  }

  /** Only now is it known which erasures there were. */
  finish(): void {
    for (const [key, gone] of this.#gone) {
      const erasure = this.#erasures.get(key) ?? 0
      for (const { position, id, count } of gone) {
        if (position < erasure) this.erased += count
        else {
          const text = `${count} personal values are gone, and no entry says that they were erased`
          this.#findings.add('personal_dropped', position, id, text)
        }
      }
    }
  }
}
