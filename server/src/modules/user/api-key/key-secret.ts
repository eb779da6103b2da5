/** How a key looks: `kontor_`, eight digits by which people know it, and what nobody can guess. */
import { randomBytes } from 'node:crypto'
import { digestOf } from '#server/modules/user/session.ts'

export interface KeySecret {
  /** Shown in lists. */
  readonly prefix: string
  /** Shown once. */
  readonly secret: string
  readonly digest: Buffer
}

export function newKeySecret(): KeySecret {
  const prefix = `kontor_${randomBytes(4).toString('hex')}`
  const secret = `${prefix}_${randomBytes(32).toString('base64url')}`
  return { prefix, secret, digest: digestOf(secret) }
}

export const isKeySecret = (text: string): boolean => /^kontor_[0-9a-f]{8}_[\w-]{43}$/.test(text)

export const prefixOf = (secret: string): string => secret.slice(0, 'kontor_01234567'.length)
