/** The last step for who came with a temporary password: an own one, before anything opens (PWD-07). */
import type { FastifyRequest } from 'fastify'
import { invalid } from '#contract/kit/failure.ts'
import { factsOf } from '#server/kit/http/caller.ts'
import { type Parts, textsOf } from '#server/modules/user/auth-route.ts'
import { derivePassword } from '#server/modules/user/account/derive-password.ts'
import { mustBeGoodPassword } from '#server/modules/user/password-rules.ts'
import { type Admission, admit } from './admit.ts'
import { noteOwn } from './parts.ts'
import { deviceSecret } from './trusted-device.ts'
import { withTicket } from './with-ticket.ts'

const setText = 'select kontor.set_password($1, $2, $3, null, null, $4) as outcome'

export async function choosePassword(parts: Parts, request: FastifyRequest): Promise<Admission> {
  const { authenticator, server } = parts
  const { new_password: password } = textsOf(request.body, ['new_password'])
  const [facts, now] = [factsOf(request), server.now()]
  // The slow part stands between two transactions, so that none is held open by it.
  const { identity, salts } = await withTicket(parts, request, ['change_password'], ['browser', 'program'], {
    keepsTicket: true,
    prove: async () => true,
    async goOn(ticket, { rows }) {
      const text = 'select salt from kontor.password_salts($1) as salt'
      const held = await rows<{ salt: string }>(text, [ticket.identity.userId])
      return { identity: ticket.identity, salts: held }
    },
  })
  mustBeGoodPassword(password, [identity.userName, identity.displayName], '/new_password')
  const { hash, proofs } = await derivePassword(authenticator.passwords, password, salts)
  return withTicket(parts, request, ['change_password'], ['browser', 'program'], {
    prove: async () => true,
    async goOn({ channel, proven }, transaction) {
      const { rows } = transaction
      const [set] = await rows<{ outcome: string }>(setText, [
        identity.userId,
        hash,
        proofs,
        now.toISOString(),
      ])
      if (set?.outcome !== 'set') {
        throw invalid('/new_password', 'user.password_reused')
      }
      await noteOwn('PASSWORD_CHANGE', identity, facts, rows)
      const device = channel === 'browser' ? deviceSecret(request) : null
      const entry = { channel, facts, now, device }
      return admit(authenticator, { identity, by: proven, isStrong: true }, entry, transaction)
    },
  })
}
