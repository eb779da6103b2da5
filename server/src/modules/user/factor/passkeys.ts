/** Passkeys (WebAuthn): questions that are asked once, answers that only the right device can sign. */
import { randomBytes } from 'node:crypto'
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import type { FastifyRequest } from 'fastify'
import { isObject } from '#contract/kit/field/value.ts'
import { refuse } from '#contract/user/failures.ts'
import type { Identity } from '#server/kit/identity.ts'
import type { WebauthnSettings } from '#server/platform/identity-configuration.ts'
import { digestOf } from '#server/modules/user/session.ts'
import type { Rows } from './parts.ts'

/** Three hundred files of certificates and ciphers: loaded when a passkey is at hand, not with the server. */
const webauthn = () => import('@simplewebauthn/server')

/** Where passkeys of this server hold. */
export interface Place {
  readonly id: string
  readonly name: string
  readonly origins: string[]
}

/** On the own machine browsers take `localhost` for safe, and no bare address. */
export function placeOf(settings: WebauthnSettings, request: FastifyRequest): Place {
  const { relyingPartyId, relyingPartyName, origins } = settings
  if (relyingPartyId === undefined) return refuse('user.passkeys_off')
  const own = [`http://localhost:${request.socket.localPort}`]
  return { id: relyingPartyId, name: relyingPartyName, origins: [...(origins ?? own)] }
}

export type PasskeyPurpose = 'register' | 'sign_in' | 'second_factor' | 'confirm'

/** A challenge answers one purpose of one user; of nobody yet for signing in by passkey alone. */
const purposeText = (purpose: PasskeyPurpose, userId: string | null) => `${purpose} ${userId ?? ''}`.trim()

async function newChallenge(purpose: string, rows: Rows, now: Date): Promise<Buffer<ArrayBuffer>> {
  const challenge = Buffer.from(randomBytes(32))
  const digest = digestOf(challenge.toString('base64url'))
  await rows('select kontor.keep_challenge($1, $2, $3)', [digest, purpose, now.toISOString()])
  return challenge
}

/** What the response says it answers, if that was asked and not yet answered; null otherwise. */
async function takeChallenge(
  response: unknown,
  purpose: string,
  rows: Rows,
  now: Date,
): Promise<string | null> {
  const inner = isObject(response) && isObject(response.response) ? response.response : {}
  if (typeof inner.clientDataJSON !== 'string') return null
  const { decodeClientDataJSON } = await import('@simplewebauthn/server/helpers')
  let challenge: unknown
  try {
    challenge = decodeClientDataJSON(inner.clientDataJSON).challenge
  } catch {
    return null
  }
  if (typeof challenge !== 'string') return null
  const text = 'select kontor.take_challenge($1, $2, $3) as is_taken'
  const [row] = await rows<{ is_taken: boolean }>(text, [digestOf(challenge), purpose, now.toISOString()])
  return row?.is_taken ? challenge : null
}

interface StoredPasskey {
  readonly id: string
  readonly credential_id: string
  readonly public_key: Buffer
  readonly use_count: number
  readonly transports: string[]
}

const passkeysOf = (userId: string, rows: Rows) =>
  rows<StoredPasskey>(
    `select id, credential_id, public_key, use_count, transports from passkey
    where user_id = $1 order by created_at, id`,
    [userId],
  )

const named = (passkeys: readonly StoredPasskey[]) =>
  passkeys.map(({ credential_id: id, transports }) => ({ id, transports }))

export async function registrationOptions(identity: Identity, place: Place, rows: Rows, now: Date) {
  const { userId, userName, displayName } = identity
  const { generateRegistrationOptions } = await webauthn()
  return generateRegistrationOptions({
    rpID: place.id,
    rpName: place.name,
    userName,
    userDisplayName: displayName,
    userID: handleOf(userId),
    challenge: await newChallenge(purposeText('register', userId), rows, now),
    attestationType: 'none',
    excludeCredentials: named(await passkeysOf(userId, rows)),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
  })
}

const handleOf = (userId: string) => Uint8Array.from(Buffer.from(userId.replaceAll('-', ''), 'hex'))

/** Keeps a new passkey; its id, or null where the answer is not to be trusted. */
export async function registerPasskey(
  identity: Identity,
  name: string,
  response: unknown,
  place: Place,
  rows: Rows,
  now: Date,
): Promise<string | null> {
  const { tenantId, userId } = identity
  const challenge = await takeChallenge(response, purposeText('register', userId), rows, now)
  if (challenge === null) return null
  const { verifyRegistrationResponse } = await webauthn()
  const verified = await verifyRegistrationResponse({
    response: response as RegistrationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: place.origins,
    expectedRPID: place.id,
    requireUserVerification: false,
  }).catch(() => null)
  if (!verified?.verified) return null
  const { credential, credentialBackedUp } = verified.registrationInfo
  const [kept] = await rows<{ id: string }>(
    `insert into passkey (tenant_id, user_id, name, credential_id, public_key, use_count, transports,
      is_backed_up, created_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (credential_id) do nothing returning id`,
    [
      tenantId,
      userId,
      name,
      credential.id,
      Buffer.from(credential.publicKey),
      credential.counter,
      (credential.transports ?? []).filter((each) => typeof each === 'string').slice(0, 10),
      credentialBackedUp,
      now.toISOString(),
    ],
  )
  return kept?.id ?? null
}

/** `userId` is null where the device is to say who is there; it must then have looked at him itself. */
export async function signInOptions(
  purpose: PasskeyPurpose,
  userId: string | null,
  place: Place,
  rows: Rows,
  now: Date,
) {
  const { generateAuthenticationOptions } = await webauthn()
  return generateAuthenticationOptions({
    rpID: place.id,
    challenge: await newChallenge(purposeText(purpose, userId), rows, now),
    userVerification: userId === null ? 'required' : 'preferred',
    ...(userId === null ? {} : { allowCredentials: named(await passkeysOf(userId, rows)) }),
  })
}

/** True where the user's own device has signed our question; else the reason, for the trail. */
export async function takePasskey(
  userId: string,
  response: unknown,
  purpose: PasskeyPurpose,
  place: Place,
  rows: Rows,
  now: Date,
): Promise<true | string> {
  const isAlone = purpose === 'sign_in'
  const challenge = await takeChallenge(response, purposeText(purpose, isAlone ? null : userId), rows, now)
  if (challenge === null) return 'passkey challenge'
  const given = response as AuthenticationResponseJSON
  const held = (await passkeysOf(userId, rows)).find(({ credential_id: id }) => id === given.id)
  if (held === undefined) return 'passkey unknown'
  const { verifyAuthenticationResponse } = await webauthn()
  const verified = await verifyAuthenticationResponse({
    response: given,
    expectedChallenge: challenge,
    expectedOrigin: place.origins,
    expectedRPID: place.id,
    requireUserVerification: isAlone,
    credential: {
      id: held.credential_id,
      publicKey: Uint8Array.from(held.public_key),
      counter: held.use_count,
    },
  }).catch((error: Error) => (/counter value/.test(error.message) ? 'passkey copied' : null))
  if (typeof verified === 'string') return verified
  if (!verified?.verified) return 'passkey'
  const used = await rows(
    `update passkey set use_count = $3, last_used_at = $4 where id = $1 and use_count = $2 returning id`,
    [held.id, held.use_count, verified.authenticationInfo.newCounter, now.toISOString()],
  )
  return used.length === 1 || 'passkey copied'
}
