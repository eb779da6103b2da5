/** Hands the exports of finished reviews to whoever keeps artefacts: as files, each checked, each written once. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { AsOwner } from '#server/platform/jobs.ts'

interface Kept {
  readonly tenant_id: string
  readonly review_id: string
  readonly organization_id: string
  readonly company: string
  readonly file_name: string
  readonly content: Buffer
  readonly sha256: string
  /** As the audit trail has it, whose chain is sealed. */
  readonly told: string | null
}

const text = `select e.tenant_id, e.review_id, e.organization_id, o.code as company, e.file_name, e.content,
    encode(e.sha256, 'hex') as sha256, (
      select a.changes #>> '{sha256,new}' from audit_log a
      where a.tenant_id = e.tenant_id and a.record = 'user.access_review' and a.record_id = e.review_id::text
        and a.action = 'REVIEW_CLOSED' order by a.sequence desc limit 1) as told
  from access_recert_export e
  join organization o on o.tenant_id = e.tenant_id and o.id = e.tenant_id
  where $1::text is null or o.code_lower = lower($1)
  order by e.made_at, e.id`

const traceText = `insert into audit_log (tenant_id, organization_id, actor_name, action, record, record_id,
    record_label, changes)
  values ($1, $2, 'kontor access export-reviews', 'EXPORT', 'user.access_review', $3, $4, $5)`

export interface Published {
  readonly written: readonly string[]
  /** There before, byte for byte. */
  readonly kept: readonly string[]
  /** Changed since they were made, here or in the folder: nothing of these is written. */
  readonly faulty: readonly string[]
}

export async function publishExports(
  folder: string,
  company: string | null,
  asOwner: AsOwner,
): Promise<Published> {
  const [written, kept, faulty]: [string[], string[], string[]] = [[], [], []]
  const sums: string[] = []
  for (const one of await asOwner<Kept>(text, [company])) {
    const path = join(folder, one.company, basename(one.file_name))
    const digest = digestOf(one.content)
    const isThere = existsSync(path)
    if (
      digest !== one.sha256 ||
      digest !== one.told ||
      (isThere && digestOf(readFileSync(path)) !== digest)
    ) {
      faulty.push(one.file_name)
      continue
    }
    sums.push(`${digest}  ${one.company}/${basename(one.file_name)}`)
    if (isThere) {
      kept.push(one.file_name)
      continue
    }
    mkdirSync(join(folder, one.company), { recursive: true })
    writeFileSync(path, one.content, { flag: 'wx', mode: 0o444 })
    const changes = JSON.stringify({ sha256: { old: null, new: digest } })
    await asOwner(traceText, [one.tenant_id, one.organization_id, one.review_id, one.file_name, changes])
    written.push(one.file_name)
  }
  if (sums.length > 0) writeFileSync(join(folder, 'SHA256SUMS'), `${sums.join('\n')}\n`)
  return { written, kept, faulty }
}

const digestOf = (content: Buffer): string => createHash('sha256').update(content).digest('hex')
