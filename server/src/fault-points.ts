/** Ends the process before a chosen statement of a request or a job, to prove that nothing is ever half done. */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { FastifyInstance } from 'fastify'
import { onEachStatement } from '#server/platform/database.ts'

/** The header that names the statement, counted from 1; each COMMIT is one of them. */
const faultHeader = 'x-kontor-fault-point'

/** Runs the work of a background job so that its statements are counted, too. */
export type AroundJob = <T>(work: () => Promise<T>) => Promise<T>

interface Fuse {
  left: number | null
}

/**
 * Only for tests, where `KONTOR_FAULT_POINTS=on` and nothing real is at stake: a request with the header kills
 * the server, as a power cut would, before its n-th statement. An import or export goes on in the background,
 * and so does its count: the next job takes the fuse over.
 */
export function addFaultPoints(application: FastifyInstance): AroundJob {
  const fuses = new AsyncLocalStorage<Fuse>()
  let handedOn: Fuse | null = null
  onEachStatement(() => {
    const fuse = fuses.getStore()
    if (fuse === undefined || fuse.left === null) return
    fuse.left -= 1
    if (fuse.left <= 0) process.kill(process.pid, 'SIGKILL')
  })
  application.addHook('onRequest', (request, _reply, done) => {
    const given = Number(request.headers[faultHeader])
    const fuse = { left: Number.isSafeInteger(given) && given > 0 ? given : null }
    // Already here, for the job may begin before the answer is out.
    if (fuse.left !== null && /\/(im|ex)port\/$/.test(request.url)) handedOn = fuse
    fuses.run(fuse, done)
  })
  return (work) => {
    const fuse = handedOn ?? { left: null }
    handedOn = null
    return fuses.run(fuse, work)
  }
}
