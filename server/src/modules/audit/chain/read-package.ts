/** Reads one chain as the lines of a package: from the live database to the verifier or into a file. */
import {
  type AuditRow,
  type Batch,
  chainOfNone,
  type Checkpoint,
} from '#server/modules/audit/verify/canonical.ts'
import { type Line, packageFormat } from '#server/modules/audit/verify/package.ts'

/** One statement; all of a package belong into one transaction that reads one snapshot. */
export type Query = <R>(text: string, values: readonly unknown[]) => Promise<R[]>

export interface PackageOptions {
  readonly chain: string
  readonly withPersonal: boolean
  /** As the application, whose chain is that of its tenant; the owner may read any. */
  readonly asApplication?: true
  /** Only the batches after a signed checkpoint, null for the beginning, up to and with a number. */
  readonly part?: { readonly after: Checkpoint | null; readonly to: number }
  /** The rows wanted; without it all. */
  readonly only?: { readonly ids: ReadonlySet<string>; readonly filter: Readonly<Record<string, unknown>> }
}

const micros = (column: string) => `kontor.audit_micros(${column})`
export const signed = `tenant_id::text as chain, number::float8, position::float8, encode(hash, 'hex') as hash,
  ${micros('signed_at')} as signed_at, key_id, translate(encode(signature, 'base64'), E'\\n', '') as signature`
export const keysText = `select key_id, translate(encode(public_key, 'base64'), E'\\n', '') as public_key
  from audit_signing_key order by created_at, key_id`
export const checkpointsText = `select ${signed} from audit_checkpoint where tenant_id = $1 order by number`
const droppedText = `select ${signed}, ${micros('expired_before')} as expired_before from audit_dropped
  where tenant_id = $1 order by number desc limit 1`
const batchText = `select number::float8, first_position::float8, row_count,
  encode(entries, 'base64') as entries, encode(sha256(entries), 'hex') as entries_digest,
  encode(previous_hash, 'hex') as previous_hash, encode(hash, 'hex') as hash, ${micros('sealed_at')} as sealed_at
  from audit_seal where tenant_id = $1 and number > $2 order by number limit 1`

export async function* readPackage(query: Query, options: PackageOptions): AsyncGenerator<Line> {
  const { chain, only, part, withPersonal: personal } = options
  const complete = only === undefined
  const filter = only === undefined ? {} : { filter: only.filter }
  yield { kind: 'header', format: packageFormat, chain, complete, personal, ...filter }
  for (const key of await query<never>(keysText, [])) yield { kind: 'key', ...(key as object) } as Line
  for (const line of await query<{ number: number }>(checkpointsText, [chain])) {
    if (part === undefined || line.number <= part.to) yield asLine('checkpoint', line)
  }
  const [dropped] = await query<{ number: number }>(droppedText, [chain])
  if (part?.after) yield asLine('continues', part.after)
  else if (dropped !== undefined) yield asLine('dropped', dropped)
  let rows = 0
  let unsealed: AuditRow[] = []
  for (let number = part?.after?.number ?? dropped?.number ?? 0; number !== part?.to; ) {
    const [batch] = await query<Batch>(batchText, [chain, number])
    if (batch === undefined) {
      unsealed = await rowsOf(query, null, options)
      // What was sealed meanwhile is in neither of them.
      const [newer] = await query<Batch>(batchText, [chain, number])
      if (newer === undefined) break
      continue
    }
    number = batch.number
    const lines = await linesOfBatch(query, batch, options)
    rows += lines.length - 1
    yield* lines
  }
  yield { kind: 'unsealed' }
  for (const row of unsealed) {
    if (only !== undefined && !only.ids.has(row.id)) continue
    rows += 1
    yield { kind: 'row', ...row }
  }
  yield { kind: 'end', rows }
}

const asLine = (kind: Line['kind'], fields: object): Line => ({ kind, ...fields }) as Line

/** The batch and its rows; of a batch without a wanted row only what holds the chain together. */
async function linesOfBatch(query: Query, batch: Batch, options: PackageOptions): Promise<Line[]> {
  const { only } = options
  const { entries = '', entries_digest, ...rest } = batch
  const line: Line = { kind: 'batch', ...rest, entries: entries.replaceAll('\n', '') }
  const withoutEntries = { kind: 'batch', ...rest, entries_digest } as Line
  const rows = await rowsOf(query, batch.number, options)
  if (only === undefined) return [line, ...rows.map((row): Line => ({ kind: 'row', ...row }))]
  const wanted = rows.flatMap((row, index): Line[] =>
    only.ids.has(row.id) ? [{ kind: 'row', position: batch.first_position + index, ...row }] : [],
  )
  return wanted.length === 0 ? [withoutEntries] : [line, ...wanted]
}

async function rowsOf(query: Query, number: number | null, options: PackageOptions): Promise<AuditRow[]> {
  const { chain, withPersonal, asApplication } = options
  const rows = asApplication
    ? await query<AuditRow>('select * from kontor.audit_own_rows($1)', [number])
    : await query<AuditRow>('select * from kontor.audit_chain_rows($1, $2)', [chain, number])
  if (withPersonal) return rows
  return rows.map(({ personal: _, ...row }) => row)
}

/** Every chain there is: one a tenant, and that of the rows without. */
export async function listChains(query: Query): Promise<string[]> {
  const rows = await query<{ id: string }>('select kontor.list_tenants() as id', [])
  return [...rows.map(({ id }) => id), chainOfNone]
}
