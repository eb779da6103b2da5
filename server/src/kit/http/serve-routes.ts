/** Turns routes into Fastify routes: caller, transaction, idempotency, events, answer. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { inContext } from '#server/kit/in-context.ts'
import { tellEvents } from '#server/kit/events.ts'
import { type Answer, answerAgain, keyOf, onlyOnce } from '#server/kit/idempotency.ts'
import { mustHave } from '#server/kit/rights.ts'
import { noteReads, type SensitiveRead, takeReads } from '#server/kit/sensitive-reads.ts'
import { callerOf } from './caller.ts'
import type { Call, Handled, Later, Route, Routes, Server } from './route.ts'
import { readUpload } from './upload.ts'

export function addRoutes(server: Server, routes: Routes): void {
  for (const route of routes) {
    server.application.route({
      method: route.method,
      url: route.path,
      handler: (request, reply) => handle(server, route, request, reply),
    })
  }
}

async function handle(
  server: Server,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const isOpen = route.permission === 'open'
  const caller = await callerOf(request, server.authenticate, isOpen)
  if (!isOpen && route.permission !== 'signed-in') mustHave(caller.identity, route.permission)
  const call = await callOf(route, request)
  const mode = route.mode ?? (route.method === 'GET' ? 'read' : 'write')
  const key = route.method === 'POST' && mode === 'write' ? keyOf(request.headers['idempotency-key']) : null
  let reads: readonly SensitiveRead[] = []
  const answer = await inContext<Answer | Handled | Later>(
    server.pool,
    { ...caller, key },
    server.now(),
    async (ctx) => {
      const work = async () => {
        const made = await route.run(ctx, call, reply)
        await tellEvents(ctx)
        if (route.method === 'GET') reads = takeReads(ctx)
        return made
      }
      const sent = call.upload?.digest ?? call.body
      return onlyOnce(key, `${route.method} ${request.url}`, sent, ctx, work as () => Promise<Answer>)
    },
    mode,
  ).catch((error) => answerAgain(error, caller, route.creates))
  // Who reads what is sensitive is written down before he gets it; where that fails, he does not (SAU-16).
  if (reads.length > 0)
    await inContext(server.pool, caller, server.now(), async (ctx) => noteReads(reads, ctx))
  if ('later' in answer) await inContext(server.pool, caller, server.now(), answer.later, 'read')
  return 'later' in answer || 'handled' in answer ? reply : send(reply, answer as Answer)
}

/** Files are read and looked into before a transaction is open: clients and pictures may be slow. */
async function callOf(route: Route, request: FastifyRequest): Promise<Call> {
  const upload = route.takesFile ? await readUpload(request) : undefined
  const inspected = upload === undefined ? undefined : await route.inspect?.(upload)
  return {
    params: (request.params ?? {}) as Record<string, string>,
    query: (request.query ?? {}) as Record<string, unknown>,
    body: request.body,
    headers: request.headers,
    raw: request,
    ...(upload === undefined ? {} : { upload, inspected }),
  }
}

function send(reply: FastifyReply, answer: Answer): FastifyReply {
  if (answer.etag !== undefined) reply.header('etag', answer.etag)
  reply.status(answer.status)
  return answer.status === 204 ? reply.send() : reply.send(answer.body)
}
