/** Proving once more who one is, within a session, before what a thief of the session would do (UPR-04). */
import type { FastifyRequest } from 'fastify'
import { isObject } from '#contract/kit/field/value.ts'
import { invalid } from '#contract/kit/failure.ts'
import { refuse } from '#contract/user/failures.ts'
import { inContext } from '#server/kit/in-context.ts'
import {
  asCaller,
  type AuthRoute,
  callerFor,
  mustBeSignedIn,
  type Parts,
  textsOf,
} from '#server/modules/user/auth-route.ts'
import { originOf } from '#server/modules/user/entering.ts'
import { noteOwn } from '#server/modules/user/factor/parts.ts'
import { askForProof, proofFrom, takeProof } from '#server/modules/user/factor/prove-factor.ts'
import { placeIfAny } from '#server/modules/user/factor/with-ticket.ts'
import { confirmAccess } from './confirmed.ts'

export const confirmRoutes: readonly AuthRoute[] = [
  {
    method: 'POST',
    path: '/api/v1/auth/confirm/',
    permission: 'signed-in',
    isLimited: true,
    summary: 'Confirms for five minutes that it is you: `password`, or `method` with `code` or `response`.',
    run: confirm,
  },
  {
    method: 'POST',
    path: '/api/v1/auth/confirm/challenge/',
    permission: 'signed-in',
    isLimited: true,
    summary: 'Sends a code by mail or gives the question for a passkey, to confirm with.',
    run: (parts, request) =>
      asCaller(parts, request, ({ identity, rows, now }) => {
        const { method } = textsOf(request.body, ['method'])
        const [keys, place] = [parts.authenticator.factorKeys, placeIfAny(parts, request)]
        return askForProof(identity, method, 'confirm', { keys, place, rows, now })
      }),
  },
]

type Outcome = 'confirmed' | 'wrong' | 'locked'

export async function confirm(parts: Parts, request: FastifyRequest): Promise<void> {
  const access = await mustBeSignedIn(parts.authenticator, request)
  const { server, authenticator } = parts
  const { identity, id } = access
  const isPassword = isObject(request.body) && request.body.password !== undefined
  const proofs = isPassword ? await passwordProofs(parts, request) : []
  const proof = isPassword ? null : proofFrom(request.body)
  const place = placeIfAny(parts, request)
  const caller = callerFor(access, request)
  const outcome = await inContext(server.pool, caller, server.now(), async (ctx): Promise<Outcome> => {
    const { rows, now } = ctx
    const text = 'select kontor.is_locked($1, $2) as is_locked'
    const [lock] = await rows<{ is_locked: boolean }>(text, [identity.userId, now.toISOString()])
    if (lock?.is_locked) return 'locked'
    const means = { keys: authenticator.factorKeys, place, rows, now }
    const taken =
      proof === null
        ? (await knowsPassword(identity.userId, proofs, rows)) || 'password'
        : await takeProof(identity, proof, 'confirm', means)
    if (taken !== true) {
      const context = JSON.stringify({ ...originOf(ctx.request), step: 'confirm', reason: taken })
      await rows('select kontor.note_failure($1, $2, $3)', [identity.userId, now.toISOString(), context])
      return 'wrong'
    }
    await confirmAccess(identity, id, rows, now)
    await noteOwn('FACTOR_VERIFIED', identity, ctx.request, rows, { method: proof?.method ?? 'password' })
    return 'confirmed'
  })
  // Only now, so that what was counted stays counted.
  if (outcome === 'locked') refuse('user.locked')
  if (outcome === 'wrong') {
    const fault = proof === null ? ['/password', 'user.password_wrong'] : ['/code', 'user.code_wrong']
    throw invalid(fault[0] ?? '', fault[1] ?? '')
  }
}

/** Computed before the transaction, since it takes its time. */
async function passwordProofs(parts: Parts, request: FastifyRequest): Promise<readonly string[]> {
  const { password } = textsOf(request.body, ['password'])
  const salts = await asCaller(parts, request, (ctx) =>
    ctx.rows<{ salt: string }>('select salt from kontor.password_salts($1) as salt', [ctx.identity.userId]),
  )
  const [current] = salts
  return [await parts.authenticator.passwords.prove(password, current?.salt ?? '')]
}

async function knowsPassword(
  userId: string,
  proofs: readonly string[],
  rows: Parameters<typeof noteOwn>[3],
): Promise<boolean> {
  const text = 'select kontor.knows_password($1, $2) as knows'
  const [row] = await rows<{ knows: boolean }>(text, [userId, proofs])
  return row?.knows === true
}
