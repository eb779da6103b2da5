/** A real Kontor with its demo company, driven over HTTP, that may be killed and started again. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { prepareDataFolder } from '#server/testing/test-postgres.ts'
import { type KontorProcess, ownerUrlOf, runServer, temporaryFolder } from '../testing/kontor-process.ts'

export interface Answer {
  readonly status: number
  readonly body: any
  readonly etag: string | null
}

export function mustSucceed(answer: Answer): Answer {
  assert.ok(answer.status < 300, `${answer.status} ${JSON.stringify(answer.body)}`)
  return answer
}

/** A token lives for 15 minutes, a soak for hours. */
const tokenLife = 10 * 60_000

export class ShopUnderTest {
  // What grows for hours is too much for memory.
  readonly #place = temporaryFolder('soak', process.env.KONTOR_SOAK === 'on' ? tmpdir() : undefined)
  readonly folder = this.#place.path
  #server: KontorProcess | null = null
  #base = ''
  #headers: Record<string, string> = {}
  #signedInAt = Number.NEGATIVE_INFINITY

  async start(): Promise<void> {
    const environment = {
      KONTOR_DATA: this.folder,
      KONTOR_DEMO: 'on',
      KONTOR_FAULT_POINTS: 'on',
      API_RATE_LIMIT_USER: 'off',
    }
    // How a first start makes the database is proven elsewhere; here it makes the demo company.
    if (this.#server === null) await prepareDataFolder(this.folder)
    this.#server = runServer(environment)
    this.#base = (await this.#server.ready).replace(/\/$/, '')
    if (this.#headers['x-organization'] !== undefined) return
    const roots = await this.call('GET', '/api/v1/organizations/?parent__isnull=true')
    this.#headers['x-organization'] = roots.body.results[0].id
  }

  async #signIn(): Promise<void> {
    this.#signedInAt = Date.now()
    const logins = JSON.parse(readFileSync(join(this.folder, 'secrets/demo-logins'), 'utf8')) as {
      role: string
      username: string
      password: string
    }[]
    const { username, password } = logins.find(({ role }) => role === 'administrator') ?? {}
    const response = await fetch(`${this.#base}/api/v1/auth/token/`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password }),
    })
    assert.equal(response.status, 200, 'the administrator signs in')
    const { access } = (await response.json()) as { access: string }
    this.#headers.authorization = `Bearer ${access}`
  }

  async call(
    method: string,
    path: string,
    body?: unknown,
    more: Record<string, string> = {},
  ): Promise<Answer> {
    if (Date.now() - this.#signedInAt > tokenLife) await this.#signIn()
    const isForm = body instanceof FormData
    const headers = {
      ...this.#headers,
      ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
      ...more,
    }
    const sent = body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }
    const response = await fetch(this.#base + path, { method, headers, ...sent })
    const text = await response.text()
    const isJson = /json/.test(response.headers.get('content-type') ?? '')
    return {
      status: response.status,
      body: isJson ? JSON.parse(text) : text || null,
      etag: response.headers.get('etag'),
    }
  }

  /** A call that kills the server before its n-th statement; the answer where it had fewer. */
  async callAndKill(
    path: string,
    body: unknown,
    more: Record<string, string>,
    point: number,
  ): Promise<Answer | null> {
    const headers = { ...more, 'x-kontor-fault-point': String(point) }
    const answer = await this.call('POST', path, body, headers).catch(() => null)
    if (answer === null) await this.ended()
    return answer
  }

  async ended(): Promise<void> {
    await this.#server?.exit
  }

  /** Rows of a statement as the owner, past all policies. */
  async sql<R extends pg.QueryResultRow>(text: string): Promise<R[]> {
    const [rows = []] = await this.sqlOfAll<R>([text])
    return rows
  }

  /** Rows of each statement. */
  async sqlOfAll<R extends pg.QueryResultRow>(texts: readonly string[]): Promise<R[][]> {
    const client = new pg.Client({ connectionString: ownerUrlOf(this.folder) })
    await client.connect()
    try {
      const found: R[][] = []
      for (const text of texts) found.push((await client.query<R>(text)).rows)
      return found
    } finally {
      await client.end()
    }
  }

  async stop(): Promise<void> {
    this.#server?.child.kill('SIGTERM')
    await this.#server?.exit
    this.#place.remove()
  }
}
