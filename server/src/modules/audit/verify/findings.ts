/** What a verification found: the first bad row by position, and how much was looked at. */

export type FindingKind =
  | 'changed'
  | 'dropped'
  | 'inserted'
  | 'reordered'
  | 'truncated'
  | 'resealed'
  | 'seal_changed'
  | 'forged_checkpoint'
  | 'personal_changed'
  | 'personal_dropped'

export interface Finding {
  readonly kind: FindingKind
  /** Place in the chain, from 1. */
  readonly position: number
  /** The row, where one can be named. */
  readonly id: string | null
  readonly text: string
}

export interface Report {
  readonly chain: string
  readonly verdict: 'verified' | 'broken'
  readonly first: Finding | null
  readonly findings: number
  /** Rows compared with their seal. */
  readonly rows: number
  readonly batches: number
  /** The last sealed position. */
  readonly position: number
  /** Rows after the last batch, which nothing proves yet. */
  readonly unsealed: number
  /** Personal values whose erasure is itself an entry. */
  readonly erased: number
  /** Rows that retention dropped, by signed checkpoint. */
  readonly expired: number
  /** Rows of the chain before this part of it, which are in another package. */
  readonly before: number
  readonly checkpoints: number
  readonly complete: boolean
  /** True where each signature was held against a key that did not come with the package. */
  readonly trusted: boolean
}

/** Keeps the first finding and counts the rest. */
export class Findings {
  first: Finding | null = null
  count = 0

  add(kind: FindingKind, position: number, id: string | null, text: string): void {
    this.count += 1
    if (this.first === null || position < this.first.position) this.first = { kind, position, id, text }
  }
}

/** A report in a few lines for people. */
export function describeReport(report: Report): string {
  const whole = report.complete ? '' : ' (a selection: rows that are missing prove nothing)'
  const lines = [
    `chain ${report.chain}: ${report.verdict}${whole}`,
    `  ${report.rows} rows in ${report.batches} batches, sealed to position ${report.position}`,
    `  ${report.checkpoints} signed checkpoints, by a key that ${report.trusted ? 'you gave' : 'came with the data'}`,
  ]
  if (report.expired > 0) lines.push(`  ${report.expired} rows before them expired and were dropped`)
  if (report.before > 0)
    lines.push(`  it goes on after position ${report.before}, as a signed checkpoint says`)
  if (report.erased > 0) lines.push(`  ${report.erased} personal values erased, each by an entry`)
  if (report.unsealed > 0) lines.push(`  ${report.unsealed} rows not sealed yet: nothing proves them so far`)
  const { first } = report
  if (first !== null) {
    const row = first.id === null ? '' : `, row ${first.id}`
    lines.push(`  first fault at position ${first.position}${row}: ${first.kind.replaceAll('_', ' ')}`)
    lines.push(`  ${first.text} (${report.findings} in all)`)
  }
  return lines.join('\n')
}
