/** Devices that need no second factor for thirty days: a cookie here, its digest in the database. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { RequestFacts } from '#server/kit/context.ts'
import type { Identity } from '#server/kit/identity.ts'
import { digestOf, newSecret } from '#server/modules/user/session.ts'
import type { Rows } from './parts.ts'

const cookie = 'kontor_device'
const lifetime = 30 * 24 * 60 * 60_000

export function deviceSecret(request: FastifyRequest): string | null {
  const secret = request.cookies[cookie]
  return secret !== undefined && /^[\w-]{43}$/.test(secret) ? secret : null
}

export function setDeviceCookie(reply: FastifyReply, secret: string, isSecure: boolean): void {
  const maxAge = Math.floor(lifetime / 1000)
  reply.setCookie(cookie, secret, { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure, maxAge })
}

/** Always a new key: one that somebody else has put into the browser must not become trusted. */
export async function trustDevice(
  { tenantId, userId }: Identity,
  facts: RequestFacts,
  rows: Rows,
  now: Date,
): Promise<string> {
  const secret = newSecret()
  const text = `insert into trusted_device (tenant_id, user_id, token_digest, address, device, created_at,
      expires_at, last_used_at) values ($1, $2, $3, $4, $5, $6, $7, $6)`
  const expires = new Date(now.getTime() + lifetime).toISOString()
  const { address, device } = facts
  await rows(text, [tenantId, userId, digestOf(secret), address, device, now.toISOString(), expires])
  return secret
}

export async function isTrusted(
  userId: string,
  secret: string | null,
  rows: Rows,
  now: Date,
): Promise<boolean> {
  if (secret === null) return false
  const text = `update trusted_device set last_used_at = $3
    where user_id = $1 and token_digest = $2 and expires_at > $3 returning id`
  return (await rows(text, [userId, digestOf(secret), now.toISOString()])).length === 1
}
