/** Signing in, step by step: password or passkey, second factor or its setting up, a new password. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isObject } from '#contract/kit/field/value.ts'
import type { RequestFacts } from '#server/kit/context.ts'
import type { Identity } from '#server/kit/identity.ts'
import { factsOf } from '#server/kit/http/caller.ts'
import { inTransaction } from '#server/platform/database.ts'
import { Refusal } from '#contract/kit/failure.ts'
import { refuse } from '#contract/user/failures.ts'
import { type AuthRoute, mustNotComeFromElsewhere, type Parts, textsOf } from './auth-route.ts'
import { chosenPassword, credentials, proof, sessionOrStep, tokensOrStep } from './auth-schemas.ts'
import { enterTenant, noTenant, originOf } from './entering.ts'
import { admit, type Admission } from './factor/admit.ts'
import { finishEnrolment, startEnrolment } from './factor/enrol-at-sign-in.ts'
import { type Channel, type Entry, noteOwn, type Rows, writeToUser } from './factor/parts.ts'
import { placeOf, signInOptions, takePasskey } from './factor/passkeys.ts'
import { askForProof, proofFrom, takeProof } from './factor/prove-factor.ts'
import { deviceSecret, setDeviceCookie, trustDevice } from './factor/trusted-device.ts'
import { placeIfAny, withTicket } from './factor/with-ticket.ts'
import { choosePassword } from './factor/choose-password.ts'
import { setSessionCookie } from './session.ts'
import { sessionAnswer } from './session-answer.ts'
import { credentialsFrom, provePassword } from './sign-in.ts'
import { identityFrom, type StoredIdentity } from './stored-identity.ts'

const limited = { method: 'POST', permission: 'open', isLimited: true } as const

export const signInRoutes: readonly AuthRoute[] = [
  {
    ...limited,
    path: '/api/v1/auth/login/',
    summary:
      'Signs a browser in by name and password, or answers what is due `next` with a `ticket` for that step.',
    body: credentials,
    answer: sessionOrStep,
    run: (parts, request, reply) => byPassword('browser', parts, request, reply),
  },
  {
    ...limited,
    path: '/api/v1/auth/token/',
    aliases: ['/auth/token/'],
    summary: 'Gives a program its tokens for name and password, or answers what is due `next`.',
    body: credentials,
    answer: tokensOrStep,
    run: (parts, request, reply) => byPassword('program', parts, request, reply),
  },
  {
    ...limited,
    path: '/api/v1/auth/login/second-factor/',
    summary: 'Takes the second factor: `ticket`, `method`, and `code` or the `response` of a passkey.',
    body: proof,
    answer: sessionOrStep,
    run: (parts, request, reply) => bySecondFactor('browser', parts, request, reply),
  },
  {
    ...limited,
    path: '/api/v1/auth/token/second-factor/',
    summary: 'The same for a program.',
    body: proof,
    answer: tokensOrStep,
    run: (parts, request, reply) => bySecondFactor('program', parts, request, reply),
  },
  {
    ...limited,
    path: '/api/v1/auth/login/challenge/',
    summary: 'Sends a code by mail or gives the question for a passkey: `ticket` and `method`.',
    run: challenge,
  },
  {
    ...limited,
    path: '/api/v1/auth/login/enrol/',
    summary: 'Begins to set up the factor that sign-in demands: `ticket` and `method`, `totp` or `passkey`.',
    run: startEnrolment,
  },
  {
    ...limited,
    path: '/api/v1/auth/login/enrol/confirm/',
    summary: 'Proves the new factor, gives recovery codes and goes on with the sign-in.',
    run: async (parts, request, reply) => {
      const { admission, recoveryCodes } = await finishEnrolment(parts, request)
      return { ...answer(admission, parts, reply), recovery_codes: recoveryCodes }
    },
  },
  {
    ...limited,
    path: '/api/v1/auth/login/change-password/',
    summary: 'Replaces a temporary password by `new_password` and goes on with the sign-in.',
    body: chosenPassword,
    run: async (parts, request, reply) => answer(await choosePassword(parts, request), parts, reply),
  },
  {
    ...limited,
    path: '/api/v1/auth/login/passkey/options/',
    summary: 'Gives the question for signing in by passkey alone.',
    run: passkeyOptions,
  },
  {
    ...limited,
    path: '/api/v1/auth/login/passkey/',
    summary: 'Signs a browser in by the `response` of a passkey alone.',
    answer: sessionOrStep,
    run: byPasskey,
  },
]

export function entryOf(channel: Channel, { server }: Parts, request: FastifyRequest): Entry {
  const device = channel === 'browser' ? deviceSecret(request) : null
  return { channel, facts: factsOf(request), now: server.now(), device }
}

async function byPassword(channel: Channel, parts: Parts, request: FastifyRequest, reply: FastifyReply) {
  if (channel === 'browser') mustNotComeFromElsewhere(request)
  const { server, authenticator } = parts
  const entry = entryOf(channel, parts, request)
  const admission = await provePassword(
    server.pool,
    authenticator.passwords,
    credentialsFrom(request.body),
    entry.facts,
    entry.now,
    (identity, transaction) =>
      admit(authenticator, { identity, by: 'password', isStrong: false }, entry, transaction),
  )
  return answer(admission, parts, reply)
}

/** What a client is told: that it is in, or what is due. */
export function answer(admission: Admission, { authenticator }: Parts, reply: FastifyReply) {
  if (admission.next !== null) return admission
  const { identity, opened } = admission
  if ('access' in opened) return opened
  setSessionCookie(reply, opened.secret, opened.lifetime, authenticator.isSecure)
  return sessionAnswer(identity, opened.csrfToken)
}

