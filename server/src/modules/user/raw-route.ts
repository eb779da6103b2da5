/** Routes straight on Fastify: they take or answer secrets, of which nothing is kept for a repeated call. */
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isUuid } from '#contract/kit/field/value.ts'
import { Refusal } from '#contract/kit/failure.ts'
import type { Context } from '#server/kit/context.ts'
import { inContext } from '#server/kit/in-context.ts'
import { tellEvents } from '#server/kit/events.ts'
import { callerOf } from '#server/kit/http/caller.ts'
import type { PlainRoute, Server } from '#server/kit/http/route.ts'
import { mustHave } from '#server/kit/rights.ts'
import { routeLimit } from '#server/platform/rate-limits.ts'
import type { Outgoing } from '#server/platform/outgoing.ts'
import type { Authenticator } from './authenticator.ts'
import { refuseAlone } from './duties/refuse-alone.ts'
import type { Vault } from './credential/vault.ts'

export interface RawParts {
  readonly server: Server
  readonly authenticator: Authenticator
  readonly vault: Vault
  readonly outgoing: Outgoing
  /** Where browsers find this server; undefined: where the request came to. */
  readonly publicUrl: string | undefined
}

/** Its permission is tested where the route enters a context. */
export interface RawRoute extends PlainRoute {
  readonly run: (parts: RawParts, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>
}

/** In a scope of their own: elsewhere a form, which any page could send, is not understood. */
export async function addRawRoutes(parts: RawParts, routes: readonly RawRoute[]): Promise<void> {
  await parts.server.application.register(async (scope: FastifyInstance) => {
    await scope.register(rateLimit, { global: false })
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: 20_000 },
      (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    )
    for (const route of routes) addRawRoute(scope, parts, route)
  })
}

function addRawRoute(scope: FastifyInstance, parts: RawParts, route: RawRoute): void {
  const limit = routeLimit(parts.authenticator.attemptsPerMinute, 'secrets')
  scope.route({
    method: route.method,
    url: route.path,
    config: route.isLimited ? { rateLimit: limit } : {},
    async handler(request, reply) {
      reply.header('cache-control', 'no-store')
      await refuseAlone(route, parts.server, request)
      const answer = await route.run(parts, request, reply)
      if (answer === reply) return reply
      return answer === undefined ? reply.status(204).send() : answer
    },
  })
}

/** Runs `work` for whoever sends the request, if he holds the permission. */
export async function asCaller<T>(
  { server }: RawParts,
  request: FastifyRequest,
  permission: string,
  work: (ctx: Context) => Promise<T>,
): Promise<T> {
  const caller = await callerOf(request, server.authenticate, false)
  mustHave(caller.identity, permission)
  return inContext(server.pool, caller, server.now(), async (ctx) => {
    const made = await work(ctx)
    await tellEvents(ctx)
    return made
  })
}

export function keyIn(request: FastifyRequest): string {
  const { key = '' } = request.params as { key?: string }
  if (!isUuid(key)) throw new Refusal('kit.not_found')
  return key.toLowerCase()
}
