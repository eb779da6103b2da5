/** Ends the process before a chosen statement of a request, to prove that nothing is ever half done. */
import type { FastifyInstance } from 'fastify'
import { onEachStatement } from '#server/platform/database.ts'

/** The header that names the statement, counted from 1; `commit` is one of them. */
export const faultHeader = 'x-kontor-fault-point'

/**
 * Only for tests, where `KONTOR_FAULT_POINTS=on` and nothing real is at stake: a request with the header kills
 * the server, as a power cut would, before its n-th statement.
 */
export function addFaultPoints(application: FastifyInstance): void {
  let left: number | null = null
  onEachStatement(() => {
    if (left === null) return
    left -= 1
    if (left <= 0) process.kill(process.pid, 'SIGKILL')
  })
  application.addHook('onRequest', async (request) => {
    const given = Number(request.headers[faultHeader])
    left = Number.isSafeInteger(given) && given > 0 ? given : null
  })
  application.addHook('onResponse', async () => {
    left = null
  })
}
