/** The client against a real HTTP server: headers, problems, repeated requests, signing in again. */
// @vitest-environment node
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { addressOf, type Connection, createApi, keyAfter, newKey } from './api.ts'
import { asProblem, faultsOfLines, Problem } from './problem.ts'

type Answer = (request: IncomingMessage, response: ServerResponse) => void

let answers: Answer[] = []
let seen: { method?: string; url?: string; headers: IncomingMessage['headers']; body: string }[] = []
const server = createServer(async (request, response) => {
  let body = ''
  for await (const part of request) body += part
  seen.push({ method: request.method, url: request.url, headers: request.headers, body })
  const answer = answers.shift() ?? json(200, {})
  answer(request, response)
})

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, resolve))
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`
  const real = globalThis.fetch
  // The browser completes addresses of its own site; Node must be told which that is.
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => real(origin + path, init))
})
afterAll(() => {
  vi.unstubAllGlobals()
  server.close()
})
beforeEach(() => {
  answers = []
  seen = []
})

const json =
  (status: number, body: unknown, type = 'application/json'): Answer =>
  (_, response) => {
    response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body))
  }
const hangUp: Answer = (request) => request.socket.destroy()

function client(changes: Partial<Connection> = {}) {
  const connection: Connection = {
    language: 'de',
    csrf_token: 'token',
    is_attended: () => true,
    organization: 'org-1',
    sign_in_again: async () => false,
    ...changes,
  }
  return { api: createApi(connection, async () => {}), connection }
}

async function problemFrom(call: Promise<unknown>): Promise<Problem> {
  const thrown = await call.then(
    () => null,
    (error: unknown) => error,
  )
  expect(thrown).toBeInstanceOf(Problem)
  return thrown as Problem
}

describe('headers', () => {
  test('say who asks, in which language and for which organization', async () => {
    await client().api.get('sales-orders/', { query: { search: 'Ä b', page: 2, empty: '', none: null } })
    expect(seen[0]?.url).toBe('/api/v1/sales-orders/?search=%C3%84+b&page=2')
    expect(seen[0]?.headers).toMatchObject({ 'accept-language': 'de', 'x-organization': 'org-1' })
    expect(seen[0]?.headers['x-csrf-token']).toBeUndefined()
    expect(seen[0]?.headers['idempotency-key']).toBeUndefined()
  })

  test('what nobody asked for is told from what somebody did', async () => {
    await client().api.get('units/')
    await client({ is_attended: () => false }).api.get('units/')
    expect(seen.map(({ headers }) => headers['x-unattended'])).toEqual([undefined, 'true'])
  })

  test('a change carries the token and the version it was made on', async () => {
    await client().api.patch('warehouses/1/', { name: 'A' }, { version: 7 })
    expect(seen[0]?.headers).toMatchObject({ 'if-match': '"7"', 'x-csrf-token': 'token' })
    expect(seen[0]?.body).toBe('{"name":"A"}')
  })

  test('a question asked by POST carries no key, for there is nothing to repeat', async () => {
    await client().api.post('sales-orders/preview/', { lines: [] }, { key: null })
    expect(seen[0]?.headers['idempotency-key']).toBeUndefined()
  })

  test('every POST has a key of its own, and the one given to it', async () => {
    const { api } = client()
    await api.post('payments/', {})
    await api.post('payments/', {})
    await api.post('payments/', {}, { key: 'mine' })
    const keys = seen.map((request) => request.headers['idempotency-key'])
    expect(keys[0]).toMatch(/^[0-9a-f-]{32,36}$/)
    expect(keys[1]).not.toBe(keys[0])
    expect(keys[2]).toBe('mine')
  })
})

describe('repeating', () => {
  test('a POST that got no answer is sent again with the same key', async () => {
    answers = [hangUp, json(503, {}), json(201, { id: '1' })]
    expect(await client().api.post('payments/', { amount: '1' })).toEqual({ id: '1' })
    expect(seen).toHaveLength(3)
    expect(new Set(seen.map((request) => request.headers['idempotency-key'])).size).toBe(1)
    expect(new Set(seen.map((request) => request.body)).size).toBe(1)
  })

  test('an attempt of which nobody knows how it ended keeps its key, a refused one does not', async () => {
    answers = [hangUp, hangUp, hangUp]
    expect(keyAfter(await problemFrom(client().api.post('payments/', {})), 'mine')).toBe('mine')
    answers = [json(500, { code: 'kit.internal' })]
    expect(keyAfter(await problemFrom(client().api.post('payments/', {})), 'mine')).toBe('mine')
    answers = [json(409, { code: 'kit.key_reused' })]
    expect(keyAfter(await problemFrom(client().api.post('payments/', {})), 'mine')).not.toBe('mine')
  })

  test('a PATCH is not: it could have been done', async () => {
    answers = [hangUp]
    const problem = await problemFrom(client().api.patch('warehouses/1/', {}, { version: 1 }))
    expect(problem).toMatchObject({ status: 0, code: 'client.unreachable' })
    expect(seen).toHaveLength(1)
  })

  test('an ended session asks for the password and then goes on', async () => {
    answers = [json(401, { code: 'kit.session_expired' }), json(200, { ok: true })]
    const { api, connection } = client()
    connection.sign_in_again = async () => {
      connection.csrf_token = 'fresh'
      return true
    }
    expect(await api.post('payments/', {})).toEqual({ ok: true })
    expect(seen.map((request) => request.headers['x-csrf-token'])).toEqual(['token', 'fresh'])
  })

  test('the answer to a session that was followed by another asks nobody', async () => {
    const sign_in_again = vi.fn(async () => false)
    const { api, connection } = client({ sign_in_again })
    const late: Answer = (request, response) => {
      connection.csrf_token = 'fresh'
      json(401, { code: 'kit.session_expired' })(request, response)
    }
    answers = [late, json(200, { ok: true })]
    expect(await api.patch('warehouses/1/', {}, { version: 1 })).toEqual({ ok: true })
    expect(seen.map((request) => request.headers['x-csrf-token'])).toEqual(['token', 'fresh'])
    connection.csrf_token = 'token'
    answers = [late, json(200, { user: 'Ada' })]
    expect(await api.get('auth/session/')).toEqual({ user: 'Ada' })
    expect(sign_in_again).not.toHaveBeenCalled()
  })

  test('signing in itself is not interrupted by asking to sign in', async () => {
    answers = [json(401, { code: 'kit.sign_in_failed' })]
    const sign_in_again = vi.fn(async () => true)
    const problem = await problemFrom(client({ sign_in_again }).api.post('auth/login/', {}))
    expect(problem.code).toBe('kit.sign_in_failed')
    expect(sign_in_again).not.toHaveBeenCalled()
  })

  test('a call that was given up stays silent', async () => {
    const controller = new AbortController()
    answers = [() => controller.abort()]
    const thrown = await client()
      .api.get('slow/', { signal: controller.signal })
      .catch((error: Error) => error)
    expect((thrown as Error).name).toBe('AbortError')
    expect(seen).toHaveLength(1)
  })
})

describe('problems', () => {
  const document = {
    type: 'about:blank',
    title: 'Einige Angaben stimmen nicht.',
    status: 400,
    code: 'kit.invalid',
    detail: 'Zwei Fehler.',
    help: 'Siehe die markierten Felder.',
    errors: [
      { pointer: '/name', code: 'kit.required', detail: 'Dieses Feld ist nötig.' },
      { pointer: '/name', code: 'kit.too_short', detail: 'Zu kurz.' },
      { pointer: '/lines/2/quantity', code: 'kit.too_small', detail: 'Mindestens 1.' },
    ],
  }

  test('keep what the server says, with the faults by field', async () => {
    answers = [json(400, document, 'application/problem+json')]
    const problem = await problemFrom(client().api.post('x/', {}))
    expect(problem).toMatchObject({
      status: 400,
      code: 'kit.invalid',
      title: document.title,
      help: document.help,
    })
    expect(problem.fields).toEqual({ name: 'Dieses Feld ist nötig.', 'lines/2/quantity': 'Mindestens 1.' })
    expect(faultsOfLines(problem.fields, 'lines')).toEqual({ '2/quantity': 'Mindestens 1.' })
  })

  test.each([
    ['no JSON', (_: IncomingMessage, response: ServerResponse) => void response.writeHead(500).end('<html>')],
    ['another shape', json(500, ['x'])],
    ['nothing', (_: IncomingMessage, response: ServerResponse) => void response.writeHead(500).end()],
  ])('%s still gives a problem with its status', async (_, answer) => {
    answers = [answer]
    const problem = await problemFrom(client().api.patch('x/', {}))
    expect(problem).toMatchObject({ status: 500, code: 'client.unreadable', errors: [] })
  })

  test('a success that is no JSON is a problem too', async () => {
    answers = [(_, response) => void response.writeHead(200).end('<html>')]
    expect((await problemFrom(client().api.get('x/'))).code).toBe('client.unreadable')
  })

  test('anything thrown can be shown', () => {
    expect(asProblem(new TypeError('x'))).toMatchObject({ status: 0, code: 'client.failed' })
  })
})

test('a file keeps its name', async () => {
  answers = [
    (_, response) =>
      void response.writeHead(200, { 'content-disposition': 'attachment; filename="RE-1.pdf"' }).end('%PDF'),
  ]
  const file = await client().api.file('invoices/1/pdf/')
  expect([file.name, await file.text()]).toEqual(['RE-1.pdf', '%PDF'])
})

test('an address the server gave is used as it is', () => {
  expect(addressOf('/api/v1/lots/?cursor=a', {})).toBe('/api/v1/lots/?cursor=a')
})

test('keys are never the same', () => {
  expect(new Set(Array.from({ length: 100 }, newKey)).size).toBe(100)
})
