/** What somebody asks for who wants a key: read and tested before one is made. */
import ipaddr from 'ipaddr.js'
import { isObject, isUuid } from '#contract/kit/field/value.ts'
import { type Fault, Refusal } from '#contract/kit/failure.ts'
import { isPermission } from '#server/modules/user/permission-codes.ts'

export interface WantedKey {
  readonly serviceAccount: string
  readonly name: string
  readonly scopes: readonly string[]
  readonly networks: readonly string[]
  readonly expiresAt: Date
  readonly usageLimit: number | null
  readonly perMinute: number | null
}

const day = 24 * 60 * 60_000
/** KEY-10: by then it should have been replaced. */
const usualDays = 90
const mostDays = 730
const known = [
  'service_account',
  'name',
  'scopes',
  'networks',
  'expires_at',
  'usage_limit',
  'per_minute',
] as const

export function wantedKeyFrom(body: unknown, now: Date): WantedKey {
  const given = isObject(body) ? body : {}
  const faults: Fault[] = []
  const fault = (field: string, code: string, parameters: Fault['parameters'] = {}) =>
    void faults.push({ pointer: `/${field}`, code, parameters })
  for (const field of Object.keys(given)) {
    if (!(known as readonly string[]).includes(field)) fault(field, 'kit.unknown_field')
  }
  const name = typeof given.name === 'string' ? given.name.trim() : ''
  if (name === '') fault('name', 'kit.required')
  if (name.length > 100) fault('name', 'kit.too_long', { max: 100 })
  const serviceAccount = typeof given.service_account === 'string' ? given.service_account : ''
  if (!isUuid(serviceAccount)) fault('service_account', 'kit.required')
  const wanted = {
    serviceAccount,
    name,
    scopes: scopesFrom(given.scopes, fault),
    networks: networksFrom(given.networks, fault),
    expiresAt: expiryFrom(given.expires_at, now, fault),
    usageLimit: countFrom(given, 'usage_limit', 2_000_000_000, fault),
    perMinute: countFrom(given, 'per_minute', 1_000_000, fault),
  }
  if (faults.length > 0) throw new Refusal('kit.invalid', {}, faults)
  return wanted
}

type Report = (field: string, code: string, parameters?: Fault['parameters']) => void

function textsFrom(value: unknown): readonly string[] | null {
  if (!Array.isArray(value) || value.length > 200) return null
  return value.every((each) => typeof each === 'string') ? (value as string[]) : null
}

/** Without a scope a key could do nothing; all that the account may is said by `*`. */
function scopesFrom(value: unknown, fault: Report): readonly string[] {
  const scopes = textsFrom(value) ?? []
  if (scopes.length === 0) fault('scopes', 'kit.required')
  const unknown = scopes.filter((scope) => !isPermission(scope))
  if (unknown.length > 0) fault('scopes', 'user.permission_unknown', { permission: unknown.join(', ') })
  return [...new Set(scopes)]
}

function networksFrom(value: unknown, fault: Report): readonly string[] {
  if (value === undefined || value === null) return []
  const networks = textsFrom(value)
  if (networks === null) fault('networks', 'kit.wrong_type', { expected: 'a list of networks' })
  return (networks ?? []).map((network) => {
    const range = ipaddr.isValid(network) ? `${network}/${network.includes(':') ? 128 : 32}` : network
    if (!ipaddr.isValidCIDR(range)) fault('networks', 'user.not_a_network', { network })
    return range
  })
}

function expiryFrom(value: unknown, now: Date, fault: Report): Date {
  if (value === undefined || value === null) return new Date(now.getTime() + usualDays * day)
  const instant = typeof value === 'string' ? Date.parse(value) : Number.NaN
  const isGood = instant > now.getTime() && instant <= now.getTime() + mostDays * day
  if (!isGood) fault('expires_at', 'user.not_in_the_future', { days: mostDays })
  return new Date(isGood ? instant : now)
}

function countFrom(
  given: Readonly<Record<string, unknown>>,
  field: string,
  max: number,
  fault: Report,
): number | null {
  const value = given[field] ?? null
  if (value === null) return null
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= max) return value
  fault(field, 'kit.wrong_type', { expected: `a whole number from 1 to ${max}` })
  return null
}
