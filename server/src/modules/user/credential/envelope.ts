/** Envelope encryption: each value by a data key of its own, the data key by a master key (AES-256-GCM). */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import type { Key } from '#server/platform/key-ring.ts'

export interface Sealed {
  readonly master_key: string
  readonly wrapped_key: Buffer
  readonly sealed_value: Buffer
}

/** Bound to its row: what is copied to another credential or tenant does not open. */
export interface Place {
  readonly tenantId: string
  readonly credentialId: string
}

const nonceLength = 12
const tagLength = 16
const boundTo = ({ tenantId, credentialId }: Place) => Buffer.from(`${tenantId}/${credentialId}`)
const masterKey = ({ secret }: Key) =>
  Buffer.from(hkdfSync('sha256', secret, '', 'kontor stored credential', 32))

export function sealValue(value: string, key: Key, place: Place): Sealed {
  const dataKey = randomBytes(32)
  return {
    master_key: key.id,
    wrapped_key: encrypt(dataKey, masterKey(key), place),
    sealed_value: encrypt(Buffer.from(value), dataKey, place),
  }
}

export function openValue({ wrapped_key, sealed_value }: Sealed, key: Key, place: Place): string {
  return decrypt(sealed_value, decrypt(wrapped_key, masterKey(key), place), place).toString()
}

/** The same value under another master key, without looking at it. */
export function rewrap(sealed: Sealed, from: Key, to: Key, place: Place): Sealed {
  const dataKey = decrypt(sealed.wrapped_key, masterKey(from), place)
  return { ...sealed, master_key: to.id, wrapped_key: encrypt(dataKey, masterKey(to), place) }
}

function encrypt(plain: Buffer, key: Buffer, place: Place): Buffer {
  const nonce = randomBytes(nonceLength)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(boundTo(place))
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
}

function decrypt(sealed: Buffer, key: Buffer, place: Place): Buffer {
  const nonce = sealed.subarray(0, nonceLength)
  const tag = sealed.subarray(nonceLength, nonceLength + tagLength)
  const opener = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength })
  opener.setAAD(boundTo(place)).setAuthTag(tag)
  return Buffer.concat([opener.update(sealed.subarray(nonceLength + tagLength)), opener.final()])
}
