/** A program that calls the API in tests: real HTTP, signed in by token, with the headers clients send. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { type ApiAnswer, ask } from './ask.ts'

export { type ApiAnswer, answerFrom } from './ask.ts'

export interface CallOptions {
  /** Goes into `If-Match`; unless given, changes and moves first read the row's ETag. Null sends none. */
  readonly version?: number | string | null
  /** `Idempotency-Key`; unless given a fresh one. Null sends none. */
  readonly key?: string | null
  /** `X-Organization`; unless given the client's own. Null sends none. */
  readonly organization?: string | null
  readonly headers?: Readonly<Record<string, string>>
}

export interface Account {
  readonly id: string
  readonly username: string
  readonly password: string
}

const move = /^(.*\/[0-9a-f]{8}-[0-9a-f-]{27}\/)[a-z_-]+\/$/

export class ApiClient {
  readonly url: string
  /** Null for nobody. */
  readonly account: Account | null
  readonly organization: string | null
  #token: Promise<string> | null = null

  constructor(url: string, account: Account | null, organization: string | null) {
    this.url = url
    this.account = account
    this.organization = organization
  }

  /** The same account, working in another organization. */
  in(organization: string | null): ApiClient {
    return new ApiClient(this.url, this.account, organization)
  }

  get(path: string, options?: CallOptions): Promise<ApiAnswer> {
    return this.send('GET', path, undefined, options)
  }

  async post(path: string, body: unknown = {}, options: CallOptions = {}): Promise<ApiAnswer> {
    const row = move.exec(path.split('?')[0] ?? '')?.[1]
    return this.send('POST', path, body, row === undefined ? options : await this.#ofVersion(row, options))
  }

  async put(path: string, body: unknown, options: CallOptions = {}): Promise<ApiAnswer> {
    return this.send('PUT', path, body, await this.#ofVersion(path, options))
  }

  async patch(path: string, body: unknown, options: CallOptions = {}): Promise<ApiAnswer> {
    return this.send('PATCH', path, body, await this.#ofVersion(path, options))
  }

  async delete(path: string, options: CallOptions = {}): Promise<ApiAnswer> {
    return this.send('DELETE', path, undefined, await this.#ofVersion(path, options))
  }

  /** The access token, asked for at the first call. */
  token(): Promise<string> {
    this.#token ??= this.#signIn()
    return this.#token
  }

  /** Signs in anew at the next call. */
  forgetToken(): void {
    this.#token = null
  }

  async send(method: string, path: string, body: unknown, options: CallOptions = {}): Promise<ApiAnswer> {
    const { version, key, organization = this.organization } = options
    const headers: Record<string, string> = {}
    if (this.account !== null) headers.authorization = `Bearer ${await this.token()}`
    if (organization !== null) headers['x-organization'] = organization
    if (version !== undefined && version !== null) {
      headers['if-match'] = typeof version === 'number' ? `"${version}"` : version
    }
    if (method === 'POST' && key !== null) headers['idempotency-key'] = key ?? randomUUID()
    if (body !== undefined) headers['content-type'] = 'application/json'
    const sent = body === undefined ? {} : { body: JSON.stringify(body) }
    const all = { ...headers, ...options.headers }
    return ask(this.url + path, { method, headers: all, ...sent })
  }

  async #ofVersion(path: string, options: CallOptions): Promise<CallOptions> {
    if (options.version !== undefined) return options
    const { headers } = await this.get(path, { organization: options.organization })
    return { ...options, version: headers.get('etag') ?? '*' }
  }

  async #signIn(): Promise<string> {
    const { username, password } = this.account ?? {}
    const { status, body } = await ask(`${this.url}/api/v1/auth/token/`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password }),
    })
    assert.equal(status, 200, `${username} cannot sign in: ${JSON.stringify(body)}`)
    return body.access
  }
}

/** Good, or the test says what the server answered instead. */
export function assertStatus(answer: ApiAnswer, status: number): ApiAnswer {
  assert.equal(answer.status, status, JSON.stringify(answer.body))
  return answer
}

/** Refused with this code, in the answer itself or, with its pointer, in one of its faults. */
export function assertRefused(answer: ApiAnswer, code: string, pointer?: string): void {
  const { body } = answer
  assert.ok(answer.status >= 400, `not refused: ${JSON.stringify(body)}`)
  const faults: { code: string; pointer: string }[] = body.errors ?? []
  const found =
    (pointer === undefined && body.code === code) ||
    faults.some((fault) => fault.code === code && (pointer === undefined || fault.pointer === pointer))
  assert.ok(found, `refused otherwise than ${code} ${pointer ?? ''}: ${JSON.stringify(body)}`)
}
