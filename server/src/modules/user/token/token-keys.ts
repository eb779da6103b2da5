/** The keys that sign access tokens: one in use, earlier ones until what they signed is over. */
import { createHash, createPrivateKey, createPublicKey, hkdfSync, type KeyObject } from 'node:crypto'
import { formatKeyRing, type KeyRing, parseKeyRing, ringFromMap } from '#server/platform/key-ring.ts'
import type { AddressKeys } from '#server/platform/address-keys.ts'
import type { SecretsManager } from '#server/platform/secrets.ts'

export interface SigningKey {
  readonly id: string
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
  /** For addresses of files, which live as short as a token: derived, so that neither says anything of the other. */
  readonly addressSecret: Buffer
  /** Milliseconds; null for one still in use or whose end nobody noted. */
  readonly retiredAt: number | null
}

export interface TokenKeys {
  active(): SigningKey
  /** Null where no key has that id, also after a look for new ones. */
  find(id: string): Promise<SigningKey | null>
  /** Reads the keys anew; called when another process has changed them. */
  reload(): Promise<void>
}

export const tokenKeysSecret = 'token-keys'

type Environment = Readonly<Record<string, string | undefined>>

/** What precedes the 32 bytes of an Ed25519 key in PKCS #8. */
const keyHead = Buffer.from('302e020100300506032b657004220420', 'hex')
/** A stranger's key id must not make every request read files. */
const lookAgainAfter = 5000

export async function openTokenKeys(
  secrets: SecretsManager,
  environment: Environment = process.env,
): Promise<TokenKeys> {
  let keys = new Map<string, SigningKey>()
  let active: SigningKey
  let text = ''
  let loadedAt = 0

  async function reload(): Promise<void> {
    loadedAt = Date.now()
    const ring = await loadTokenRing(secrets, environment)
    const found = formatKeyRing(ring)
    if (found === text) return
    text = found
    keys = new Map(ring.keys.map((key) => [key.id, signingKey(key.id, key.secret, key.retiredAt)]))
    active = keys.get(ring.active.id) as SigningKey
  }

  await reload()
  return {
    active: () => active,
    async find(id) {
      if (!keys.has(id) && Date.now() - loadedAt > lookAgainAfter) await reload()
      return keys.get(id) ?? null
    },
    reload,
  }
}

export function addressKeysOf(keys: TokenKeys): AddressKeys {
  const addressKey = ({ id, addressSecret: secret, retiredAt }: SigningKey) => ({ id, secret, retiredAt })
  return {
    active: () => addressKey(keys.active()),
    async find(id) {
      const key = await keys.find(id)
      return key === null ? null : addressKey(key)
    },
  }
}

/** From JWT_SECRETS and JWT_SECRET_ID, else as rotation has written them, else the one key made at first start. */
export async function loadTokenRing(secrets: SecretsManager, environment: Environment): Promise<KeyRing> {
  const { JWT_SECRETS: map, JWT_SECRET_ID: id } = environment
  if (map) return ringFromMap(map, id || undefined, 'JWT_SECRETS')
  const stored = await secrets.read(tokenKeysSecret)
  if (stored !== null) return parseKeyRing(stored, tokenKeysSecret)
  const secret = secrets.get('access-token-key')
  const only = { id: idOf(secret), secret, createdAt: null, retiredAt: null }
  return { active: only, keys: [only] }
}

function signingKey(id: string, secret: string, retiredAt: string | null): SigningKey {
  const seed = Buffer.from(hkdfSync('sha256', secret, '', 'kontor access token', 32))
  const privateKey = createPrivateKey({ key: Buffer.concat([keyHead, seed]), format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(privateKey)
  const addressSecret = Buffer.from(hkdfSync('sha256', secret, '', 'kontor file address', 32))
  const end = retiredAt === null ? null : Date.parse(retiredAt)
  return { id, privateKey, publicKey, addressSecret, retiredAt: end }
}

/** The first key has no name of its own: it is known by its fingerprint. */
function idOf(secret: string): string {
  const publicBytes = signingKey('', secret, null).publicKey.export({ format: 'der', type: 'spki' })
  return createHash('sha256').update(publicBytes).digest('base64url').slice(0, 16)
}
