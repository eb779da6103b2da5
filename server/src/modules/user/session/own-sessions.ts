/** A user's own sessions and programs: seen with device and address, ended one by one or all others at once. */
import type { FastifyRequest } from 'fastify'
import { isUuid } from '#contract/kit/field/value.ts'
import { Refusal } from '#contract/kit/failure.ts'
import { asCaller, type AuthRoute, keyOf, type Parts } from '#server/modules/user/auth-route.ts'
import { endAccess } from './end-access.ts'
import { listAccess } from './list-access.ts'

const path = '/api/v1/auth/sessions/'

export const ownSessionRoutes: readonly AuthRoute[] = [
  {
    method: 'GET',
    path,
    permission: 'signed-in',
    summary: 'Lists your own open sessions, of browsers and of programs; the current one is marked.',
    run: (parts, request) =>
      asCaller(parts, request, (ctx, { id }) => listAccess(ctx.identity.userId, id, false, ctx)),
  },
  {
    method: 'DELETE',
    path: `${path}:key/`,
    permission: 'signed-in',
    summary: 'Ends one of your own sessions.',
    run: endOne,
  },
  {
    method: 'POST',
    path: `${path}end-others/`,
    permission: 'signed-in',
    summary: 'Ends all of your sessions but this one.',
    run: (parts, request) =>
      asCaller(parts, request, async (ctx, { id }) => {
        const ended = await endAccess(ctx.identity.userId, null, 'ended by its user', ctx, id)
        return { ended: ended.length }
      }),
  },
]

async function endOne(parts: Parts, request: FastifyRequest): Promise<void> {
  const id = keyOf(request)
  await asCaller(parts, request, async (ctx) => {
    const { userId } = ctx.identity
    const ended = isUuid(id) ? await endAccess(userId, [id], 'ended by its user', ctx) : []
    if (ended.length === 0) throw new Refusal('kit.not_found')
  })
}
