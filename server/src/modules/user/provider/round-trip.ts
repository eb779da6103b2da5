/** What a browser keeps while its user is at the provider: one key, from which state, nonce and verifier come. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isUuid } from '#contract/kit/field/value.ts'
import { newSecret } from '#server/modules/user/session.ts'

export interface RoundTrip {
  readonly secret: string
  readonly provider: string
  /** Where it leads when all is done: a page of ours. */
  readonly next: string
  /** The session that links its account; null for a sign-in. */
  readonly link: string | null
}

const cookie = 'kontor_provider'
const path = '/api/v1/auth/providers/'
const lifetime = 10 * 60

export function beginRoundTrip(
  wanted: Omit<RoundTrip, 'secret'>,
  reply: FastifyReply,
  isSecure: boolean,
): RoundTrip {
  const trip = { ...wanted, secret: newSecret() }
  const value = Buffer.from(JSON.stringify(trip)).toString('base64url')
  reply.setCookie(cookie, value, { ...facts(isSecure), maxAge: lifetime })
  return trip
}

/** Taken once: whatever comes of it, the browser forgets it. */
export function endRoundTrip(
  request: FastifyRequest,
  reply: FastifyReply,
  isSecure: boolean,
): RoundTrip | null {
  const value = request.cookies[cookie]
  reply.clearCookie(cookie, facts(isSecure))
  return value === undefined || value.length > 3000 ? null : readTrip(value)
}

function readTrip(value: string): RoundTrip | null {
  try {
    const { secret, provider, next, link } = JSON.parse(Buffer.from(value, 'base64url').toString())
    if (!/^[\w-]{43}$/.test(secret) || !isUuid(provider)) return null
    return { secret, provider, next: pageOf(next), link: isUuid(link) ? link : null }
  } catch {
    return null
  }
}

/** Each for its purpose: who learns one of them learns none of the others. */
export const partOf = ({ secret, provider }: RoundTrip, purpose: 'state' | 'nonce' | 'verifier'): string =>
  createHmac('sha256', secret).update(`${purpose} ${provider}`).digest('base64url')

export function isStateOf(trip: RoundTrip, state: string | null): boolean {
  const [given, expected] = [Buffer.from(state ?? ''), Buffer.from(partOf(trip, 'state'))]
  return given.length === expected.length && timingSafeEqual(given, expected)
}

/** Never another site: only a page of ours, in its language. */
export function pageOf(wanted: unknown): string {
  const isPage =
    typeof wanted === 'string' && wanted.length < 1000 && /^\/[a-z]{2}(\/[\w.~%+/-]*)?([?#]|$)/.test(wanted)
  return isPage && !/[\\\u0000-\u001f]|\/\//.test(wanted) ? wanted : '/'
}

const facts = (isSecure: boolean) => ({ path, httpOnly: true, sameSite: 'lax', secure: isSecure }) as const
