/** The key that signs checkpoints: Ed25519, made of a secret that the database never sees. */
import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto'
import {
  type Checkpoint,
  checkpointBytes,
  type Dropped,
  droppedBytes,
  keyIdOf,
} from '#server/modules/audit/verify/canonical.ts'

export interface SigningKey {
  readonly id: string
  /** The 32 bytes. */
  readonly publicKey: Buffer
  signCheckpoint(unsigned: Omit<Checkpoint, 'key_id' | 'signature'>): Checkpoint
  signDropped(unsigned: Omit<Dropped, 'key_id' | 'signature'>): Dropped
}

/** Name of the secret. */
export const signingSecret = 'audit-signing-key'

/** Before the 32 bytes of an Ed25519 seed, to make it a key that Node reads (PKCS 8). */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The same secret gives the same key at every start. */
export function signingKeyFrom(secret: string): SigningKey {
  const seed = createHash('sha256').update('kontor audit signing key 1').update(secret).digest()
  const key = createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32)
  const id = keyIdOf(publicKey)
  return {
    id,
    publicKey,
    signCheckpoint: (unsigned) => withSignature({ ...unsigned, key_id: id }, checkpointBytes, key),
    signDropped: (unsigned) => withSignature({ ...unsigned, key_id: id }, droppedBytes, key),
  }
}

function withSignature<T>(unsigned: T, bytesOf: (unsigned: T) => Buffer, key: KeyObject) {
  return { ...unsigned, signature: sign(null, bytesOf(unsigned), key).toString('base64') }
}
