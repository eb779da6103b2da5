/** A small HTTP client that keeps its connections and measures each call. */
import { Agent, type IncomingMessage, request } from 'node:http'

export interface Answer {
  readonly status: number
  readonly body: Record<string, unknown>
  readonly etag: string | undefined
  readonly statements: number
}

/** Milliseconds of every call by its name. */
export type Timings = Map<string, number[]>

export class Client {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 })
  readonly #base: URL
  readonly #headers: Record<string, string>
  readonly timings: Timings = new Map()
  /** What each call cost the database when last made; told right where one client calls alone. */
  readonly statements = new Map<string, number>()

  constructor(base: string, token: string, organization: string) {
    this.#base = new URL(base)
    this.#headers = {
      authorization: `Bearer ${token}`,
      'x-organization': organization,
      'content-type': 'application/json',
    }
  }

  post(name: string, path: string, body: unknown, etag?: string): Promise<Answer> {
    return this.call(name, 'POST', path, body, etag)
  }

  get(name: string, path: string): Promise<Answer> {
    return this.call(name, 'GET', path)
  }

  async call(name: string, method: string, path: string, body?: unknown, etag?: string): Promise<Answer> {
    const started = performance.now()
    const answer = await this.#send(method, path, body, etag)
    const list = this.timings.get(name) ?? []
    list.push(performance.now() - started)
    this.timings.set(name, list)
    this.statements.set(name, answer.statements)
    return answer
  }

  #send(method: string, path: string, body: unknown, etag: string | undefined): Promise<Answer> {
    const payload = body === undefined ? undefined : JSON.stringify(body)
    const headers: Record<string, string | number> = { ...this.#headers }
    if (payload === undefined) delete headers['content-type']
    else headers['content-length'] = Buffer.byteLength(payload)
    if (method === 'POST') headers['idempotency-key'] = crypto.randomUUID()
    if (etag !== undefined) headers['if-match'] = etag
    return new Promise((resolve, reject) => {
      const { hostname, port } = this.#base
      const sent = request({ agent: this.#agent, hostname, port, method, path, headers }, (response) => {
        const pieces: Buffer[] = []
        response.on('data', (piece: Buffer) => pieces.push(piece))
        response.on('end', () => {
          const text = Buffer.concat(pieces).toString('utf8')
          const etagHeader = response.headers.etag
          resolve({
            status: response.statusCode ?? 0,
            body: isJson(response) ? JSON.parse(text) : {},
            etag: etagHeader,
            statements: Number(response.headers['x-kontor-statements'] ?? 0),
          })
        })
        response.on('error', reject)
      })
      sent.on('error', reject)
      sent.end(payload)
    })
  }

  close(): void {
    this.#agent.destroy()
  }
}

const isJson = ({ headers }: IncomingMessage): boolean => /json/.test(headers['content-type'] ?? '')

/** The value below which `share` of the list lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
