/** What orchestrators and load balancers ask: whether the process is alive, and whether it can serve. */
import type { FastifyInstance } from 'fastify'

const patience = 2000

/** `probe` asks the database; it may throw or hang. */
export function addHealthRoutes(application: FastifyInstance, probe: () => Promise<unknown>): void {
  application.get('/livez', () => ({ status: 'ok' }))
  for (const path of ['/readyz', '/health', '/healthz']) {
    application.get(path, async (_request, reply) => {
      const database = await answers(probe)
      return reply.status(database ? 200 : 503).send({
        status: database ? 'ok' : 'unavailable',
        checks: { database: database ? 'ok' : 'unavailable' },
      })
    })
  }
}

async function answers(probe: () => Promise<unknown>): Promise<boolean> {
  const { promise: tooLate, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(reject, patience)
  try {
    await Promise.race([probe(), tooLate])
    return true
  } catch {
    return false
  } finally {
    clearTimeout(timer)
  }
}
