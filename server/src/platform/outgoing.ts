/** Every call to an address that somebody has entered: checked, pinned, and limited in size and time. */
import { lookup } from 'node:dns/promises'
import { request as requestPlain, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as requestSecure } from 'node:https'
import ipaddr from 'ipaddr.js'

export interface Address {
  readonly address: string
  readonly family: 4 | 6
}

export interface Limits {
  /** Milliseconds for all of it; 10 seconds unless said. */
  readonly time?: number
  /** Bytes of the answer; a megabyte unless said. */
  readonly size?: number
  /** How often the answer may send us on; never unless said. Each place is checked as the first. */
  readonly redirects?: number
}

export interface Outgoing {
  /** Where to connect, known to be allowed: connect there and nowhere else, or a second look-up lies. */
  pin(host: string, port: number): Promise<Address>
  fetch(address: string | URL, init?: Sending, limits?: Limits): Promise<Response>
}

export interface Sending {
  readonly method?: string
  readonly headers?: ConstructorParameters<typeof Headers>[0]
  readonly body?: unknown
  readonly signal?: AbortSignal | null
}

export type Resolve = (host: string) => Promise<readonly Address[]>

/** Why nothing came back; `refused` means that Kontor itself would not go there. */
export class OutgoingFailure extends Error {
  readonly kind: 'refused' | 'unreachable' | 'too_large' | 'too_slow'

  constructor(kind: OutgoingFailure['kind'], message: string) {
    super(message)
    this.name = 'OutgoingFailure'
    this.kind = kind
  }
}

const resolveByName: Resolve = async (host) =>
  (await lookup(host, { all: true })).map(({ address, family }) => ({
    address,
    family: family === 6 ? 6 : 4,
  }))

/** Public, and yet the machine room of a cloud. */
const roomsOfClouds = ['168.63.129.16']

/**
 * `allow` has names (`ldap.example`), addresses and networks (`10.1.0.0/16`), each with a port where only that
 * is meant (`ldap.example:389`): what is neither public nor listed is refused, and so is plain HTTP.
 */
export function createOutgoing(allow: readonly string[], resolve: Resolve = resolveByName): Outgoing {
  const listed = allow.map(readEntry)
  const isListed = (host: string, address: string, port: number) =>
    listed.some((entry) => (entry.port === null || entry.port === port) && entry.matches(host, address))

  async function pin(given: string, port: number): Promise<Address> {
    const host = given.replace(/^\[|\]$/g, '').toLowerCase()
    const found = ipaddr.isValid(host) ? [literal(host)] : await resolveAll(host)
    for (const { address } of found) {
      if (isPublic(address) || isListed(host, address, port)) continue
      throw new OutgoingFailure('refused', `${host} is at ${address}, which is not a public address`)
    }
    return found[0] as Address
  }

  async function resolveAll(host: string): Promise<readonly Address[]> {
    const found = await resolve(host).catch(() => [])
    if (found.length === 0) throw new OutgoingFailure('unreachable', `there is no host named ${host}`)
    return found
  }

  async function fetchOnce(url: URL, init: Sending, size: number, signal: AbortSignal): Promise<Response> {
    const { protocol, hostname } = url
    if (protocol !== 'https:' && protocol !== 'http:') {
      throw new OutgoingFailure('refused', `${protocol} is no way to call another system`)
    }
    if (url.username !== '' || url.password !== '') {
      throw new OutgoingFailure('refused', 'an address must not carry a name or password')
    }
    const port = Number(url.port) || (protocol === 'https:' ? 443 : 80)
    const pinned = await pin(hostname, port)
    const host = hostname.replace(/^\[|\]$/g, '')
    if (protocol === 'http:' && !isListed(host, pinned.address, port)) {
      throw new OutgoingFailure('refused', `${host} is called by HTTPS only`)
    }
    return send(url, init, pinned, size, signal)
  }

  return {
    pin,
    async fetch(address, init = {}, { time = 10_000, size = 1_000_000, redirects = 0 } = {}) {
      const limit = AbortSignal.timeout(time)
      const signal = init.signal ? AbortSignal.any([limit, init.signal]) : limit
      let url = new URL(address)
      let sending = init
      for (let hop = 0; ; hop += 1) {
        const answer = await fetchOnce(url, sending, size, signal)
        const next = answer.headers.get('location')
        if (answer.status < 300 || answer.status >= 400 || next === null || redirects === 0) return answer
        if (hop >= redirects) throw new OutgoingFailure('refused', `${url.host} sends on too often`)
        const target = new URL(next, url)
        // What was meant for one place is not for another; nothing is sent twice.
        const isSame = target.origin === url.origin
        sending = { method: 'GET', headers: isSame ? (init.headers ?? {}) : {}, signal: init.signal ?? null }
        url = target
      }
    },
  }
}

