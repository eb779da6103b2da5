/** Seals secrets of factors and makes digests of codes, with keys that the database never sees. */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import type { Secrets } from '#server/platform/secrets.ts'

export interface FactorKeys {
  /** `purpose` says whose and what it is: sealed for one it opens for no other. */
  seal(plain: string, purpose: string): string
  open(sealed: string, purpose: string): string
  /** A few digits are soon guessed from a plain digest; from this one only with the key. */
  digest(code: string, purpose: string): Buffer
}

const algorithm = 'aes-256-gcm'
const [nonceLength, tagLength] = [12, 16]

export function createFactorKeys(secrets: Secrets): FactorKeys {
  const secret = secrets.get('factor-key')
  const derive = (use: string) => Buffer.from(hkdfSync('sha256', secret, '', `kontor factor ${use}`, 32))
  const [sealing, digesting] = [derive('sealing'), derive('digests')]
  return {
    seal(plain, purpose) {
      const nonce = randomBytes(nonceLength)
      const cipher = createCipheriv(algorithm, sealing, nonce).setAAD(Buffer.from(purpose))
      const closed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), closed]).toString('base64url')
    },
    open(sealed, purpose) {
      const bytes = Buffer.from(sealed, 'base64url')
      const tag = bytes.subarray(nonceLength, nonceLength + tagLength)
      const decipher = createDecipheriv(algorithm, sealing, bytes.subarray(0, nonceLength))
      decipher.setAAD(Buffer.from(purpose)).setAuthTag(tag)
      const opened = decipher.update(bytes.subarray(nonceLength + tagLength))
      return Buffer.concat([opened, decipher.final()]).toString('utf8')
    },
    digest: (code, purpose) => createHmac('sha256', digesting).update(`${purpose}\0${code}`).digest(),
  }
}
