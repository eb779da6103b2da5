/** What the environment says of strangers: how often they may call, from which sites, behind which proxies. */
import ipaddr from 'ipaddr.js'
import { z } from 'zod'
import { type Rates, readRate } from './rate-limits.ts'

export interface Protection {
  readonly rates: Rates
  /** Other sites whose pages may call the API with a token; cookies never leave our own. */
  readonly origins: readonly string[]
  /** Addresses of our own proxies, whose word on the caller's address counts. */
  readonly proxies: readonly string[]
  readonly metricsToken: string | undefined
  /** Where several processes share what they have counted. */
  readonly redisUrl: string | undefined
}

const rate = (preset: string) =>
  z
    .string()
    .default(preset)
    .transform(readRate)
    .refine((read) => read !== undefined, 'must look like "100 per minute", "1000/hour" or "off"')

const list = (isGood: (item: string) => boolean, error: string) =>
  z
    .string()
    .default('')
    .transform((text) => text.split(/[\s,]+/).filter((item) => item !== ''))
    .refine((items) => items.every(isGood), error)

/** Part of the schema in configuration.ts. */
export const protectionVariables = {
  RATE_LIMIT_DEFAULT: rate('600 per minute'),
  API_RATE_LIMIT_USER: rate('1000 per hour'),
  API_RATE_LIMIT_ANONYMOUS: rate('100 per hour'),
  CORS_ORIGINS: list(isOrigin, 'must list origins such as https://shop.example.org'),
  TRUSTED_PROXIES: list(isNetwork, 'must list addresses or networks such as 10.0.0.0/8'),
  METRICS_TOKEN: z.string().min(16, 'must have at least 16 signs').optional(),
  REDIS_URL: z
    .string()
    .refine((text) => /^rediss?:$/.test(URL.parse(text)?.protocol ?? ''), 'must look like redis://host:6379')
    .optional(),
}

const schema = z.object(protectionVariables)

export function protectionFrom(given: z.output<typeof schema>): Protection {
  return {
    rates: {
      session: given.RATE_LIMIT_DEFAULT ?? null,
      account: given.API_RATE_LIMIT_USER ?? null,
      anonymous: given.API_RATE_LIMIT_ANONYMOUS ?? null,
    },
    origins: given.CORS_ORIGINS,
    proxies: given.TRUSTED_PROXIES,
    metricsToken: given.METRICS_TOKEN,
    redisUrl: given.REDIS_URL,
  }
}

/** Without limits and without strangers: what a test starts from. */
export const unprotected: Protection = {
  rates: { session: null, account: null, anonymous: null },
  origins: [],
  proxies: [],
  metricsToken: undefined,
  redisUrl: undefined,
}

function isOrigin(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && /^https?:$/.test(url.protocol) && url.origin === text
}

function isNetwork(text: string): boolean {
  return text.includes('/') ? ipaddr.isValidCIDR(text) : ipaddr.isValid(text)
}
