/** The one way to the server: cookie session, organization, language, idempotency, versions, problems. */
import { asProblem, Problem, problemOf } from './problem.ts'

export type QueryValue = string | number | boolean | null | undefined
export type Query = Readonly<Record<string, QueryValue | readonly QueryValue[]>>

export interface RequestOptions {
  readonly query?: Query
  /** Sent as JSON, unless it is a form or a file. */
  readonly body?: unknown
  /** The version the change was made on; sent as If-Match. */
  readonly version?: number
  /** The idempotency key of a POST. Keep and send it again when the reader tries again; null for a question. */
  readonly key?: string | null
  readonly signal?: AbortSignal
}

/** What each request says about the reader; the session keeps it up to date. */
export interface Connection {
  language: string
  csrf_token: string | null
  organization: string | null
  /** False where nobody has touched the page for a while: such a request does not prolong the session. */
  is_attended: () => boolean
  /** Asks for the password when the session has ended; true when signed in again. */
  sign_in_again: () => Promise<boolean>
}

export interface Page<Row> {
  readonly count: number
  readonly count_is_exact: boolean
  readonly next: string | null
  readonly previous: string | null
  readonly results: readonly Row[]
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export interface Api {
  get: <T>(path: string, options?: RequestOptions) => Promise<T>
  post: <T>(path: string, body?: unknown, options?: RequestOptions) => Promise<T>
  put: <T>(path: string, body: unknown, options?: RequestOptions) => Promise<T>
  patch: <T>(path: string, body: unknown, options?: RequestOptions) => Promise<T>
  remove: (path: string, options?: RequestOptions) => Promise<void>
  file: (path: string, options?: RequestOptions) => Promise<File>
}

const base = '/api/v1/'
const pausesInMilliseconds = [400, 1500]
const passing = new Set([502, 503, 504])
const unreachable = { status: 0, code: 'client.unreachable' }
const wait = (milliseconds: number) => new Promise<void>((done) => setTimeout(done, milliseconds))

/** `pause` is a parameter so that tests need not wait. */
export function createApi(connection: Connection, pause = wait): Api {
  const json = async <T>(method: Method, path: string, options: RequestOptions = {}): Promise<T> => {
    const answer = await send(connection, pause, method, path, options)
    if (answer.status === 204) return undefined as T
    const body = await answer.json().catch(() => {
      throw new Problem({ status: answer.status, code: 'client.unreadable' })
    })
    // What waits for a second person is not done yet: nobody goes on as if it were.
    if (answer.status === 202 && body.pending_action) throw new Problem({ ...body, status: 202, code: '' })
    return body as T
  }
  return {
    get: (path, options) => json('GET', path, options),
    post: (path, body, options) => json('POST', path, { ...options, body, key: keyOf(options) }),
    put: (path, body, options) => json('PUT', path, { ...options, body }),
    patch: (path, body, options) => json('PATCH', path, { ...options, body }),
    remove: (path, options) => json('DELETE', path, options),
    file: async (path, options = {}) => fileOf(await send(connection, pause, 'GET', path, options)),
  }
}

/** Whoever gives none gets a fresh one. A POST that only asks is given null: there is nothing to repeat. */
function keyOf({ key }: RequestOptions = {}): string | null {
  return key === undefined ? newKey() : key
}

/** A fresh idempotency key. Plain HTTP in a local network has no `randomUUID`. */
export function newKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** For the next attempt: another key after a refusal, the same where nobody knows how it ended. */
export function keyAfter(thrown: unknown, key: string): string {
  const { status } = asProblem(thrown)
  return status >= 400 && status < 500 ? newKey() : key
}

/** The address of a call: `sales-orders/` with its query. */
export function addressOf(path: string, query: Query = {}): string {
  const search = new URLSearchParams()
  for (const [name, values] of Object.entries(query)) {
    for (const value of [values].flat()) {
      if (value !== null && value !== undefined && value !== '') search.append(name, String(value))
    }
  }
  const text = search.toString()
  return `${path.startsWith('/') ? path : base + path}${text === '' ? '' : `?${text}`}`
}

async function send(
  connection: Connection,
  pause: (milliseconds: number) => Promise<void>,
  method: Method,
  path: string,
  options: RequestOptions,
): Promise<Response> {
  // A repeated GET changes nothing and a repeated POST carries its key; other methods are not repeated.
  const pauses = method === 'GET' || method === 'POST' ? [...pausesInMilliseconds] : []
  let maySignIn = !path.startsWith('auth/')
  const mayRepeat = maySignIn || method === 'GET'
  for (;;) {
    const { csrf_token: token } = connection
    const answer = await attempt(connection, method, path, options)
    if (answer?.ok) return answer
    if (answer?.status === 401) {
      // Where somebody has signed in meanwhile it is the answer to the session before.
      if (mayRepeat && token !== connection.csrf_token) continue
      if (maySignIn && (await connection.sign_in_again())) {
        maySignIn = false
        continue
      }
    }
    const next = answer === null || passing.has(answer.status) ? pauses.shift() : undefined
    if (next === undefined) throw answer === null ? new Problem(unreachable) : await problemOf(answer)
    await pause(next)
  }
}

/** One request; null when the server could not be reached. */
async function attempt(connection: Connection, method: Method, path: string, options: RequestOptions) {
  const body = options.body
  const raw = body instanceof FormData || body instanceof Blob
  const headers = headersOf(connection, method, options)
  if (body !== undefined && !raw) headers.set('Content-Type', 'application/json')
  try {
    return await fetch(addressOf(path, options.query), {
      method,
      headers,
      credentials: 'same-origin',
      body: raw ? body : body === undefined ? null : JSON.stringify(body),
      signal: options.signal ?? null,
    })
  } catch (error) {
    if (options.signal?.aborted) throw error
    return null
  }
}

function headersOf(connection: Connection, method: Method, options: RequestOptions): Headers {
  const headers = new Headers({
    Accept: 'application/json, application/problem+json',
    'Accept-Language': connection.language,
  })
  if (connection.organization !== null) headers.set('X-Organization', connection.organization)
  if (method !== 'GET' && connection.csrf_token !== null) headers.set('X-CSRF-Token', connection.csrf_token)
  if (method === 'POST' && options.key) headers.set('Idempotency-Key', options.key)
  if (!connection.is_attended()) headers.set('X-Unattended', 'true')
  if (options.version !== undefined) headers.set('If-Match', `"${options.version}"`)
  return headers
}

async function fileOf(answer: Response): Promise<File> {
  const name = /filename="?([^";]+)"?/.exec(answer.headers.get('Content-Disposition') ?? '')?.[1]
  const blob = await answer.blob()
  return new File([blob], name ?? 'kontor', { type: blob.type })
}
