/** Background jobs on the same PostgreSQL, worked off in this process. */
import { Logger as WorkerLogger, run, runMigrations, type Task as WorkerTask } from 'graphile-worker'
import type { Logger } from './log.ts'

/** Rows of a statement run as the owner, for what must be known before a tenant is entered. */
export type AsOwner = <R>(text: string, values: readonly unknown[]) => Promise<R[]>
export type Task = (payload: unknown, asOwner: AsOwner) => Promise<void>

export interface Jobs {
  stop(): Promise<void>
}

const silent = new WorkerLogger(() => () => undefined)

/** Makes the queue's tables; the owner does so before the numbered migrations. */
export async function migrateJobs(ownerUrl: string): Promise<void> {
  await runMigrations({ connectionString: ownerUrl, logger: silent })
}

const asWorkerTask =
  (task: Task): WorkerTask =>
  async (payload, { query }) =>
    task(payload, async (text, values) => (await query(text, [...values])).rows as never)

/** Works jobs off one at a time; one that throws is tried again later, five times in all. */
export async function startJobs(
  ownerUrl: string,
  tasks: Readonly<Record<string, Task>>,
  log: Logger,
): Promise<Jobs> {
  const runner = await run({
    connectionString: ownerUrl,
    maxPoolSize: 2,
    concurrency: 1,
    noHandleSignals: true,
    logger: silent,
    taskList: Object.fromEntries(Object.entries(tasks).map(([name, task]) => [name, asWorkerTask(task)])),
  })
  runner.events.on('job:error', ({ job, error }) =>
    log.error({ err: error, task: job.task_identifier }, 'job failed'),
  )
  runner.promise.catch((error: unknown) => log.error({ err: error }, 'job worker ended'))
  return { stop: () => runner.stop() }
}
