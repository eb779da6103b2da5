/** Talks to a running Kontor as any program would: by token, over its public API. */
import { randomUUID } from 'node:crypto'

export interface Login {
  readonly url: string
  readonly username: string
  readonly password: string
}

/** What the server answered, whatever it was; the callers look into it. */
// biome-ignore lint/suspicious/noExplicitAny: JSON of many shapes
export type Json = any

/** An answer that is no success, in the server's words. */
export class Refused extends Error {
  readonly status: number
  readonly code: string

  constructor(what: string, status: number, body: Json) {
    const faults = (body?.errors ?? []).map(({ pointer, detail }: Json) => `${pointer}: ${detail}`)
    super([`${what}: ${body?.title ?? `answered ${status}`}`, ...faults].join('\n  '))
    this.status = status
    this.code = body?.code ?? ''
  }
}

export class Client {
  readonly #login: Login
  #token = ''
  organization: string | null = null

  constructor(login: Login) {
    this.#login = login
  }

  async signIn(): Promise<void> {
    const { url, username, password } = this.#login
    const response = await fetch(`${url}/api/v1/auth/token/`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password }),
    })
    const body: Json = await response.json()
    if (!response.ok) throw new Refused(`${username} cannot sign in`, response.status, body)
    this.#token = body.access
  }

  get(path: string): Promise<Json> {
    return this.#send('GET', path)
  }

  post(path: string, body: object): Promise<Json> {
    return this.#send('POST', path, JSON.stringify(body))
  }

  /** Sends a file as a form does; the fields come before it. */
  upload(
    path: string,
    filename: string,
    bytes: Uint8Array<ArrayBuffer>,
    fields: Record<string, string> = {},
  ): Promise<Json> {
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.set(name, value)
    form.set('file', new Blob([bytes]), filename)
    return this.#send('POST', path, form)
  }

  async #send(method: string, path: string, body?: string | FormData, isRepeat = false): Promise<Json> {
    const headers: Record<string, string> = { authorization: `Bearer ${this.#token}` }
    if (method === 'POST') headers['idempotency-key'] = randomUUID()
    if (typeof body === 'string') headers['content-type'] = 'application/json'
    if (this.organization !== null) headers['x-organization'] = this.organization
    const response = await fetch(`${this.#login.url}/api/v1/${path}`, { method, headers, body })
    const answer = response.status === 204 ? null : await response.json()
    if (response.status === 401 && !isRepeat) {
      await this.signIn() // the token is short-lived
      return this.#send(method, path, body, true)
    }
    if (!response.ok) throw new Refused(`${method} ${path}`, response.status, answer)
    return answer
  }
}
