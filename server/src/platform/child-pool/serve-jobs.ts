/** The child's side of a pool: does one job after the other for its parent, and never outlives it. */
import { setPriority } from 'node:os'
import { Worker } from 'node:worker_threads'

/** The pipe that stays open as long as the parent lives. */
export const lifelineDescriptor = 3

/** What the parent gave the pool as `settings`. */
export function childSettings<Settings>(): Settings {
  return JSON.parse(process.argv[2] ?? 'null') as Settings
}

/** An error thrown by `work` ends the process, and the parent tries the job once more in a new one. */
export function serveJobs<Job, Answer>(work: (job: Job) => Answer | Promise<Answer>): void {
  new Worker(new URL('./lifeline.ts', import.meta.url), { workerData: { descriptor: lifelineDescriptor } })
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
  // A thread that reads cannot be told to end, so an exit would wait for the parent to close the pipe.
  process.once('uncaughtExceptionMonitor', (error) => console.error(error))
  process.once('exit', () => process.kill(process.pid, 'SIGKILL'))
  // Ctrl-C reaches the whole process group; the server ends its children itself, after their last job.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})
  setPriority(5) // paper and pictures may wait, requests may not
  process.on('message', async (job) => process.send?.(await work(job as Job)))
}
