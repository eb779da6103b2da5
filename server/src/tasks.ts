/** What the background worker does: each task enters one tenant as the user who asked for it. */
import { transferFailures } from '#contract/transfer/failures.ts'
import type { Caller } from '#server/kit/context.ts'
import type { Server } from '#server/kit/http/route.ts'
import { type AsOwner, type JobRun, type Jobs, startJobs } from '#server/platform/jobs.ts'
import { createOutgoing, type Outgoing } from '#server/platform/outgoing.ts'
import type { Logger } from '#server/platform/log.ts'
import type { SecretsManager } from '#server/platform/secrets.ts'
import { type AlertSettings, defaultIdentitySettings } from '#server/platform/identity-configuration.ts'
import { type Deliver, sendMailTask } from '#server/platform/mail.ts'
import type { AroundJob } from './fault-points.ts'
import { auditSchedule, auditTasks } from './modules/audit/public.ts'
import { forgetAnswers, sweepFiles } from './modules/common/public.ts'
import { stockSchedule, stockTasks } from './modules/inventory/public.ts'
import { expireDueQuotations } from './modules/sales/public.ts'
import { runExport, runImport, type Run, sweepOutputs } from './modules/transfer/public.ts'
import {
  createVault,
  linkTasks,
  endDueAssignments,
  lookAfterAccess,
  reportSecurity,
  rotateOldTokenKeys,
  sendCheckIns,
  synchronizeDue,
  watchSecurity,
} from './modules/user/public.ts'
import { identityFrom, type StoredIdentity } from './modules/user/stored-identity.ts'

interface Payload {
  readonly tenant: string
  readonly user: string
  readonly job: string
  /** What the account of the rows is written in. */
  readonly language: string
}

/** What is done by the clock, in UTC; every line ends in the name of a task. */
const schedule = [
  '17 3 * * * watch_keys',
  '3,33 * * * * expire_quotations',
  '47 * * * * sweep_files',
  '* * * * * end_assignments',
  '13 5 * * * review_access',
  '* * * * * watch_security ?jobKey=watch_security&max=1',
  '23 7 * * * check_in_newcomers ?jobKey=check_in_newcomers&max=3',
  '41 * * * * synchronize_directories ?jobKey=synchronize_directories&max=3',
  '7 6 * * 1 report_security ?jobKey=report_security&max=3',
  ...stockSchedule,
  ...auditSchedule,
]

export interface TasksOptions {
  readonly server: Pick<Server, 'pool' | 'now'> & {
    readonly secrets: SecretsManager
    /** What may be called; public addresses alone unless said. */
    readonly outgoing?: Outgoing
    readonly dataFolder: string
    /** Where browsers find it; without it letters name the own machine. */
    publicAddress?(): string
  }
  readonly ownerUrl: string
  readonly log: Logger
  /** Without it mail waits in its queue. */
  readonly deliver?: Deliver
  /** From when on something is an alert. */
  readonly alerts?: AlertSettings
  /** The days after a first sign-in on which its user is asked how it goes. */
  readonly checkInDays?: readonly number[]
  /** There for the tests that cut jobs off. */
  readonly aroundJob?: AroundJob | undefined
}

export function startTasks(options: TasksOptions): Promise<Jobs> {
  const { server, ownerUrl, log, deliver, aroundJob = (work) => work() } = options
  const { alerts: thresholds, checkInDays } = { ...defaultIdentitySettings, ...options }
  const base = { pool: server.pool, now: server.now }
  const watch_keys = async (_payload: unknown, { asOwner }: JobRun) => {
    const now = server.now()
    await rotateOldTokenKeys({ secrets: server.secrets, asOwner, now, by: 'schedule' })
    await asOwner('select kontor.warn_of_old_keys($1)', [now.toISOString()])
    await asOwner(`delete from revoked_token where revoked_at < $1::timestamptz - interval '8 days'`, [
      now.toISOString(),
    ])
    return true
  }
  const expire_quotations = async (_payload: unknown, { asOwner, signal }: JobRun) => {
    await expireDueQuotations({ ...base, asOwner, signal })
    return !signal.aborted
  }
  const end_assignments = async (_payload: unknown, { asOwner, signal }: JobRun) => {
    await endDueAssignments({ ...base, asOwner, signal })
    return !signal.aborted
  }
  const review_access = async (_payload: unknown, { asOwner, signal }: JobRun) => {
    await lookAfterAccess({ ...base, asOwner, signal })
    return !signal.aborted
  }
  const watch_security = async (_payload: unknown, { asOwner, signal }: JobRun) => {
    await watchSecurity({ ...base, asOwner, signal, thresholds })
    return true
  }
  const report_security = async (_payload: unknown, { asOwner, signal }: JobRun) => {
    await reportSecurity({ ...base, asOwner, signal })
    return true
  }
  const tasks = {
    ...auditTasks({ ...server, ownerUrl, log }),
    ...linkTasks(server),
    ...stockTasks(server.now),
    ...welcomeTasks(checkInDays, server.now),
    ...directoryTasks(server),
    ...sweepTasks(server.now),
    ...transferTasks(base, aroundJob),
    watch_keys,
    expire_quotations,
    end_assignments,
    review_access,
    watch_security,
    report_security,
    ...(deliver && { send_mail: sendMailTask(deliver) }),
  }
  return startJobs(ownerUrl, tasks, log, schedule)
}

/** Accounts keep in step with their directories, where a company wants that. */
function directoryTasks({ pool, now, secrets, outgoing = createOutgoing([]) }: TasksOptions['server']) {
  const synchronize_directories = async (_payload: unknown, { asOwner, signal }: JobRun) => {
    const parts = { server: { pool, now }, vault: createVault(secrets), outgoing }
    await synchronizeDue(parts, asOwner, signal)
    return !signal.aborted
  }
  return { synchronize_directories }
}

function sweepTasks(now: () => Date) {
  const sweep_files = async (_payload: unknown, { asOwner, signal }: JobRun) => {
    await sweepFiles(asOwner, signal)
    await sweepOutputs(asOwner, now(), signal)
    await forgetAnswers(asOwner, now(), signal)
    return !signal.aborted
  }
  return { sweep_files }
}

/** Imports and exports run in the name of who asked for them. */
function transferTasks(base: Pick<Server, 'pool' | 'now'>, aroundJob: AroundJob) {
  const asUser =
    (work: (run: Run) => Promise<boolean>) =>
    async (given: unknown, { asOwner, signal, isLastAttempt }: JobRun) => {
      const payload = given as Payload
      const caller = await callerFor(payload, asOwner)
      if (caller === null) return giveUp(payload, asOwner)
      return aroundJob(() => work({ jobId: payload.job, caller, ...base, signal, isLastAttempt }))
    }
  return { run_import: asUser(runImport), run_export: asUser(runExport) }
}

function welcomeTasks(days: readonly number[], now: () => Date) {
  const check_in_newcomers = async (_payload: unknown, { asOwner }: JobRun) => {
    await sendCheckIns(asOwner, days, now())
    return true
  }
  return { check_in_newcomers }
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
  // What an elevation alone makes possible is marked in a job, too.
  const identity = { ...identityFrom(row.identity), usedElevations: new Set<string>() }
  const request = { id: job, address: '', device: 'background job', language }
  return { identity, organizationId: null, request }
}
