/** A forgotten password: asked for by anybody, answered by a link in the mail of whom it belongs to (PWD-06). */
import type { FastifyRequest } from 'fastify'
import { isObject } from '#contract/kit/field/value.ts'
import { invalid } from '#contract/kit/failure.ts'
import { refuse } from '#contract/user/failures.ts'
import { factsOf } from '#server/kit/http/caller.ts'
import type { Identity } from '#server/kit/identity.ts'
import { inTransaction } from '#server/platform/database.ts'
import {
  type AuthRoute,
  mustNotComeFromElsewhere,
  type Parts,
  textsOf,
} from '#server/modules/user/auth-route.ts'
import { enterTenant, noTenant, originOf } from '#server/modules/user/entering.ts'
import { noteOwn, writeToUser } from '#server/modules/user/factor/parts.ts'
import { mustBeGoodPassword } from '#server/modules/user/password-rules.ts'
import { digestOf } from '#server/modules/user/session.ts'
import { identityFrom, type StoredIdentity } from '#server/modules/user/stored-identity.ts'
import { derivePassword } from './derive-password.ts'

const path = '/api/v1/auth/password/reset/'
const limited = { method: 'POST', permission: 'open', isLimited: true } as const

export const resetRoutes: readonly AuthRoute[] = [
  {
    ...limited,
    path,
    summary:
      'Sends a link for a new password to the address of `username` (or `email`), if there is one; always 204.',
    run: ask,
  },
  {
    ...limited,
    path: `${path}check/`,
    summary: 'Tells whose link it is by its `token`, while it may be used.',
    run: async (parts, request) => {
      const { identity } = await linked(parts, request)
      return { username: identity.userName, display_name: identity.displayName }
    },
  },
  {
    ...limited,
    path: `${path}confirm/`,
    summary: 'Sets `new_password` by the `token` of a link, once, and ends all sessions.',
    run: choose,
  },
]

async function ask(parts: Parts, request: FastifyRequest): Promise<void> {
  mustNotComeFromElsewhere(request)
  const { server } = parts
  const given = isObject(request.body) ? request.body : {}
  const name = 'email' in given ? textsOf(given, ['email']).email : textsOf(given, ['username']).username
  const tenant =
    given.tenant === undefined || given.tenant === null ? null : textsOf(given, ['tenant']).tenant
  const facts = factsOf(request)
  await server.pool.query('select kontor.ask_password_reset($1, $2, $3)', [
    name.normalize('NFC').trim().slice(0, 320),
    tenant,
    JSON.stringify(originOf(facts)),
  ])
}

interface Linked {
  readonly identity: Identity
  readonly digest: Buffer
  readonly salts: readonly { readonly salt: string }[]
}

async function linked({ server }: Parts, request: FastifyRequest): Promise<Linked> {
  const { token } = textsOf(request.body, ['token'])
  const [digest, facts, now] = [digestOf(token), factsOf(request), server.now()]
  const found = await inTransaction(server.pool, noTenant, async (transaction) => {
    const { rows } = transaction
    const [row] = await rows<{ identity: StoredIdentity | null }>(
      'select kontor.identity_by_link($1, $2) as identity',
      [digest, now.toISOString()],
    )
    if (!row?.identity) {
      await rows(`insert into audit_log (action, context) values ('LOGIN_FAILED', $1)`, [
        JSON.stringify({ ...originOf(facts), reason: 'password link' }),
      ])
      return null
    }
    const identity = identityFrom(row.identity)
    await enterTenant(transaction, identity)
    const text = 'select salt from kontor.password_salts($1) as salt'
    return { identity, digest, salts: await rows<{ salt: string }>(text, [identity.userId]) }
  })
  return found ?? refuse('user.link_over')
}

async function choose(parts: Parts, request: FastifyRequest): Promise<void> {
  mustNotComeFromElsewhere(request)
  const { server, authenticator } = parts
  const { new_password: password } = textsOf(request.body, ['token', 'new_password'])
  const { identity, digest, salts } = await linked(parts, request)
  mustBeGoodPassword(password, [identity.userName, identity.displayName], '/new_password')
  const { hash, proofs } = await derivePassword(authenticator.passwords, password, salts)
  const [facts, now] = [factsOf(request), server.now().toISOString()]
  await inTransaction(server.pool, noTenant, async (transaction) => {
    const { rows } = transaction
    const [taken] = await rows<{ purpose: string | null }>(
      'select kontor.take_password_link($1, $2) as purpose',
      [digest, now],
    )
    if (!taken?.purpose) refuse('user.link_over')
    await enterTenant(transaction, identity)
    const text = 'select kontor.set_password($1, $2, $3, null, null, $4) as outcome'
    const [set] = await rows<{ outcome: string }>(text, [identity.userId, hash, proofs, now])
    // Rolled back with the link: it serves for another one.
    if (set?.outcome !== 'set') {
      throw invalid('/new_password', 'user.password_reused')
    }
    await noteOwn('PASSWORD_RESET', identity, facts, rows, { purpose: taken?.purpose })
    if (taken?.purpose === 'reset') {
      await writeToUser('password_changed', identity, rows, { username: identity.userName })
    }
  })
}
