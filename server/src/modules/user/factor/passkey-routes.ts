/** A user's own passkeys: set up, named, removed. */
import type { FastifyRequest } from 'fastify'
import { isObject, isUuid } from '#contract/kit/field/value.ts'
import { Refusal } from '#contract/kit/failure.ts'
import { refuse } from '#contract/user/failures.ts'
import type { Context } from '#server/kit/context.ts'
import { asCaller, type AuthRoute, keyOf, type Parts, textsOf } from '#server/modules/user/auth-route.ts'
import { confirmed, removeFactor, told } from './factor-routes.ts'
import { placeOf, registerPasskey, registrationOptions } from './passkeys.ts'
import { factorsOf } from './prove-factor.ts'
import { renewRecoveryCodes } from './recovery-codes.ts'

const path = '/api/v1/auth/passkeys/'

export const passkeyRoutes: readonly AuthRoute[] = [
  {
    method: 'POST',
    path: `${path}options/`,
    permission: 'signed-in',
    isLimited: true,
    summary: 'Gives the question that a new passkey answers.',
    run: (parts, request) =>
      confirmed(parts, request, async ({ identity, rows, now }) => {
        const place = placeOf(parts.authenticator.settings.webauthn, request)
        return { options: await registrationOptions(identity, place, rows, now) }
      }),
  },
  {
    method: 'POST',
    path,
    permission: 'signed-in',
    isLimited: true,
    summary: 'Keeps a new passkey: its `name` and its `response`.',
    run: register,
  },
  {
    method: 'PATCH',
    path: `${path}:key/`,
    permission: 'signed-in',
    summary: 'Gives one of your passkeys another `name`.',
    run: (parts, request) =>
      asCaller(parts, request, async ({ identity, rows }) => {
        const key = keyOf(request)
        const text = 'update passkey set name = $3 where user_id = $1 and id = $2 returning id, name'
        const name = nameIn(request)
        const [row] = isUuid(key) ? await rows(text, [identity.userId, key, name]) : []
        if (row === undefined) throw new Refusal('kit.not_found')
        return row
      }),
  },
  {
    method: 'DELETE',
    path: `${path}:key/`,
    permission: 'signed-in',
    summary: 'Removes one of your passkeys.',
    run: (parts, request) =>
      confirmed(parts, request, (ctx) => removeFactor(parts, keyOf(request), 'passkey', ctx)),
  },
]

const nameIn = (request: FastifyRequest) => textsOf(request.body, ['name']).name.trim().slice(0, 100) || '–'

type Registered = { readonly id: string; readonly recovery_codes: readonly string[] | null }

async function register(parts: Parts, request: FastifyRequest): Promise<Registered> {
  const name = nameIn(request)
  const response = isObject(request.body) ? request.body.response : null
  const place = placeOf(parts.authenticator.settings.webauthn, request)
  const made = await confirmed(parts, request, (ctx) => keep(parts, name, response, place, ctx))
  // Refused after the commit, so that the question stays asked and answered.
  return made ?? refuse('user.passkey_refused')
}

async function keep(
  { authenticator }: Parts,
  name: string,
  response: unknown,
  place: ReturnType<typeof placeOf>,
  ctx: Context,
): Promise<Registered | null> {
  const { identity, rows, now } = ctx
  const before = await factorsOf(identity, rows)
  const id = await registerPasskey(identity, name, response, place, rows, now)
  if (id === null) return null
  await told('FACTOR_ADDED', 'factor_added', 'passkey', ctx)
  const codes = before.length > 0 ? null : await renewRecoveryCodes(identity, authenticator.factorKeys, rows)
  return { id, recovery_codes: codes }
}
