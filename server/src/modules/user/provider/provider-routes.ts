/** Signing in by a provider: which there are, the way there, the way back, and what is still due then. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '#contract/kit/failure.ts'
import { refuse } from '#contract/user/failures.ts'
import { factsOf } from '#server/kit/http/caller.ts'
import { inTransaction } from '#server/platform/database.ts'
import { mustNotComeFromElsewhere } from '#server/modules/user/auth-route.ts'
import { noTenant } from '#server/modules/user/entering.ts'
import type { Admission } from '#server/modules/user/factor/admit.ts'
import { deviceSecret } from '#server/modules/user/factor/trusted-device.ts'
import { keyIn, type RawParts, type RawRoute } from '#server/modules/user/raw-route.ts'
import { setSessionCookie } from '#server/modules/user/session.ts'
import { enterByProvider, loadProvider, noteRefusal, type Provider } from './enter-by-provider.ts'
import { linkAccount } from './link-account.ts'
import { type Claims, claimsFrom, startAddress, WrongAnswer } from './oidc.ts'
import { beginRoundTrip, endRoundTrip, pageOf, type RoundTrip } from './round-trip.ts'

const prefix = '/api/v1/auth/providers/'
const list = { type: 'array', items: { type: 'object' } }

export const providerRoutes: readonly RawRoute[] = [
  {
    method: 'GET',
    path: prefix,
    permission: 'open',
    summary:
      'Lists where one may sign in beside Kontor, of the company with the code `tenant`, else of the only one.',
    answer: { type: 'object', required: ['results'], properties: { results: list } },
    run: listProviders,
  },
  {
    method: 'GET',
    path: `${prefix}:key/start/`,
    permission: 'open',
    isLimited: true,
    summary: 'Sends the browser to the provider; `next` is the page to come back to.',
    answer: null,
    run: start,
  },
  {
    method: 'GET',
    path: `${prefix}:key/callback/`,
    permission: 'open',
    isLimited: true,
    summary: 'Where the provider sends the browser back to: on to the page, or to the sign-in page.',
    answer: null,
    run: comeBack,
  },
  {
    method: 'POST',
    path: `${prefix}continue/`,
    permission: 'open',
    isLimited: true,
    summary:
      'Answers what is due `next` after a provider, with the `ticket` for it, as a sign-in by password does.',
    body: null,
    answer: { type: 'object' },
    run: goOn,
  },
]

interface Listed {
  readonly id: string
  readonly name: string
  readonly kind: 'oidc' | 'oauth2' | 'ldap'
}

async function listProviders({ server }: RawParts, request: FastifyRequest) {
  const { tenant } = request.query as { tenant?: unknown }
  const code = typeof tenant === 'string' && tenant !== '' ? tenant.slice(0, 50) : null
  const found = await inTransaction(server.pool, noTenant, ({ rows }) =>
    rows<Listed>('select id, name, kind from kontor.sign_in_providers($1)', [code]),
  )
  const results = found.map(({ id, name, kind }) => {
    const isDirectory = kind === 'ldap'
    return { id, name, kind, start: `${prefix}${id}/${isDirectory ? 'login' : 'start'}/` }
  })
  return { results }
}

/** Where the provider sends browsers back to: it must be registered there. */
export function callbackAddress({ publicUrl }: RawParts, request: FastifyRequest, id: string): string {
  return `${publicUrl ?? `${request.protocol}://${request.host}`}${prefix}${id}/callback/`
}

async function start(parts: RawParts, request: FastifyRequest, reply: FastifyReply) {
  const { next } = request.query as { next?: unknown }
  const id = keyIn(request)
  const provider = await mustBeThere(parts, request, id)
  const wanted = { provider: id, next: pageOf(next), link: null }
  const trip = beginRoundTrip(wanted, reply, parts.authenticator.isSecure)
  try {
    const address = await startAddress(provider, trip, callbackAddress(parts, request, id))
    return reply.redirect(address.href, 303)
  } catch (error) {
    await tell(parts, request, provider, error)
    return reply.redirect(signInPage(request, trip.next, 'user.provider_unreachable'), 303)
  }
}

async function mustBeThere(parts: RawParts, request: FastifyRequest, id: string): Promise<Provider> {
  const provider = await loadProvider(parts, id, factsOf(request))
  if (provider === null || provider.provider.kind === 'ldap') throw new Refusal('kit.not_found')
  return provider
}

