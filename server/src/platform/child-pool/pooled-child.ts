/** The parent's handle on one child process: starts it, gives it a job, notices when it is lost. */
import { type ChildProcess, fork } from 'node:child_process'
import type { Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import { ChildLost } from './child-lost.ts'
import { lifelineDescriptor } from './serve-jobs.ts'

/** Large blocks go back to the system at once; glibc would keep them, and four arenas of them. */
const memoryThrift = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '131072',
  MALLOC_TRIM_THRESHOLD_: '131072',
}

export class PooledChild {
  jobs = 0
  busy = false
  readonly ended: Promise<void>
  readonly #process: ChildProcess

  constructor(program: URL, settings: unknown) {
    this.#process = fork(fileURLToPath(program), [JSON.stringify(settings ?? null)], {
      env: { PATH: process.env.PATH, ...memoryThrift }, // none of the server's secrets
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'pipe', 'ipc'],
    })
    this.ended = new Promise((resolve) => {
      this.#process.once('exit', () => resolve())
      this.#process.on('error', () => resolve())
    })
    this.#process.stdio[lifelineDescriptor]?.on('error', () => {})
    this.#holdServer(false)
  }

  get pid(): number | undefined {
    return this.#process.pid
  }

  get alive(): boolean {
    const { pid, exitCode, signalCode, killed, connected } = this.#process
    return pid !== undefined && exitCode === null && signalCode === null && !killed && connected
  }

  /** Rejects with ChildLost. */
  async run(job: unknown, timeoutMilliseconds: number): Promise<unknown> {
    this.busy = true
    this.#holdServer(true)
    try {
      return await this.#ask(job, timeoutMilliseconds)
    } finally {
      this.jobs += 1
      this.busy = false
      this.#holdServer(false)
    }
  }

  /** The child keeps nothing worth saving, so it is ended the sure way. */
  kill(): Promise<void> {
    this.#process.ref() // whoever waits for the end must get to see it
    this.#process.kill('SIGKILL')
    return this.ended
  }

  #ask(job: unknown, timeoutMilliseconds: number): Promise<unknown> {
    const child = this.#process
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        finish(() => reject(new ChildLost('timed_out', `no answer within ${timeoutMilliseconds} ms`)))
        child.kill('SIGKILL')
      }, timeoutMilliseconds)
      const onAnswer = (answer: unknown) => finish(() => resolve(answer))
      const onLost = (reason: unknown, signal?: unknown) => {
        finish(() => reject(new ChildLost('child_lost', `the child process ended: ${signal ?? reason}`)))
      }
      function finish(settle: () => void) {
        clearTimeout(timer)
        child.off('message', onAnswer).off('exit', onLost).off('error', onLost)
        settle()
      }
      child.once('message', onAnswer).once('exit', onLost).once('error', onLost)
      child.send(job as object, (error) => error && onLost(error.message))
    })
  }

  /** An idle child must not keep a finished script or a stopping server alive. */
  #holdServer(hold: boolean) {
    const lifeline = this.#process.stdio[lifelineDescriptor] as Socket | null
    for (const handle of [this.#process, this.#process.channel, lifeline]) {
      if (hold) handle?.ref()
      else handle?.unref()
    }
  }
}
