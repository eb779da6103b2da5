/** Addresses that open one file for some minutes: who asked was let in, whoever holds one is let in once more. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { AddressKeys } from '#server/platform/address-keys.ts'

/** All that a signature binds: nothing of it can be exchanged. */
export interface Addressed {
  readonly tenant: string
  readonly file: string
  /** Of a picture made small; empty for the file itself. */
  readonly size: string
  /** For whom it was made: it dies with his account. */
  readonly account: string
  /** Seconds since 1970. */
  readonly until: number
}

/** How long a right that is taken away lives on in an address, at most. */
export const addressSeconds = 300

/** Within one of these spans the address stays the same, so that a browser need not fetch a picture again. */
const spanSeconds = addressSeconds / 2

export function endOfAddress(now: Date): number {
  return (Math.floor(now.getTime() / 1000 / spanSeconds) + 2) * spanSeconds
}

export function formatAddress(addressed: Addressed, keys: AddressKeys): string {
  const { id, secret } = keys.active()
  const { tenant, file, size, account, until } = addressed
  const query = new URLSearchParams({
    ...(size === '' ? {} : { size }),
    tenant,
    account,
    until: String(until),
    key_id: id,
    signature: signatureOf(addressed, secret),
  })
  return `/api/v1/files/${file}/bytes/?${query}`
}

/** Null for what we have not signed, or signed too long ago; nobody is told which. */
export async function readAddress(
  file: string,
  query: Readonly<Record<string, unknown>>,
  keys: AddressKeys,
  now: Date,
): Promise<Addressed | null> {
  const { size = '', tenant, account, until, key_id: id, signature } = query
  const given = [size, tenant, account, until, id, signature]
  if (!given.every((value) => typeof value === 'string') || !/^\d{1,12}$/.test(String(until))) return null
  const key = await keys.find(String(id))
  if (key === null) return null
  const texts = { tenant: String(tenant), size: String(size), account: String(account) }
  const addressed = { ...texts, file, until: Number(until) }
  const isOurs = isSame(String(signature), signatureOf(addressed, key.secret))
  const left = addressed.until - now.getTime() / 1000
  // Whoever finds a key that is no longer in use can sign nothing that still opens.
  const isTooLate = key.retiredAt !== null && addressed.until > key.retiredAt / 1000 + 2 * addressSeconds
  return isOurs && left > 0 && left <= addressSeconds && !isTooLate ? addressed : null
}

function signatureOf({ tenant, file, size, account, until }: Addressed, secret: Buffer): string {
  const bound = JSON.stringify(['kontor file 1', tenant, file, size, account, until])
  return createHmac('sha256', secret).update(bound).digest('base64url')
}

/** As text, since several spellings of Base64 mean the same bytes. */
function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)]
  return one.byteLength === other.byteLength && timingSafeEqual(one, other)
}
