/** What the background worker does: each task enters one tenant as the user who asked for it. */
import { transferFailures } from '#contract/transfer/failures.ts'
import type { Caller } from '#server/kit/context.ts'
import type { Server } from '#server/kit/http/route.ts'
import { type AsOwner, type JobRun, type Jobs, startJobs } from '#server/platform/jobs.ts'
import type { Logger } from '#server/platform/log.ts'
import { runImport } from './modules/transfer/run-import.ts'
import { identityFrom, type StoredIdentity } from './modules/user/stored-identity.ts'

interface Payload {
  readonly tenant: string
  readonly user: string
  readonly job: string
  /** What the account of the rows is written in. */
  readonly language: string
}

export function startTasks(server: Server, ownerUrl: string, log: Logger): Promise<Jobs> {
  const run_import = async (given: unknown, { asOwner, signal, isLastAttempt }: JobRun) => {
    const payload = given as Payload
    const caller = await callerFor(payload, asOwner)
    if (caller === null) return giveUp(payload, asOwner)
    const { pool, now } = server
    return runImport({ jobId: payload.job, caller, pool, now, signal, isLastAttempt })
  }
  return startJobs(ownerUrl, { run_import }, log)
}

const giveUpText = `update data_job set status = 'failed', finished_at = now(), updated_at = now(),
  result_log = result_log || jsonb_build_object('error', $3::text) where tenant_id = $1 and id = $2`

async function giveUp({ tenant, job }: Payload, asOwner: AsOwner): Promise<boolean> {
  await asOwner(giveUpText, [tenant, job, transferFailures['transfer.not_active'].text])
  return true
}

/** Null where the user is no longer active: nothing runs in his name then. */
async function callerFor({ tenant, user, job, language }: Payload, asOwner: AsOwner): Promise<Caller | null> {
  const [row] = await asOwner<{ identity: StoredIdentity | null }>(
    'select kontor.identity_of($1, $2) as identity',
    [tenant, user],
  )
  if (!row?.identity) return null
  const identity = identityFrom(row.identity)
  const request = { id: job, address: '', device: 'background job', language }
  return { identity, organizationId: null, request }
}
