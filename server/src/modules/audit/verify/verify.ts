/** Verifies a package of the audit trail, line by line: chain, signatures, rows, personal values. */
import { createPublicKey, type KeyObject, verify as verifySignature } from 'node:crypto'
import {
  type AuditRow,
  type Batch,
  batchHash,
  type Checkpoint,
  checkpointBytes,
  type Dropped,
  droppedBytes,
  entryLength,
  firstHash,
  keyIdOf,
} from './canonical.ts'
import { Findings, type Report } from './findings.ts'
import { type Header, type Line, NotAPackage, packageFormat } from './package.ts'
import { PersonalValues } from './personal.ts'
import { entriesOf, RowComparison } from './rows.ts'

export interface VerifyOptions {
  /** Public keys known from outside, 32 bytes each. Without any, those of the package are believed. */
  readonly keys?: readonly Buffer[]
  /** Checkpoints kept outside; those of other chains do no harm. */
  readonly checkpoints?: readonly Checkpoint[]
}

type Row = AuditRow & { readonly position?: number }

/** Before the 32 bytes of an Ed25519 public key, to make it one that Node reads (SPKI). */
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex')

export async function verifyPackage(
  lines: AsyncIterable<Line> | Iterable<Line>,
  options: VerifyOptions = {},
): Promise<Report> {
  let verification: Verification | null = null
  let ended = false
  for await (const line of lines) {
    if (line.kind === 'header') {
      if (verification !== null || line.format !== packageFormat) throw new NotAPackage('an unknown format')
      verification = new Verification(line, options)
    } else if (verification === null) throw new NotAPackage('it does not begin with a header')
    else if (line.kind === 'end') ended = true
    else verification.take(line)
  }
  if (verification === null) throw new NotAPackage('it is empty')
  if (!ended) throw new NotAPackage('the last line is missing: the file was cut off')
  return verification.finish()
}

class Verification {
  readonly #header: Header
  readonly #findings = new Findings()
  readonly #personal = new PersonalValues(this.#findings)
  readonly #rows: RowComparison
  readonly #keys = new Map<string, KeyObject>()
  readonly #trusted: boolean
  readonly #checkpoints = new Map<number, Checkpoint>()
  #number = 0
  #position = 0
  #hash = firstHash
  #agreed = 0
  #batches = 0
  #expired = 0
  #before = 0
  #unsealed = 0
  #confirmed = 0
  #batch: Batch | null = null
  #collected: Row[] = []

  constructor(header: Header, { keys = [], checkpoints = [] }: VerifyOptions) {
    this.#header = header
    this.#rows = new RowComparison(header.chain, this.#findings)
    this.#trusted = keys.length > 0
    for (const key of keys) this.#addKey(key)
    for (const checkpoint of checkpoints) {
      if (checkpoint.chain === header.chain) this.#checkpoints.set(checkpoint.number, checkpoint)
    }
  }

  take(line: Exclude<Line, { kind: 'header' | 'end' }>): void {
    if (line.kind === 'row') this.#collected.push(line)
    else if (line.kind === 'key') {
      if (!this.#trusted) this.#addKey(Buffer.from(line.public_key, 'base64'))
    } else if (line.kind === 'checkpoint') this.#addCheckpoint(line)
    else if (line.kind === 'dropped') this.#startAfterDropped(line)
    else if (line.kind === 'continues') this.#continue(line)
    else {
      this.#closeBatch()
      if (line.kind === 'batch') this.#openBatch(line)
    }
  }

  finish(): Report {
    this.#closeBatch()
    for (const row of this.#collected) this.#lookAtUnsealed(row)
    this.#rows.finish()
    this.#personal.finish()
    this.#mustReachCheckpoints()
    return {
      chain: this.#header.chain,
      verdict: this.#findings.first === null ? 'verified' : 'broken',
      first: this.#findings.first,
      findings: this.#findings.count,
      rows: this.#rows.rows,
      batches: this.#batches,
      position: this.#position,
      unsealed: this.#unsealed,
      erased: this.#personal.erased,
      expired: this.#expired,
      before: this.#before,
      checkpoints: this.#confirmed,
      complete: this.#header.complete,
      trusted: this.#trusted,
    }
  }

  #addKey(bytes: Buffer): void {
    const key = createPublicKey({ key: Buffer.concat([spkiPrefix, bytes]), format: 'der', type: 'spki' })
    this.#keys.set(keyIdOf(bytes), key)
  }

  /** One kept outside wins over one of the same number that comes with the data. */
  #addCheckpoint(checkpoint: Checkpoint): void {
    if (!this.#checkpoints.has(checkpoint.number)) this.#checkpoints.set(checkpoint.number, checkpoint)
  }

  #isSigned(checkpoint: Checkpoint, bytes: Buffer = checkpointBytes(checkpoint)): boolean {
    const key = this.#keys.get(checkpoint.key_id)
    if (key === undefined || checkpoint.chain !== this.#header.chain) return false
    return verifySignature(null, bytes, key, Buffer.from(checkpoint.signature, 'base64'))
  }

  #continue(checkpoint: Checkpoint): void {
    if (!this.#isSigned(checkpoint)) {
      const text = `it begins after position ${checkpoint.position}, and no valid signature says what was before`
      this.#findings.add('forged_checkpoint', checkpoint.position, null, text)
    }
    this.#startAfter(checkpoint)
    this.#before = checkpoint.position
  }

