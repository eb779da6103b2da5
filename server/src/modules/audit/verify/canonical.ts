/** The canonical bytes of the audit chain, format 1, and their digests: Node alone, nothing of Kontor. */
import { createHash } from 'node:crypto'

/** A row as it enters the chain: everything as text, `changes` and `context` as PostgreSQL writes jsonb. */
export interface AuditRow {
  readonly organization_id: string | null
  readonly id: string
  /** Microseconds since 1970. */
  readonly occurred_at: string
  readonly user_id: string | null
  readonly actor_name: string
  readonly action: string
  readonly record: string | null
  readonly record_id: string | null
  readonly record_label: string
  readonly changes: string | null
  readonly context: string | null
  readonly sequence: string
  readonly transaction_id: string
  /** Salts and values of personal fields, as far as they still exist and are part of the package. */
  readonly personal?: readonly PersonalValue[] | null
}

export interface PersonalValue {
  readonly field: string
  readonly side: 'old' | 'new'
  readonly salt: string
  readonly value: unknown
}

export interface Batch {
  readonly number: number
  readonly first_position: number
  readonly row_count: number
  /** 48 bytes a row, in base64: the 16 of its id, then the 32 of its digest. */
  readonly entries?: string
  /** Stands for the entries where none of these rows are in the package. */
  readonly entries_digest?: string
  readonly previous_hash: string
  readonly hash: string
  /** Microseconds since 1970. */
  readonly sealed_at: string
}

export interface Checkpoint {
  readonly chain: string
  readonly number: number
  readonly position: number
  readonly hash: string
  /** Microseconds since 1970. */
  readonly signed_at: string
  readonly key_id: string
  /** Ed25519 over the canonical bytes, in base64. */
  readonly signature: string
}

/** All rows up to a batch expired and were dropped; signed as a statement of its own. */
export interface Dropped extends Checkpoint {
  /** Every row was older than its record's retention on this instant, in microseconds. */
  readonly expired_before: string
}

/** The chain of the rows that belong to no tenant. */
export const chainOfNone = '00000000-0000-0000-0000-000000000000'
export const entryLength = 48
export const firstHash = '00'.repeat(32)

/** One field: its length in bytes and its bytes, or `-` where there is none. */
function part(text: string | number | null): string {
  if (text === null) return '-,'
  return `${Buffer.byteLength(String(text))}:${text},`
}

const canonical = (kind: string, fields: readonly (string | number | null)[]): string =>
  `kontor audit ${kind} 1,${fields.map(part).join('')}`

const sha256 = (bytes: string | Buffer): Buffer => createHash('sha256').update(bytes).digest()

export function rowDigest(chain: string, row: AuditRow): Buffer {
  return sha256(
    canonical('row', [
      chain === chainOfNone ? null : chain,
      row.organization_id,
      row.id,
      row.occurred_at,
      row.user_id,
      row.actor_name,
      row.action,
      row.record,
      row.record_id,
      row.record_label,
      row.changes,
      row.context,
      row.sequence,
      row.transaction_id,
    ]),
  )
}

export function batchHash(chain: string, batch: Batch): string {
  const digest =
    batch.entries === undefined
      ? (batch.entries_digest ?? '')
      : sha256(Buffer.from(batch.entries, 'base64')).toString('hex')
  const { number, first_position: first, row_count: count, previous_hash: previous } = batch
  return sha256(
    canonical('batch', [chain, number, first, count, previous, digest, batch.sealed_at]),
  ).toString('hex')
}

/** What a checkpoint's signature is over. */
export function checkpointBytes(checkpoint: Omit<Checkpoint, 'signature'>): Buffer {
  const { chain, number, position, hash, signed_at: at, key_id: key } = checkpoint
  return Buffer.from(canonical('checkpoint', [chain, number, position, hash, at, key]))
}

export function droppedBytes(dropped: Omit<Dropped, 'signature'>): Buffer {
  const { chain, number, position, hash, signed_at: at, key_id: key, expired_before: before } = dropped
  return Buffer.from(canonical('dropped', [chain, number, position, hash, before, at, key]))
}

/** What stands in a row for a personal value. */
export function commitmentOf({ salt, value }: Pick<PersonalValue, 'salt' | 'value'>): string {
  const digest = createHash('sha256').update(Buffer.from(salt, 'hex')).update(canonicalJson(value))
  return digest.digest('hex')
}

/** JSON with the keys of each object in order. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  )
}

/** A UUID of the first 16 bytes of an entry. */
export function idOfEntry(entry: Buffer): string {
  const hex = entry.toString('hex', 0, 16)
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** The first letters of the digest of a public key name it. */
export function keyIdOf(publicKey: Buffer): string {
  return sha256(publicKey).toString('hex').slice(0, 16)
}
