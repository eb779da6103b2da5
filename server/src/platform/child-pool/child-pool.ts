/** A few child processes for native work, so that its memory and its crashes are never the server's. */
import { ChildLost } from './child-lost.ts'
import { PooledChild } from './pooled-child.ts'

export interface ChildPoolSettings {
  /** The TypeScript file the children run; it calls `serveJobs`. */
  readonly program: URL
  /** Handed to each child, which reads them with `childSettings`. */
  readonly settings?: unknown
  readonly children: number
  /** Native libraries keep what they have seen, so a child is replaced before it grows large. */
  readonly jobsPerChild: number
  readonly timeoutMilliseconds?: number
  /** Children without work for this long are ended; the next job starts another. */
  readonly idleMilliseconds?: number
}

export interface ChildFacts {
  readonly pid: number | undefined
  readonly jobs: number
  readonly busy: boolean
}

interface Waiting<Job, Answer> {
  readonly job: Job
  readonly isSecondTry: boolean
  resolve(answer: Answer): void
  reject(failure: ChildLost): void
}

export class ChildPool<Job, Answer> {
  readonly #settings: ChildPoolSettings
  readonly #children = new Set<PooledChild>()
  readonly #waiting: Waiting<Job, Answer>[] = []
  #closed = false
  #idleTimer: NodeJS.Timeout | undefined

  constructor(settings: ChildPoolSettings) {
    this.#settings = settings
  }

  /** Tries a job whose child was lost or hung once more; then rejects with ChildLost. */
  run(job: Job): Promise<Answer> {
    if (this.#closed) return Promise.reject(stopping())
    return new Promise((resolve, reject) => {
      this.#waiting.push({ job, isSecondTry: false, resolve, reject })
      this.#handOut()
    })
  }

  processes(): readonly ChildFacts[] {
    return [...this.#children].map(({ pid, jobs, busy }) => ({ pid, jobs, busy }))
  }

  /** Refuses what waits and what runs, ends every child, and resolves when they are gone. */
  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#idleTimer)
    for (const task of this.#waiting.splice(0)) task.reject(stopping())
    await Promise.all([...this.#children].map((child) => child.kill()))
    this.#children.clear()
  }

  #handOut() {
    clearTimeout(this.#idleTimer)
    while (this.#waiting.length > 0) {
      const child = this.#freeChild()
      const next = child && this.#waiting.shift()
      if (!next) return
      void this.#work(child, next)
    }
    this.#idleTimer = setTimeout(() => this.#endIdle(), this.#settings.idleMilliseconds ?? 60_000).unref()
  }

  #freeChild(): PooledChild | undefined {
    for (const child of this.#children) {
      if (!child.alive) this.#children.delete(child)
      else if (!child.busy) return child
    }
    if (this.#children.size >= this.#settings.children) return undefined
    const child = new PooledChild(this.#settings.program, this.#settings.settings)
    this.#children.add(child)
    return child
  }

  async #work(child: PooledChild, task: Waiting<Job, Answer>) {
    try {
      task.resolve((await child.run(task.job, this.#settings.timeoutMilliseconds ?? 30_000)) as Answer)
    } catch (error) {
      if (this.#closed) task.reject(stopping())
      else if (task.isSecondTry) task.reject(error as ChildLost)
      else this.#waiting.unshift({ ...task, isSecondTry: true })
    }
    if (child.jobs >= this.#settings.jobsPerChild || !child.alive) this.#end(child)
    if (!this.#closed) this.#handOut()
  }

  #end(child: PooledChild) {
    this.#children.delete(child)
    void child.kill()
  }

  #endIdle() {
    for (const child of this.#children) if (!child.busy) this.#end(child)
  }
}

function stopping(): ChildLost {
  return new ChildLost('pool_closed', 'the server is stopping')
}