  #startAfterDropped(dropped: Dropped): void {
    if (!this.#isSigned(dropped, droppedBytes(dropped))) {
      const text = `rows up to position ${dropped.position} are gone, and no valid signature allows it`
      this.#findings.add('dropped', 1, null, text)
    }
    this.#startAfter(dropped)
    this.#expired = dropped.position
  }

  #startAfter({ number, position, hash }: Checkpoint): void {
    this.#number = number
    this.#position = position
    this.#hash = hash
    this.#agreed = position
  }

  #openBatch(batch: Batch): void {
    const position = this.#position + 1
    const { number, first_position: first, row_count: count, entries } = batch
    const length = entries === undefined ? count * entryLength : Buffer.from(entries, 'base64').length
    if (number !== this.#number + 1 || first !== position) {
      const text = `batch ${this.#number + 1} is missing; batch ${number} from position ${first} follows`
      this.#findings.add('dropped', position, null, text)
    } else if (batch.previous_hash !== this.#hash) {
      this.#findings.add('seal_changed', position, null, `batch ${number} does not follow on the one before`)
    } else if (length !== count * entryLength || batchHash(this.#header.chain, batch) !== batch.hash) {
      this.#findings.add('seal_changed', position, null, `the seal of batch ${number} was changed`)
    }
    this.#batch = batch
    this.#number = number
    this.#position = first + count - 1
    this.#hash = batch.hash
    this.#batches += 1
    this.#compareCheckpoint()
  }

  #compareCheckpoint(): void {
    const checkpoint = this.#checkpoints.get(this.#number)
    if (checkpoint === undefined) return
    this.#checkpoints.delete(this.#number)
    const { position, hash } = checkpoint
    if (!this.#isSigned(checkpoint)) {
      const text = `the checkpoint of batch ${this.#number} bears no valid signature`
      this.#findings.add('forged_checkpoint', this.#position, null, text)
    } else if (position !== this.#position || hash !== this.#hash) {
      const text = `sealed anew from here on: the signed checkpoint of batch ${this.#number} says otherwise`
      this.#findings.add('resealed', this.#agreed + 1, null, text)
    } else {
      this.#confirmed += 1
      this.#agreed = this.#position
    }
  }

  #closeBatch(): void {
    const batch = this.#batch
    if (batch === null) return
    const rows = this.#collected
    this.#collected = []
    this.#batch = null
    const entries = entriesOf(batch.entries ?? '')
    const first = batch.first_position
    if (this.#header.complete) this.#rows.compareAll(entries, rows, first)
    else this.#rows.compareSome(entries, rows, first)
    for (const [index, row] of rows.entries()) {
      this.#personal.look(row, row.position ?? first + index, this.#header.personal)
    }
  }

  #lookAtUnsealed(row: Row): void {
    if (!this.#rows.isMoved(row.id)) this.#unsealed += 1
    this.#personal.look(row, Number.MAX_SAFE_INTEGER, this.#header.personal)
  }

  /** Whatever a signed checkpoint has seen must still be there. */
  #mustReachCheckpoints(): void {
    for (const checkpoint of this.#checkpoints.values()) {
      if (checkpoint.number <= this.#number) continue
      const position = this.#position + 1
      if (!this.#isSigned(checkpoint)) {
        const text = `the checkpoint of batch ${checkpoint.number} bears no valid signature`
        this.#findings.add('forged_checkpoint', position, null, text)
        continue
      }
      const text = `a signed checkpoint has seen position ${checkpoint.position}: all after ${this.#position} is gone`
      this.#findings.add('truncated', position, null, text)
    }
  }
}
