/** What the background worker does: each task enters one tenant as the user who asked for it. */
import type { Caller } from '#server/kit/context.ts'
import type { Server } from '#server/kit/http/route.ts'
import type { AsOwner, Jobs } from '#server/platform/jobs.ts'
import { startJobs } from '#server/platform/jobs.ts'
import type { Logger } from '#server/platform/log.ts'
import { runImport } from './modules/transfer/run-import.ts'
import { identityFrom, type StoredIdentity } from './modules/user/stored-identity.ts'

interface Payload {
  readonly tenant: string
  readonly user: string
  readonly job: string
}

export function startTasks(server: Server, ownerUrl: string, log: Logger): Promise<Jobs> {
  const run_import = async (payload: unknown, asOwner: AsOwner) => {
    const { tenant, user, job } = payload as Payload
    const caller = await callerFor(tenant, user, job, asOwner)
    if (caller !== null) await runImport(job, caller, server.pool, server.now)
  }
  return startJobs(ownerUrl, { run_import }, log)
}

/** Null where the user is no longer active: nothing runs in his name then. */
async function callerFor(
  tenant: string,
  user: string,
  job: string,
  asOwner: AsOwner,
): Promise<Caller | null> {
  const [row] = await asOwner<{ identity: StoredIdentity | null }>(
    'select kontor.identity_of($1, $2) as identity',
    [tenant, user],
  )
  if (!row?.identity) return null
  const identity = identityFrom(row.identity)
  const request = { id: job, address: '', device: 'background job', language: identity.language }
  return { identity, organizationId: null, request }
}