interface Entry {
  readonly port: number | null
  matches(host: string, address: string): boolean
}

function readEntry(text: string): Entry {
  const match = /^(\[[^\]]+\]|[^:]+|[0-9a-f:]+(?:\/\d+)?)(?::(\d+))?$/i.exec(text.trim())
  const [name = '', port] = [match?.[1]?.replace(/^\[|\]$/g, '').toLowerCase(), match?.[2]]
  const network = ipaddr.isValidCIDR(name) ? ipaddr.parseCIDR(name) : null
  return {
    port: port === undefined ? null : Number(port),
    matches(host, address) {
      if (network === null) return host === name || address === name
      const parsed = ipaddr.process(address)
      return parsed.kind() === network[0].kind() && parsed.match(network)
    },
  }
}

function literal(host: string): Address {
  const parsed = ipaddr.process(host)
  return { address: parsed.toString(), family: parsed.kind() === 'ipv6' ? 6 : 4 }
}

/** Addresses that embed an IPv4 one, tunnels, private, loopback, link-local: all but plain unicast is out. */
function isPublic(address: string): boolean {
  const parsed = ipaddr.process(address)
  return parsed.range() === 'unicast' && !roomsOfClouds.includes(parsed.toString())
}

async function send(
  url: URL,
  init: Sending,
  pinned: Address,
  size: number,
  signal: AbortSignal,
): Promise<Response> {
  const headers = Object.fromEntries(new Headers(init.headers ?? {}))
  const body = bytesOf(init.body)
  if (init.body instanceof URLSearchParams) {
    headers['content-type'] ??= 'application/x-www-form-urlencoded;charset=UTF-8'
  }
  if (body !== null) headers['content-length'] = String(body.length)
  const options: RequestOptions = {
    method: init.method ?? 'GET',
    headers: { ...headers, 'accept-encoding': 'identity' },
    // A connection of its own: a kept one might lead elsewhere.
    agent: false,
    signal,
    lookup: (_host, { all }, done) =>
      all ? done(null, [pinned] as never) : done(null, pinned.address, pinned.family),
  }
  try {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const request = url.protocol === 'https:' ? requestSecure(url, options) : requestPlain(url, options)
      request.on('response', resolve).on('error', reject)
      request.end(body)
    })
    return responseOf(answer, await read(answer, size, url.host))
  } catch (error) {
    if (error instanceof OutgoingFailure) throw error
    if (signal.aborted) throw new OutgoingFailure('too_slow', `${url.host} does not answer in time`)
    const { code, message } = error as NodeJS.ErrnoException
    throw new OutgoingFailure('unreachable', `${url.host} cannot be reached: ${code ?? message}`)
  }
}

function bytesOf(body: unknown): Buffer | null {
  if (body === undefined || body === null) return null
  if (typeof body === 'string' || body instanceof URLSearchParams) return Buffer.from(String(body))
  if (body instanceof Uint8Array) return Buffer.from(body)
  throw new OutgoingFailure('refused', 'only text, forms and bytes are sent')
}

async function read(answer: IncomingMessage, size: number, host: string): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of answer) {
    length += (chunk as Buffer).length
    if (length > size) {
      answer.destroy()
      throw new OutgoingFailure('too_large', `${host} answers with more than ${size} bytes`)
    }
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks)
}

function responseOf(answer: IncomingMessage, body: Buffer): Response {
  const headers = new Headers()
  for (let index = 0; index < answer.rawHeaders.length; index += 2) {
    headers.append(answer.rawHeaders[index] ?? '', answer.rawHeaders[index + 1] ?? '')
  }
  const status = answer.statusCode ?? 502
  const isEmpty = [204, 205, 304].includes(status)
  return new Response(isEmpty ? null : new Uint8Array(body), { status, headers })
}