/** What went wrong is for the administrator: the browser is told no more than that it did. */
export async function tell(parts: RawParts, request: FastifyRequest, provider: Provider, error: unknown) {
  const { name, code, message } = error as { name?: string; code?: string; message?: string }
  request.log.warn({ provider: provider.provider.id, code, reason: name }, 'a sign-in by a provider failed')
  await noteRefusal(parts, provider, [code, message].filter(Boolean).join(': '), factsOf(request))
}

async function comeBack(parts: RawParts, request: FastifyRequest, reply: FastifyReply) {
  const id = keyIn(request)
  const trip = endRoundTrip(request, reply, parts.authenticator.isSecure)
  const provider = await mustBeThere(parts, request, id)
  const claims = await answeredClaims(parts, request, provider, trip)
  if (trip?.link) return reply.redirect(await linked(parts, request, provider, trip, claims), 303)
  const failed = (next = '/') => reply.redirect(signInPage(request, next, 'user.provider_refused'), 303)
  if (trip === null || claims === null) return failed(trip?.next)
  const entry = { channel: 'browser', facts: factsOf(request), now: parts.server.now() } as const
  const admission = await enterByProvider(parts, provider, claims, {
    ...entry,
    device: deviceSecret(request),
  })
  if (admission === null) return failed(trip.next)
  return leadOn(parts, request, reply, trip, admission)
}

/** Back to the page that asked, which is told how it went. */
async function linked(
  parts: RawParts,
  request: FastifyRequest,
  provider: Provider,
  trip: RoundTrip,
  claims: Claims | null,
): Promise<string> {
  const page = new URL(trip.next, 'http://page.invalid')
  try {
    if (claims === null) return refuse('user.link_refused')
    await linkAccount(parts, request, provider, claims, String(trip.link))
    page.searchParams.set('linked', provider.provider.id)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    page.searchParams.set('failure', error.code)
  }
  return `${page.pathname}${page.search}${page.hash}`
}

async function answeredClaims(
  parts: RawParts,
  request: FastifyRequest,
  provider: Provider,
  trip: RoundTrip | null,
): Promise<Claims | null> {
  const id = provider.provider.id
  try {
    if (trip === null || trip.provider !== id) throw new WrongAnswer('this browser did not start the sign-in')
    const answer = new URL(callbackAddress(parts, request, id))
    answer.search = new URL(request.url, answer).search
    return await claimsFrom(provider, trip, answer)
  } catch (error) {
    await tell(parts, request, provider, error)
    return null
  }
}

const dueCookie = 'kontor_due'
const dueFacts = (isSecure: boolean) =>
  ({ path: `${prefix}continue/`, httpOnly: true, sameSite: 'lax', secure: isSecure }) as const

/** What is still due waits in a cookie, out of addresses and histories. */
function leadOn(
  { authenticator }: RawParts,
  request: FastifyRequest,
  reply: FastifyReply,
  { next }: RoundTrip,
  admission: Admission,
) {
  const { isSecure } = authenticator
  if (admission.next === null) {
    const { opened } = admission
    if ('access' in opened) throw new Refusal('kit.sign_in_failed')
    setSessionCookie(reply, opened.secret, opened.lifetime, isSecure)
    return reply.redirect(next, 303)
  }
  const value = Buffer.from(JSON.stringify(admission)).toString('base64url')
  reply.setCookie(dueCookie, value, { ...dueFacts(isSecure), maxAge: 600 })
  return reply.redirect(`${signInPage(request, next)}&provider=continue`, 303)
}

async function goOn({ authenticator }: RawParts, request: FastifyRequest, reply: FastifyReply) {
  mustNotComeFromElsewhere(request)
  const value = request.cookies[dueCookie]
  reply.clearCookie(dueCookie, dueFacts(authenticator.isSecure))
  if (value === undefined) return refuse('user.ticket_over')
  try {
    const { next, ticket, factors } = JSON.parse(Buffer.from(value, 'base64url').toString())
    return { next, ticket, factors }
  } catch {
    return refuse('user.ticket_over')
  }
}

function signInPage(request: FastifyRequest, next: string, failure?: string): string {
  const language = /^\/([a-z]{2})(?=\/|\?|#|$)/.exec(next)?.[1] ?? factsOf(request).language.slice(0, 2)
  const query = new URLSearchParams({ next, ...(failure === undefined ? {} : { failure }) })
  return `/${language}/sign-in?${query}`
}
