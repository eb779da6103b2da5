/** Drops what retention allows to go: whole segments, by a signed statement that the verifier reads. */
import type { AsOwner } from '#server/platform/jobs.ts'
import { dropArchives } from './archive.ts'
import { listChains } from './read-package.ts'
import type { SigningKey } from './signing-key.ts'

interface Segment {
  readonly number: number | null
  readonly position: number
  readonly hash: string
  readonly signed_at: string
  readonly expired_before: string
}

const segmentText = `select number::float8, place::float8 as position, encode(hash, 'hex') as hash,
  kontor.audit_micros(clock_timestamp()) as signed_at, kontor.audit_micros($2) as expired_before
from kontor.audit_expired_segment($1, $2)`
const dropText = `select kontor.drop_audit_segment($1, $2, $3, to_timestamp($4::numeric / 1000000), $5,
  decode($6, 'base64'))::float8 as dropped`

/** Gives back the number of rows dropped. */
export async function expireAudit(
  asOwner: AsOwner,
  key: SigningKey,
  now: Date,
  dataFolder: string,
): Promise<number> {
  let rows = 0
  for (const chain of await listChains(asOwner)) {
    const [segment] = await asOwner<Segment>(segmentText, [chain, now.toISOString()])
    if (segment === undefined || segment.number === null) continue
    const { number, position, hash, signed_at, expired_before } = segment
    const statement = key.signDropped({ chain, number, position, hash, signed_at, expired_before })
    const values = [chain, now.toISOString(), number, signed_at, key.id, statement.signature]
    const [done] = await asOwner<{ dropped: number }>(dropText, values)
    rows += done?.dropped ?? 0
    if (done !== undefined && done.dropped > 0) dropArchives(dataFolder, chain, number)
  }
  return rows
}