async function bySecondFactor(channel: Channel, parts: Parts, request: FastifyRequest, reply: FastifyReply) {
  if (channel === 'browser') mustNotComeFromElsewhere(request)
  const { authenticator } = parts
  const proof = proofFrom(request.body)
  const entry = entryOf(channel, parts, request)
  const wantsTrust = isObject(request.body) && request.body.trust_device === true
  const place = placeIfAny(parts, request)
  const { facts, now } = entry
  let trusted: string | null = null
  const admission = await withTicket(parts, request, ['second_factor'], [channel], {
    async prove({ identity }, { rows }) {
      return takeProof(identity, proof, 'sign_in', { keys: authenticator.factorKeys, place, rows, now })
    },
    async goOn({ identity, proven }, transaction) {
      if (wantsTrust && channel === 'browser') {
        trusted = await trustDevice(identity, facts, transaction.rows, now)
        await noteOwn('DEVICE_TRUSTED', identity, facts, transaction.rows)
      }
      if (proof.method === 'recovery') await tellRecovery(identity, facts, transaction.rows)
      const by = `${proven} ${proof.method}`
      return admit(authenticator, { identity, by, isStrong: true }, entry, transaction)
    },
  })
  if (trusted !== null) setDeviceCookie(reply, trusted, authenticator.isSecure)
  return answer(admission, parts, reply)
}

/** Whoever finds the paper leaves a trace that its owner sees. */
async function tellRecovery(identity: Identity, facts: RequestFacts, rows: Rows): Promise<void> {
  const text = `select count(*)::integer as left from recovery_code where user_id = $1 and used_at is null`
  const [row] = await rows<{ left: number }>(text, [identity.userId])
  await noteOwn('RECOVERY_CODE_USED', identity, facts, rows, { left: row?.left ?? 0 })
  await writeToUser('recovery_used', identity, rows, { left: row?.left ?? 0 })
}

async function challenge(parts: Parts, request: FastifyRequest) {
  mustNotComeFromElsewhere(request)
  const { method } = textsOf(request.body, ['method'])
  const [keys, place, now] = [parts.authenticator.factorKeys, placeIfAny(parts, request), parts.server.now()]
  return withTicket(parts, request, ['second_factor'], ['browser', 'program'], {
    keepsTicket: true,
    prove: async () => true,
    goOn: ({ identity }, { rows }) => askForProof(identity, method, 'sign_in', { keys, place, rows, now }),
  })
}

async function passkeyOptions({ server, authenticator }: Parts, request: FastifyRequest) {
  mustNotComeFromElsewhere(request)
  const place = placeOf(authenticator.settings.webauthn, request)
  const options = await inTransaction(server.pool, noTenant, ({ rows }) =>
    signInOptions('sign_in', null, place, rows, server.now()),
  )
  return { options }
}

/** A device that has looked at its user itself, by finger or face or number, is two factors in one. */
async function byPasskey(parts: Parts, request: FastifyRequest, reply: FastifyReply) {
  mustNotComeFromElsewhere(request)
  const { server, authenticator } = parts
  const place = placeOf(authenticator.settings.webauthn, request)
  const response = isObject(request.body) ? request.body.response : null
  const id = isObject(response) && typeof response.id === 'string' ? response.id.slice(0, 1400) : ''
  const entry = entryOf('browser', parts, request)
  const { now, facts } = entry
  const admission = await inTransaction(server.pool, noTenant, async (transaction) => {
    const { rows } = transaction
    const [found] = await rows<{ identity: StoredIdentity | null }>(
      'select kontor.identity_by_passkey($1, $2) as identity',
      [id, now.toISOString()],
    )
    const context = { ...originOf(facts), method: 'passkey' }
    if (!found?.identity) {
      await rows(`insert into audit_log (action, context) values ('LOGIN_FAILED', $1)`, [
        JSON.stringify({ ...context, reason: 'passkey unknown' }),
      ])
      return null
    }
    const identity = identityFrom(found.identity)
    await enterTenant(transaction, identity)
    const outcome = await takePasskey(identity.userId, response, 'sign_in', place, rows, now)
    if (outcome === true) {
      return admit(authenticator, { identity, by: 'passkey', isStrong: true }, entry, transaction)
    }
    // Not counted towards a lock: the id of a passkey is no secret, and a signature cannot be guessed.
    await rows(
      `insert into audit_log (tenant_id, user_id, actor_name, action, record, record_id, record_label, context)
      values ($1, $2::uuid, $3, 'LOGIN_FAILED', 'user.user_account', $2::text, $4, $5)`,
      [
        identity.tenantId,
        identity.userId,
        identity.displayName,
        identity.userName,
        JSON.stringify({ ...context, reason: outcome }),
      ],
    )
    return null
  })
  if (admission === null) refuse('user.passkey_refused')
  return answer(admission ?? neverHere(), parts, reply)
}

function neverHere(): never {
  throw new Refusal('kit.sign_in_failed')
}
