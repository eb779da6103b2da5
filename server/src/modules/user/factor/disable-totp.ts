/** Takes the authenticator app away in one call that proves the password with it (AUT-18). */
import type { FastifyRequest } from 'fastify'
import { refuse } from '#contract/user/failures.ts'
import { asCaller, type AuthRoute, type Parts, textsOf } from '#server/modules/user/auth-route.ts'
import { confirm } from '#server/modules/user/session/confirm-routes.ts'
import { removeFactor } from './factor-routes.ts'

export const disableTotpRoute: AuthRoute = {
  method: 'POST',
  path: '/api/v1/auth/2fa/totp/disable/',
  permission: 'signed-in',
  isLimited: true,
  summary: 'Removes your authenticator app; needs your `password`.',
  run: disable,
}

async function disable(parts: Parts, request: FastifyRequest): Promise<void> {
  textsOf(request.body, ['password'])
  await confirm(parts, request)
  await asCaller(parts, request, async (ctx) => {
    const text = `select id from user_factor where user_id = $1 and kind = 'totp' and confirmed_at is not null`
    const [held] = await ctx.rows<{ id: string }>(text, [ctx.identity.userId])
    await removeFactor(parts, held?.id ?? refuse('user.factor_unknown'), 'user_factor', ctx)
  })
}
