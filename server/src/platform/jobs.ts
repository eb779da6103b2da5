/** Background jobs on the same PostgreSQL, worked off in this process. */
import { EventEmitter, once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import {
  Logger as WorkerLogger,
  run,
  type RunnerOptions,
  runMigrations,
  type Task as WorkerTask,
} from 'graphile-worker'
import type pg from 'pg'
import { Connection, ConnectionPool } from './connections.ts'
import type { Logger } from './log.ts'

/** Rows of a statement run as the owner, for what must be known before a tenant is entered. */
export type AsOwner = <R>(text: string, values: readonly unknown[]) => Promise<R[]>

export interface JobRun {
  readonly asOwner: AsOwner
  /** Aborted when the worker is to stop: a long job breaks off where it can go on later. */
  readonly signal: AbortSignal
  readonly isLastAttempt: boolean
}

/** True where the work is done, false where it broke off and is to be gone on with. */
export type Task = (payload: unknown, run: JobRun) => Promise<boolean>

export interface Jobs {
  stop(): Promise<void>
}

const silent = new WorkerLogger(() => () => undefined)
/** For each statement about the lock, and for its connection to be made. */
const patience = { connectionTimeoutMillis: 30_000, query_timeout: 30_000 }
/** First half of the advisory locks by which living workers are told from dead ones; any fixed number. */
const lifeLocks = 8_017_003

/** Makes the queue's tables; the owner does so before the numbered migrations. */
export async function migrateJobs(ownerUrl: string): Promise<void> {
  await runMigrations({ connectionString: ownerUrl, logger: silent })
}

const asWorkerTask =
  (task: Task, signal: AbortSignal): WorkerTask =>
  async (payload, { query, job, addJob }) => {
    const asOwner: AsOwner = async (text, values) => (await query(text, [...values])).rows as never
    const isDone = await task(payload, { asOwner, signal, isLastAttempt: job.attempts >= job.max_attempts })
    if (!isDone) await addJob(job.task_identifier, payload, { maxAttempts: job.max_attempts })
  }

/**
 * Works jobs off, a few at once; one that throws is tried again later, as often as its kind allows. `schedule`
 * has lines as cron knows them, in UTC, with the name of a task; of several processes one does what falls due.
 */
export async function startJobs(
  ownerUrl: string,
  tasks: Readonly<Record<string, Task>>,
  log: Logger,
  schedule: readonly string[] = [],
): Promise<Jobs> {
  const stopping = new AbortController()
  const work = { ownerUrl, tasks, crontab: schedule.join('\n'), stopping: stopping.signal, log }
  let worker = await startWorker(work)
  /**
   * A worker gives up where the database is gone just when it wants to write down what became of a job. Where the
   * next cannot be started the one that has ended stays, and is followed again after the pause.
   */
  async function keepWorking(): Promise<void> {
    for (;;) {
      await worker.ended
      await pause(pauseBeforeNext, undefined, { signal: stopping.signal }).catch(() => undefined)
      if (stopping.signal.aborted) return
      try {
        worker = await startWorker(work)
        log.warn('the job worker works again')
      } catch (error) {
        log.error({ err: error }, 'the job worker cannot be started')
      }
      if (stopping.signal.aborted) await worker.stop()
    }
  }
  const kept = keepWorking()
  return {
    async stop() {
      stopping.abort()
      await worker.stop()
      await kept
    },
  }
}

const pauseBeforeNext = 1000
/** A worker whose connections broke may wait for ever for what one of them was to tell. */
const longestStart = 60_000
const longestStop = 20_000

interface Worker {
  /** Resolves when it works no longer, for whatever reason. */
  readonly ended: Promise<void>
  stop(): Promise<void>
}

interface Work {
  readonly ownerUrl: string
  readonly tasks: Readonly<Record<string, Task>>
  readonly crontab: string
  readonly stopping: AbortSignal
  readonly log: Logger
}

async function startWorker({ ownerUrl, tasks, crontab, stopping, log }: Work): Promise<Worker> {
  // Workers are made at once, and each asks for its lock without waiting for the others.
  const life = new Connection({ connectionString: ownerUrl, pipeline: true, ...patience } as pg.ClientConfig)
  /** Without its lock others take it for dead and its jobs for theirs: it breaks off. */
  const lost = new AbortController()
  life.on('error', (error) => log.error({ err: error }, 'the job worker lost its lock'))
  life.once('end', () => lost.abort())
  // A pool of the worker's own making would take off its handlers before its connections are closed.
  const pool = new WorkerPool({ connectionString: ownerUrl, max: 4 }, (error) =>
    log.warn({ err: error }, 'a connection of the job worker broke'),
  )
  /** Not waited for: a pool ends when the last connection in use is given back, and a broken one may never be. */
  const letGo = () => {
    pool.end().catch(() => undefined)
    life.end().catch(() => undefined)
  }
  const events = eventsFor(life, log)
  const isStopping = once(events, 'pool:gracefulShutdown')
  const signal = AbortSignal.any([stopping, lost.signal])
  const list = Object.entries(tasks).map(([name, task]) => [name, asWorkerTask(task, signal)])
  const options: RunnerOptions = {
    pgPool: pool,
    concurrency: 3,
    noHandleSignals: true,
    logger: silent,
    events: events as never,
    // In batches it tells when it cannot write down the end of a job; one by one it would end the process.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    taskList: Object.fromEntries(list),
    crontab,
  }
  const starting = life
    .connect()
    .then(() => releaseJobsOfTheDead(life))
    .then(() => run(options))
  const runner = await within(longestStart, starting).catch((error: unknown) => {
    // One that starts after all has no connections any more.
    starting.then((late) => late.stop()).catch(() => undefined)
    letGo()
    throw error
  })
  const stopRunner = () => void runner.stop().catch(() => undefined)
  // It may have lost it while it began.
  if (lost.signal.aborted) stopRunner()
  else lost.signal.addEventListener('abort', stopRunner)
  const tooLong = isStopping.then(() => within(longestStop, runner.promise))
  const ended = Promise.race([runner.promise, tooLong])
    .catch((error: unknown) => log.error({ err: error }, 'job worker ended'))
    .then(letGo)
  const stop = async () => {
    // It may have stopped by itself.
    stopRunner()
    await ended
  }
  return { ended, stop }
}

/** Each worker holds a lock on `life`; what becomes of its jobs is told. */
function eventsFor(life: pg.Client, log: Logger): EventEmitter {
  const events = new EventEmitter()
  events.on('worker:create', ({ worker }: { worker: { workerId: string } }) => {
    const locked = life.query('select pg_advisory_lock($1, hashtext($2))', [lifeLocks, worker.workerId])
    locked.catch((error: unknown) => log.error({ err: error }, 'the job worker has no lock'))
  })
  events.on('job:error', ({ job, error }: { job: { task_identifier: string }; error: unknown }) => {
    log.error({ err: error, task: job.task_identifier }, 'job failed')
  })
  return events
}

/** Fails where `work` takes longer. */
function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new Error(`not done within ${milliseconds / 1000} seconds`))
    const timer = setTimeout(late, milliseconds)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

type Given = (error: Error | undefined, client: pg.PoolClient | undefined, release: Release) => void
type Release = (broken?: Error | boolean) => void

/** Of a worker that ends while it begins to listen the connection is given back twice, which ended the process. */
class WorkerPool extends ConnectionPool {
  override connect(given?: Given): any {
    if (given === undefined) return super.connect()
    return super.connect((error, client, release) => {
      let isBack = false
      given(error, client, (broken) => {
        if (!isBack) release(broken)
        isBack = true
      })
    })
  }
}

const holdersText = `select distinct locked_by from graphile_worker._private_jobs where locked_by is not null`
const deadText = `select pg_try_advisory_xact_lock($1, hashtext($2)) as is_dead`

/** A worker that was killed leaves its job locked for hours; its own lock fell with its connection. */
async function releaseJobsOfTheDead(client: pg.Client): Promise<void> {
  const holders = await client.query<{ locked_by: string }>(holdersText)
  for (const { locked_by: worker } of holders.rows) {
    const { rows } = await client.query<{ is_dead: boolean }>(deadText, [lifeLocks, worker])
    if (rows[0]?.is_dead)
      await client.query('select graphile_worker.force_unlock_workers(array[$1])', [worker])
  }
}
