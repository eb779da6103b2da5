/** What a package of the audit trail holds, one JSON object a line, and how a line is read. */
import type { AuditRow, Batch, Checkpoint, Dropped } from './canonical.ts'

export interface Header {
  readonly kind: 'header'
  readonly format: typeof packageFormat
  readonly chain: string
  /** False where a filter chose the rows: what is missing then proves nothing. */
  readonly complete: boolean
  /** Whether salts and values of personal fields are part of it. */
  readonly personal: boolean
  readonly filter?: Readonly<Record<string, unknown>>
}

export interface Key {
  readonly kind: 'key'
  readonly key_id: string
  /** The 32 bytes of an Ed25519 public key, in base64. */
  readonly public_key: string
}

/** Header, keys, checkpoints, what was dropped or comes before; each batch with its rows; rows not sealed. */
export type Line =
  | Header
  | Key
  | ({ readonly kind: 'checkpoint' } & Checkpoint)
  | ({ readonly kind: 'dropped' } & Dropped)
  /** A part of a chain: it goes on after this checkpoint, what is before stands in another package. */
  | ({ readonly kind: 'continues' } & Checkpoint)
  | ({ readonly kind: 'batch' } & Batch)
  | ({ readonly kind: 'row'; readonly position?: number } & AuditRow)
  | { readonly kind: 'unsealed' }
  | { readonly kind: 'end'; readonly rows: number }

export const packageFormat = 'kontor audit package 1'

export class NotAPackage extends Error {}

const kinds = ['header', 'key', 'checkpoint', 'dropped', 'continues', 'batch', 'row', 'unsealed', 'end']

export function readLine(text: string, lineNumber: number): Line {
  let line: Partial<Line> | null
  try {
    line = JSON.parse(text) as Partial<Line> | null
  } catch {
    throw new NotAPackage(`line ${lineNumber} is not JSON: the file was cut off or changed`)
  }
  if (typeof line !== 'object' || line === null || !kinds.includes(line.kind ?? '')) {
    throw new NotAPackage(`line ${lineNumber} is of no known kind`)
  }
  return line as Line
}
