/** Sessions of browsers: how long they last, and the cookie that holds their key. */
import { createHash, randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Identity } from '#server/kit/identity.ts'
import type { SessionSettings } from '#server/platform/identity-configuration.ts'
import { isAdministrator } from './stored-identity.ts'

const sessionCookie = 'kontor_session'

const minute = 60_000

/** RULINGS 8: shorter for administrators, and ended earlier where nobody works in it. */
export function sessionLimits(
  identity: Identity,
  settings: SessionSettings,
): { readonly lifetime: number; readonly idle: number } {
  return isAdministrator(identity)
    ? { lifetime: settings.administratorLifetime, idle: settings.administratorIdle }
    : { lifetime: settings.lifetime, idle: settings.idle }
}

/** Use is written down at most so often. */
export const seenEvery = minute

/** 32 random bytes; the database keeps only their digest. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

export function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

/** The secret in the cookie, or null where there is none that could be ours. */
export function sessionSecret(request: FastifyRequest): string | null {
  const secret = request.cookies[sessionCookie]
  return secret !== undefined && /^[\w-]{43}$/.test(secret) ? secret : null
}

export function setSessionCookie(
  reply: FastifyReply,
  secret: string,
  milliseconds: number,
  isSecure: boolean,
): void {
  reply.setCookie(sessionCookie, secret, { ...facts(isSecure), maxAge: Math.floor(milliseconds / 1000) })
}

export function clearSessionCookie(reply: FastifyReply, isSecure: boolean): void {
  reply.clearCookie(sessionCookie, facts(isSecure))
}

function facts(isSecure: boolean) {
  return { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure } as const
}
