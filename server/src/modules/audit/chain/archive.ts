/** What is older than a year is kept in compressed files, too, each of which proves itself (SAU-11). */
import { createWriteStream, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { Checkpoint } from '#server/modules/audit/verify/canonical.ts'
import { chainOfNone } from '#server/modules/audit/verify/canonical.ts'
import type { AsOwner } from '#server/platform/jobs.ts'
import { type Query, listChains, readPackage, signed } from './read-package.ts'

/** The last batch that is old enough and has a signed checkpoint. */
const endText = `select ${signed} from audit_checkpoint p
  where p.tenant_id = $1 and p.number > $3 and exists (
    select from audit_seal s where s.tenant_id = p.tenant_id and s.number = p.number
      and s.sealed_at < $2::timestamptz - interval '1 year')
  order by p.number desc limit 1`
const startText = `select ${signed} from audit_checkpoint where tenant_id = $1 and number = $2`
const droppedText =
  'select coalesce(max(number), 0)::float8 as number from audit_dropped where tenant_id = $1'
const entryText = `insert into audit_log (tenant_id, actor_name, action, record, record_label, context)
  values (nullif($1::uuid, '${chainOfNone}'), 'Kontor', 'AUDIT_ARCHIVED', 'audit.audit_log', $2, $3)`

interface Archive {
  /** The last batch in it. */
  readonly number: number
  readonly path: string
}

/** `<data>/audit-archive/<chain>/<first batch>-<last batch>.jsonl.gz`, in their order. */
function archivesOf(dataFolder: string, chain: string): readonly Archive[] {
  const folder = join(dataFolder, 'audit-archive', chain)
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .flatMap((name) => {
      const number = /^\d+-(\d+)\.jsonl\.gz$/.exec(name)?.[1]
      return number === undefined ? [] : [{ number: Number(number), path: join(folder, name) }]
    })
    .toSorted((left, right) => left.number - right.number)
}

/** Goes on where the last file ends; gives back how many were written. */
export async function archiveAudit(
  asOwner: AsOwner,
  query: Query,
  dataFolder: string,
  now: Date,
): Promise<number> {
  let written = 0
  for (const chain of await listChains(asOwner)) {
    const [dropped] = await asOwner<{ number: number }>(droppedText, [chain])
    const last = archivesOf(dataFolder, chain).at(-1)?.number ?? 0
    const from = Math.max(last, dropped?.number ?? 0)
    const [end] = await asOwner<Checkpoint>(endText, [chain, now.toISOString(), from])
    if (end === undefined) continue
    const [after] = await asOwner<Checkpoint>(startText, [chain, from])
    const path = join(dataFolder, 'audit-archive', chain, `${from + 1}-${end.number}.jsonl.gz`)
    await write(path, query, { chain, after: after ?? null, to: end.number })
    const context = JSON.stringify({ file: path.slice(dataFolder.length + 1), position: end.position })
    await asOwner(entryText, [chain, `to position ${end.position}`, context])
    written += 1
  }
  return written
}

interface Part {
  readonly chain: string
  readonly after: Checkpoint | null
  readonly to: number
}

/** Under its name only once it is whole and on the disk. */
async function write(path: string, query: Query, { chain, after, to }: Part): Promise<void> {
  mkdirSync(join(path, '..'), { recursive: true, mode: 0o750 })
  const unfinished = `${path}.unfinished`
  const texts = async function* () {
    for await (const line of readPackage(query, { chain, withPersonal: false, part: { after, to } })) {
      yield `${JSON.stringify(line)}\n`
    }
  }
  await pipeline(Readable.from(texts()), createGzip(), createWriteStream(unfinished, { mode: 0o640 }))
  const handle = await open(unfinished, 'r')
  await handle.sync().finally(() => handle.close())
  renameSync(unfinished, path)
}

/** What has expired goes from the archive as well. */
export function dropArchives(dataFolder: string, chain: string, upTo: number): void {
  for (const { number, path } of archivesOf(dataFolder, chain)) if (number <= upTo) rmSync(path)
}
