/** Counters for whoever watches the installation, as Prometheus reads them. */
import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Counter, Registry } from 'prom-client'

const registry = new Registry()

const rejections = new Counter({
  name: 'rate_limit_rejections_total',
  help: 'Requests refused because their caller had used up his share.',
  labelNames: ['kind'],
  registers: [registry],
})

const brokenChains = new Counter({
  name: 'audit_chain_broken_total',
  help: 'Times the audit trail of a tenant did not verify.',
  registers: [registry],
})

export function countRejection(kind: string): void {
  rejections.inc({ kind })
}

export function countBrokenChain(): void {
  brokenChains.inc()
}

/** Answers this machine, and others that know the token; they name no tenant and no person. */
export function addMetricsRoute(application: FastifyInstance, token: string | undefined): void {
  application.get('/metrics', async (request, reply) => {
    if (!mayRead(request, token)) return reply.callNotFound()
    return reply
      .header('cache-control', 'no-store')
      .type(registry.contentType)
      .send(await registry.metrics())
  })
}

function mayRead(request: FastifyRequest, token: string | undefined): boolean {
  const given = request.headers.authorization?.replace(/^Bearer /i, '')
  if (token === undefined) return ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.ip)
  const [expected, offered] = [Buffer.from(token), Buffer.from(given ?? '')]
  return expected.length === offered.length && timingSafeEqual(expected, offered)
}
