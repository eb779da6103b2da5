/** Seals what the transaction horizon has passed, chain by chain, and signs where each chain stands. */
import type { AsOwner } from '#server/platform/jobs.ts'
import { type CheckpointFiles, openCheckpointFiles, publishKey } from './checkpoint-files.ts'
import { type SigningKey, signingKeyFrom } from './signing-key.ts'

export interface Sealer {
  /** Seals all there is to seal; gives back the number of rows. */
  seal(asOwner: AsOwner, signal?: AbortSignal): Promise<number>
  readonly key: SigningKey
  readonly files: CheckpointFiles
}

export interface SealerOptions {
  readonly secret: string
  readonly dataFolder: string
  /** Least time between two checkpoints of one chain. */
  readonly checkpointSeconds?: number
}

/** Rows in a batch: some 5,000 take a tenth of a second, and 240 kB of entries. */
const batchSize = 5000
const fiveMinutes = 300

export function createSealer({ secret, dataFolder, checkpointSeconds = fiveMinutes }: SealerOptions): Sealer {
  const key = signingKeyFrom(secret)
  const files = openCheckpointFiles(dataFolder)
  return {
    key,
    files,
    async seal(asOwner, signal) {
      let rows = 0
      const chains = await asOwner<{ chain: string }>('select kontor.list_unsealed_chains() as chain', [])
      for (const { chain } of chains) {
        for (let sealed = 1; sealed > 0; rows += sealed) {
          sealed = signal?.aborted ? 0 : await sealBatch(asOwner, chain)
        }
      }
      publishKey(dataFolder, key)
      await signCheckpoints(asOwner, key, files, checkpointSeconds)
      return rows
    },
  }
}

async function sealBatch(asOwner: AsOwner, chain: string): Promise<number> {
  const [row] = await asOwner<{ rows: number }>('select kontor.seal_audit($1, $2) as rows', [
    chain,
    batchSize,
  ])
  return row?.rows ?? 0
}

interface Due {
  readonly chain: string
  readonly number: number
  readonly position: number
  readonly hash: string
  readonly signed_at: string
}

/** Chains whose last batch has no checkpoint yet and whose last checkpoint is old enough. */
const dueText = `select c.id as chain, s.number, s.first_position + s.row_count - 1 as position,
  encode(s.hash, 'hex') as hash, kontor.audit_micros(clock_timestamp()) as signed_at
from (select kontor.list_tenants() union all select '00000000-0000-0000-0000-000000000000') c (id)
cross join lateral (select * from audit_seal where tenant_id = c.id order by number desc limit 1) s
left join lateral (select * from audit_checkpoint where tenant_id = c.id order by number desc limit 1) p on true
where p.number is null or p.number < s.number and p.signed_at <= now() - make_interval(secs => $1)`

const noteText = `insert into audit_checkpoint
  (tenant_id, number, position, hash, signed_at, key_id, signature)
values ($1, $2, $3, decode($4, 'hex'), to_timestamp($5::numeric / 1000000), $6, decode($7, 'base64'))
on conflict do nothing`
const keyText = `insert into audit_signing_key (key_id, public_key) values ($1, decode($2, 'base64'))
on conflict do nothing`

/** First the file, then the database: a crash between leaves one more proof outside, never one fewer. */
async function signCheckpoints(
  asOwner: AsOwner,
  key: SigningKey,
  files: CheckpointFiles,
  seconds: number,
): Promise<void> {
  const due = await asOwner<Due>(dueText, [seconds])
  if (due.length > 0) await asOwner(keyText, [key.id, key.publicKey.toString('base64')])
  for (const { chain, number, position, hash, signed_at } of due) {
    const at = String(signed_at)
    const unsigned = { chain, number: Number(number), position: Number(position), hash, signed_at: at }
    const checkpoint = key.signCheckpoint(unsigned)
    files.add(checkpoint)
    await asOwner(noteText, [chain, number, position, hash, at, key.id, checkpoint.signature])
  }
}
