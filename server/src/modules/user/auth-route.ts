/** An address of signing in: straight on Fastify, since it runs before anybody is known. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isObject } from '#contract/kit/field/value.ts'
import { type Fault, Refusal } from '#contract/kit/failure.ts'
import type { Caller, Context } from '#server/kit/context.ts'
import { inContext } from '#server/kit/in-context.ts'
import { tellEvents } from '#server/kit/events.ts'
import { factsOf } from '#server/kit/http/caller.ts'
import type { PlainRoute, Server } from '#server/kit/http/route.ts'
import type { Access } from './access-cache.ts'
import type { Authenticator } from './authenticator.ts'

export interface Parts {
  readonly server: Server
  readonly authenticator: Authenticator
}

/** One that is limited counts guesses at a secret by address. */
export interface AuthRoute extends PlainRoute {
  readonly aliases?: readonly string[]
  readonly run: (parts: Parts, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>
}

export async function mustBeSignedIn(authenticator: Authenticator, request: FastifyRequest): Promise<Access> {
  const access = await authenticator.accessOf(request)
  if (access === null) throw new Refusal('kit.not_signed_in')
  return access
}

export function callerFor({ identity }: Access, request: FastifyRequest): Caller {
  return { identity, organizationId: null, request: factsOf(request) }
}

/** Runs `work` as whoever is signed in, in one transaction of his tenant. */
export async function asCaller<T>(
  { server, authenticator }: Parts,
  request: FastifyRequest,
  work: (ctx: Context, access: Access) => Promise<T>,
): Promise<T> {
  const access = await mustBeSignedIn(authenticator, request)
  return inContext(server.pool, callerFor(access, request), server.now(), async (ctx) => {
    const result = await work(ctx, access)
    await tellEvents(ctx)
    return result
  })
}

/** Another site must not sign a browser in, either: its user would work in a stranger's account. */
export function mustNotComeFromElsewhere(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site']
  if (site === 'cross-site' || site === 'same-site') throw new Refusal('kit.csrf')
}

/** Texts that must be there, bounded before anything is made of them. */
export function textsOf<const N extends string>(body: unknown, names: readonly N[]): Record<N, string> {
  const given = isObject(body) ? body : {}
  const faults: Fault[] = []
  const texts = {} as Record<N, string>
  for (const name of names) {
    const value = given[name]
    if (typeof value === 'string' && value !== '' && value.length <= 1000 && !value.includes('\0')) {
      texts[name] = value
    } else faults.push({ pointer: `/${name}`, code: 'kit.required' })
  }
  if (faults.length > 0) throw new Refusal('kit.invalid', {}, faults)
  return texts
}

export const keyOf = (request: FastifyRequest): string =>
  String((request.params as { key?: string }).key ?? '')
