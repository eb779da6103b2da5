/** What the worker does for the audit trail: seals it every second, verifies it every night. */
import { setTimeout as pause } from 'node:timers/promises'
import { Connection } from '#server/platform/connections.ts'
import { chainOfNone } from '#server/modules/audit/verify/canonical.ts'
import type { Report } from '#server/modules/audit/verify/findings.ts'
import type { AsOwner, JobRun, Task } from '#server/platform/jobs.ts'
import { countBrokenChain } from '#server/platform/metrics.ts'
import type { Logger } from '#server/platform/log.ts'
import { archiveAudit } from './archive.ts'
import { expireAudit } from './expire.ts'
import { createSealer } from './seal.ts'
import { signingSecret } from './signing-key.ts'
import { verifyLive } from './verify-live.ts'

export interface AuditTasksOptions {
  readonly secrets: { get(name: string): string }
  readonly dataFolder: string
  readonly ownerUrl: string
  readonly log: Logger
}

/** Each minute's job seals for a minute; its queue lets one run at a time, in whichever process. */
export const auditSchedule = [
  '* * * * * seal_audit ?queue=seal_audit&jobKey=seal_audit&jobKeyMode=preserve_run_at&max=1',
  '41 1 * * * archive_audit ?queue=verify_audit&jobKey=archive_audit&max=3',
  '11 2 * * * expire_audit ?queue=verify_audit&jobKey=expire_audit&max=3',
  '41 2 * * * verify_audit ?queue=verify_audit&jobKey=verify_audit&max=3',
]
const sealingSeconds = 57
/** An entry that waits longer for its seal is an alarm: some transaction holds all of them back. */
export const lateAfterSeconds = 300

export function auditTasks(options: AuditTasksOptions): Readonly<Record<string, Task>> {
  const { secrets, dataFolder, ownerUrl, log } = options
  const sealer = createSealer({ secret: secrets.get(signingSecret), dataFolder })
  return {
    async seal_audit(_payload, { asOwner, signal }) {
      const end = Date.now() + sealingSeconds * 1000
      while (!signal.aborted && Date.now() < end) {
        await sealer.seal(asOwner, signal)
        await pause(1000, undefined, { signal }).catch(() => undefined)
      }
      await alarmIfLate(asOwner, log)
      return true
    },
    async archive_audit(_payload, { asOwner }) {
      await archiveAudit(asOwner, asOwner, dataFolder, new Date())
      return true
    },
    async expire_audit(_payload, { asOwner }) {
      await expireAudit(asOwner, sealer.key, new Date(), dataFolder)
      return true
    },
    verify_audit: (_payload, run) => verifyAll(ownerUrl, sealer.files, run, log),
  }
}

const lateText = `select c.id as chain, u.oldest_at
from (select kontor.list_unsealed_chains()) c (id) cross join lateral kontor.audit_unsealed(c.id, 10000) u
where u.oldest_at < now() - make_interval(secs => $1)`

/** An entry once an hour, an error in the log each time. */
const lateEntryText = `insert into audit_log (tenant_id, actor_name, action, record, record_label, context)
select $1::uuid, 'kontor audit seal', 'AUDIT_SEAL_LATE', 'audit.audit_log', 'not sealed since ' || $2, '{}'
where not exists (select from audit_log where tenant_id = $1::uuid and action = 'AUDIT_SEAL_LATE'
  and occurred_at > now() - interval '1 hour')`

export async function alarmIfLate(asOwner: AsOwner, log: Logger, seconds = lateAfterSeconds): Promise<void> {
  for (const late of await asOwner<{ chain: string; oldest_at: Date }>(lateText, [seconds])) {
    log.error(late, 'audit rows wait too long for their seal: an old transaction holds them back')
    const since = new Date(late.oldest_at).toISOString()
    if (late.chain !== chainOfNone) await asOwner(lateEntryText, [late.chain, since])
  }
}

async function verifyAll(
  ownerUrl: string,
  files: ReturnType<typeof createSealer>['files'],
  { asOwner }: JobRun,
  log: Logger,
): Promise<boolean> {
  const client = new Connection({ connectionString: ownerUrl, application_name: 'kontor audit verifier' })
  await client.connect()
  try {
    await verifyLive(client, files, null, (report) => noteVerification(asOwner, report, log))
  } finally {
    await client.end()
  }
  return true
}

const verificationText = `insert into audit_verification (tenant_id, verdict, row_count, position, unsealed, fault)
values ($1, $2, $3, $4, $5, $6)`
const alertText = `insert into audit_log (tenant_id, actor_name, action, record, record_id, record_label, context)
values ($1, 'kontor audit verify', 'AUDIT_CHAIN_BROKEN', 'audit.audit_log', $2, $3, $4)`
const eventText = `insert into outbox_event (tenant_id, event, record, payload)
values ($1, 'audit.chain_broken', 'audit.audit_log', $2)`

/** Keeps the verdict; a broken chain is an entry, an event for the outside and an error in the log. */
export async function noteVerification(asOwner: AsOwner, report: Report, log: Logger): Promise<void> {
  const { chain, verdict, rows, position, unsealed, first } = report
  const fault = first === null ? null : JSON.stringify(first)
  await asOwner(verificationText, [chain, verdict, rows, position, unsealed, fault])
  if (first === null) return
  countBrokenChain()
  const tenant = chain === chainOfNone ? null : chain
  await asOwner(alertText, [tenant, first.id, `position ${first.position}: ${first.kind}`, fault])
  if (tenant !== null) await asOwner(eventText, [tenant, fault])
  log.error({ chain, fault: first, alert: 'audit_chain_broken' }, 'the chain of the audit trail is broken')
}
