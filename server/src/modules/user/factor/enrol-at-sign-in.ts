/** Whoever must have a second factor and has none sets one up within the sign-in, before anything opens. */
import type { FastifyRequest } from 'fastify'
import { isObject } from '#contract/kit/field/value.ts'
import { Refusal } from '#contract/kit/failure.ts'
import { refuse } from '#contract/user/failures.ts'
import { factsOf } from '#server/kit/http/caller.ts'
import { type Parts, textsOf } from '#server/modules/user/auth-route.ts'
import { type Admission, admit } from './admit.ts'
import { noteOwn, writeToUser } from './parts.ts'
import { registerPasskey, registrationOptions } from './passkeys.ts'
import { renewRecoveryCodes } from './recovery-codes.ts'
import { enrolTotp, takeTotp } from './totp.ts'
import { deviceSecret } from './trusted-device.ts'
import { placeIfAny, withTicket } from './with-ticket.ts'

export async function startEnrolment(parts: Parts, request: FastifyRequest): Promise<unknown> {
  const { method } = textsOf(request.body, ['method'])
  const { factorKeys: keys, settings } = parts.authenticator
  const [place, now] = [placeIfAny(parts, request), parts.server.now()]
  return withTicket(parts, request, ['enrol_factor'], ['browser', 'program'], {
    keepsTicket: true,
    prove: async () => true,
    async goOn({ identity }, { rows }) {
      if (method === 'totp') {
        return (await enrolTotp(identity, settings.factorIssuer, keys, rows)) ?? refuse('user.factor_exists')
      }
      if (method !== 'passkey') return refuse('user.factor_unknown')
      if (place === null) return refuse('user.passkeys_off')
      return { options: await registrationOptions(identity, place, rows, now) }
    },
  })
}

interface Enrolled {
  readonly admission: Admission
  readonly recoveryCodes: readonly string[]
}

export async function finishEnrolment(parts: Parts, request: FastifyRequest): Promise<Enrolled> {
  const { authenticator, server } = parts
  const { method } = textsOf(request.body, ['method'])
  const body = isObject(request.body) ? request.body : {}
  const code = method === 'totp' ? textsOf(request.body, ['code']).code.trim() : ''
  if (method !== 'totp' && method !== 'passkey') throw new Refusal('user.factor_unknown')
  const { factorKeys: keys } = authenticator
  const [facts, now, place] = [factsOf(request), server.now(), placeIfAny(parts, request)]
  return withTicket(parts, request, ['enrol_factor'], ['browser', 'program'], {
    async prove({ identity }, { rows }) {
      if (method === 'totp') {
        return (await takeTotp(identity.userId, code, 'unconfirmed', keys, rows, now)) || 'totp'
      }
      if (place === null) return 'passkey'
      const name = typeof body.name === 'string' && body.name.trim() ? body.name.trim() : 'Passkey'
      const id = await registerPasskey(identity, name.slice(0, 100), body.response, place, rows, now)
      return id === null ? 'passkey' : true
    },
    async goOn({ identity, proven, channel }, transaction) {
      const { rows } = transaction
      const recoveryCodes = await renewRecoveryCodes(identity, keys, rows)
      await noteOwn('FACTOR_ADDED', identity, facts, rows, { factor: method })
      await writeToUser('factor_added', identity, rows, { factor: method })
      const device = channel === 'browser' ? deviceSecret(request) : null
      const by = `${proven} ${method}`
      const entry = { channel, facts, now, device }
      const admission = await admit(authenticator, { identity, by, isStrong: true }, entry, transaction)
      return { admission, recoveryCodes }
    },
  })
}
