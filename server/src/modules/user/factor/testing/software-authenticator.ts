/** A device with passkeys for tests, as WebAuthn describes it: keys of P-256, CBOR and COSE written by hand. */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

interface Options {
  readonly challenge: string
  readonly rp?: { readonly id?: string }
  readonly rpId?: string
  readonly allowCredentials?: readonly { readonly id: string }[]
}

/** What a dishonest page or a careless device would do otherwise. */
export interface Tricks {
  readonly origin?: string
  readonly relyingParty?: string
  readonly type?: string
  /** It has looked at its user: finger, face or number. */
  readonly isVerified?: boolean
  readonly signedBy?: KeyObject
  readonly count?: number
}

interface Credential {
  readonly id: Buffer
  readonly keys: { readonly publicKey: KeyObject; readonly privateKey: KeyObject }
  count: number
}

const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest()

type Cbor = number | string | Buffer | ReadonlyMap<number | string, Cbor>

/** The few forms of RFC 8949 that WebAuthn needs. */
function cbor(value: Cbor): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value])
  const pairs = [...(value as ReadonlyMap<number | string, Cbor>)]
  return Buffer.concat([head(5, pairs.length), ...pairs.flatMap(([name, held]) => [cbor(name), cbor(held)])])
}

function head(major: number, length: number): Buffer {
  if (length < 24) return Buffer.from([(major << 5) | length])
  if (length < 256) return Buffer.from([(major << 5) | 24, length])
  return Buffer.from([(major << 5) | 25, length >> 8, length & 255])
}

/** RFC 9053: an elliptic key for ES256 on P-256. */
function cose(publicKey: KeyObject): Buffer {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const [left, right] = [Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]
  return cbor(
    new Map<number, Cbor>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, left],
      [-3, right],
    ]),
  )
}

export class SoftwareAuthenticator {
  readonly origin: string
  readonly #credentials: Credential[] = []

  constructor(url: string) {
    this.origin = `http://localhost:${new URL(url).port}`
  }

  /** Another device with the same keys, as whoever copies it would have. */
  copy(): SoftwareAuthenticator {
    const made = new SoftwareAuthenticator(this.origin)
    made.#credentials.push(...this.#credentials.map((each) => ({ ...each })))
    return made
  }

  create(options: Options, tricks: Tricks = {}) {
    const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const made: Credential = { id: randomBytes(32), keys, count: 0 }
    this.#credentials.push(made)
    const length = Buffer.from([0, made.id.length])
    const attested = Buffer.concat([Buffer.alloc(16), length, made.id, cose(keys.publicKey)])
    const authData = Buffer.concat([this.#data(options.rp?.id ?? '', 0x40, made.count, tricks), attested])
    const attestation = new Map<string, Cbor>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', authData],
    ])
    return answerOf(made, {
      clientDataJSON: this.#client('webauthn.create', options, tricks).toString('base64url'),
      attestationObject: cbor(attestation).toString('base64url'),
      transports: ['internal'],
    })
  }

  get(options: Options, tricks: Tricks = {}) {
    const allowed = options.allowCredentials?.map(({ id }) => id)
    const isMeant = ({ id }: Credential) => allowed?.includes(id.toString('base64url')) ?? true
    const held = this.#credentials.findLast(isMeant)
    if (held === undefined) throw new TypeError('This device has no passkey for that question.')
    held.count = tricks.count ?? held.count + 1
    const authenticatorData = this.#data(options.rpId ?? '', 0, held.count, tricks)
    const client = this.#client('webauthn.get', options, tricks)
    const signed = Buffer.concat([authenticatorData, sha256(client)])
    const signature = sign('sha256', signed, tricks.signedBy ?? held.keys.privateKey)
    return answerOf(held, {
      clientDataJSON: client.toString('base64url'),
      authenticatorData: authenticatorData.toString('base64url'),
      signature: signature.toString('base64url'),
    })
  }

  #client(type: string, { challenge }: Options, tricks: Tricks): Buffer {
    const origin = tricks.origin ?? this.origin
    return Buffer.from(JSON.stringify({ type: tricks.type ?? type, challenge, origin, crossOrigin: false }))
  }

  #data(relyingParty: string, more: number, count: number, tricks: Tricks): Buffer {
    const [present, verified] = [0x01, (tricks.isVerified ?? true) ? 0x04 : 0]
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(count)
    const flags = Buffer.from([present | verified | more])
    return Buffer.concat([sha256(tricks.relyingParty ?? relyingParty), flags, counter])
  }
}

function answerOf({ id }: Credential, response: Readonly<Record<string, unknown>>) {
  const name = id.toString('base64url')
  return { id: name, rawId: name, type: 'public-key', clientExtensionResults: {}, response }
}
