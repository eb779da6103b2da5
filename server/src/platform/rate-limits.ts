/** How often one may call: counted for strangers by address, for everybody else by account or session (RLM). */
import rateLimit, { type CreateRateLimitOptions } from '@fastify/rate-limit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '#contract/kit/failure.ts'
import { countRejection } from './metrics.ts'

/** So many requests in so many milliseconds. */
export interface Rate {
  readonly max: number
  readonly milliseconds: number
}

/** Null is no limit. */
export interface Rates {
  /** Of an address that does not say who it is. */
  readonly anonymous: Rate | null
  /** Of an account that calls with a token or key. */
  readonly account: Rate | null
  /** Of a browser's session: a clerk types faster than a program should call. */
  readonly session: Rate | null
}

export interface RateLimits {
  /** Counts a request of nobody; refuses where the address has had its share. */
  stranger(request: FastifyRequest): Promise<void>
  /** Counts a request of `key`, an account or a session. */
  known(request: FastifyRequest, kind: 'account' | 'session', key: string): Promise<void>
  stop(): Promise<void>
}

const units: Readonly<Record<string, number>> = {
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
}
const spelling = /^(\d{1,9})\s*(?:\/|\s+per\s+)\s*(second|minute|hour|day)$/i

/** `100 per minute`, `1000/hour` or `off`; undefined where it is none of them. */
export function readRate(text: string): Rate | null | undefined {
  if (text.toLowerCase() === 'off') return null
  const [, max = '', unit = ''] = spelling.exec(text.trim()) ?? []
  const milliseconds = units[unit.toLowerCase()]
  return milliseconds === undefined || Number(max) === 0 ? undefined : { max: Number(max), milliseconds }
}

export interface Share {
  readonly max: number
  readonly remaining: number
  readonly seconds: number
}

/** Whom a request counts for, and what is left to him: told in the headers of the answer. */
const keys = new WeakMap<FastifyRequest, string>()
const shares = new WeakMap<FastifyRequest, Share>()

/** Counts in Redis where several processes share the limits, else in its own memory. */
export async function openRateLimits(
  application: FastifyInstance,
  { rates, redisUrl }: { readonly rates: Rates; readonly redisUrl: string | undefined },
): Promise<RateLimits> {
  const redis = redisUrl === undefined ? null : await openRedis(redisUrl)
  // Who cannot count lets pass: a lost Redis must not stop the company.
  const shared = redis === null ? {} : { redis, nameSpace: 'kontor-rate-limit-', skipOnError: true }
  await application.register(rateLimit, { global: false, ...shared })
  application.addHook('onSend', async (request, reply) => tellShare(request, reply))
  const limiters = {
    anonymous: limiter(application, 'anonymous', rates.anonymous),
    account: limiter(application, 'account', rates.account),
    session: limiter(application, 'session', rates.session),
  }
  return {
    stranger: (request) => limiters.anonymous(request, request.ip),
    known: (request, kind, key) => limiters[kind](request, key),
    stop: async () => redis?.disconnect(),
  }
}

/** Loaded only where it is used. A command waits half a second at most. */
async function openRedis(url: string) {
  const { Redis } = await import('ioredis')
  const redis = new Redis(url, { connectTimeout: 500, commandTimeout: 500, maxRetriesPerRequest: 1 })
  redis.on('error', () => undefined)
  return redis
}

/** Of one route of signing in and its like: guesses of one address in a minute, whoever it says it is. */
export const routeLimit = (max: number, groupId: string) => ({
  max,
  timeWindow: 60_000,
  groupId,
  errorResponseBuilder(request: FastifyRequest, { ttl }: { readonly ttl: number }) {
    return refusalOf(request, 'route', { max, remaining: 0, seconds: Math.max(1, Math.ceil(ttl / 1000)) })
  },
})

/** What is left to a key of its calls a minute. */
export function noteKeyShare(request: FastifyRequest, share: Share): void {
  shares.set(request, share)
}

/** Counted, and told in the headers of the answer. */
export function refusalOf(request: FastifyRequest, kind: string, share: Share): Refusal {
  shares.set(request, share)
  countRejection(kind)
  return new Refusal('kit.too_many_requests', { seconds: share.seconds })
}

function limiter(application: FastifyInstance, kind: keyof Rates, rate: Rate | null) {
  if (rate === null) return async () => undefined
  const options: CreateRateLimitOptions = {
    max: rate.max,
    timeWindow: rate.milliseconds,
    keyGenerator: (request: FastifyRequest) => `${kind}:${keys.get(request) ?? request.ip}`,
  }
  const count = application.createRateLimit(options)
  return async (request: FastifyRequest, key: string): Promise<void> => {
    keys.set(request, key)
    const counted = await count(request)
    if (counted.isAllowed) return
    const seconds = counted.ttlInSeconds
    const share = { max: counted.max, remaining: counted.remaining, seconds }
    if (counted.isExceeded) throw refusalOf(request, kind, share)
    // The narrower share of a key stands.
    if (!shares.has(request)) shares.set(request, share)
  }
}

/** The headers of draft-ietf-httpapi-ratelimit-headers, and Retry-After (RFC 9110) once it is too much. */
function tellShare(request: FastifyRequest, reply: FastifyReply): void {
  const share = shares.get(request)
  if (share === undefined) return
  reply.header('ratelimit-limit', share.max)
  reply.header('ratelimit-remaining', Math.max(0, share.remaining))
  reply.header('ratelimit-reset', share.seconds)
  if (reply.statusCode === 429) reply.header('retry-after', share.seconds)
}
