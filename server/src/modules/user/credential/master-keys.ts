/** The master keys of stored credentials: kept among the secrets, never in the database. */
import { refuse } from '#contract/user/failures.ts'
import { type Key, type KeyRing, parseKeyRing } from '#server/platform/key-ring.ts'
import type { SecretsManager } from '#server/platform/secrets.ts'

export const masterKeysSecret = 'credential-keys'

/** As rotation has written them, else the one made at first use. Read at each use: that is rare. */
export async function loadMasterKeys(secrets: SecretsManager): Promise<KeyRing> {
  const stored = await secrets.read(masterKeysSecret)
  if (stored !== null) return parseKeyRing(stored, masterKeysSecret)
  const only = { id: 'first', secret: secrets.get('credential-key'), createdAt: null, retiredAt: null }
  return { active: only, keys: [only] }
}

export function keyNamed({ keys }: KeyRing, id: string): Key {
  return keys.find((key) => key.id === id) ?? refuse('user.credential_locked')
}
