/** Bad input of every kind over real HTTP: a clear refusal, nothing told of the inside, and the server goes on. */
import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { after, before, test } from 'node:test'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { picture } from './special.ts'

let server: TestServer
let token: string

before(async () => {
  server = await startServer()
  token = await server.as.administrator.token()
})
after(() => server.stop())

const partners = '/api/v1/partners/'
/** What no answer may hold: statements, stacks, files, constraints of ours. */
const inside =
  /\b(select|insert into|update .* set|at .*\.ts:\d+|node_modules|pg_|relation|syntax error|server\/src)\b/i

type Sent = string | Buffer | FormData

interface Told {
  readonly status: number
  readonly text: string
  readonly code: string
}

async function call(
  method: string,
  path: string,
  body?: Sent,
  headers: Record<string, string> = {},
): Promise<Told> {
  const all = { authorization: `Bearer ${token}`, 'x-organization': server.root, ...headers }
  const response = await fetch(server.url + path, {
    method,
    headers: all,
    body: body ?? null,
    redirect: 'manual',
  })
  const text = await response.text()
  assert.ok(response.status !== 500, `${method} ${path}: ${text}`)
  assert.doesNotMatch(text, inside)
  if (response.status < 400) return { status: response.status, text, code: '' }
  assert.match(
    response.headers.get('content-type') ?? '',
    /^application\/problem\+json/,
    `${method} ${path}: ${text}`,
  )
  const { code, status, title } = JSON.parse(text)
  assert.equal(status, response.status)
  assert.ok(title.length > 5)
  return { status, text, code }
}

const json = { 'content-type': 'application/json' }
const post = (body: Sent, headers: Record<string, string> = json) => call('POST', partners, body, headers)
const deep = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`

test('a body that is no JSON is refused', async () => {
  for (const text of [
    '',
    '{',
    '{"name":',
    "{'name':'x'}",
    '{"name":"x",}',
    'NaN',
    '\u0000',
    '{"name":"x"}{}',
    '<xml/>',
    '{"a":1e999999}x',
  ])
    assert.deepEqual(await post(text).then(({ status }) => status), 400, text)
})

test('a body of another kind is refused', async () => {
  for (const type of [
    'text/plain',
    'application/xml',
    'application/x-www-form-urlencoded',
    'image/png',
    'application/json5',
    'nonsense',
    '',
  ])
    assert.equal((await post('{"name":"x"}', { 'content-type': type })).code, 'kit.wrong_content_type', type)
  const form = new FormData()
  form.append('file', new Blob(['x']), 'x.txt')
  assert.ok([400, 415].includes((await call('POST', partners, form)).status))
  assert.equal((await call('POST', '/api/v1/files/upload/', '{}', json)).code, 'kit.wrong_content_type')
})

test('a form that is not whole is refused', async () => {
  const type = 'multipart/form-data; boundary=x'
  const head = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nnumber,name\r\n'
  const fields = Array.from(
    { length: 30 },
    (_, index) => `--x\r\nContent-Disposition: form-data; name="f${index}"\r\n\r\n1\r\n`,
  )
  for (const path of ['/api/v1/files/upload/', `${partners}import/`])
    for (const [given, body] of [
      ['multipart/form-data', head],
      [type, head],
      [type, 'no form at all'],
      [type, ''],
      [type, `${fields.join('')}${head}--x--\r\n`],
    ] as const) {
      const { status } = await call('POST', path, body, { 'content-type': given })
      assert.ok(status === 400 || status === 413, `${path} ${given} ${body.slice(0, 20)}: ${status}`)
    }
})

test('bytes that are no UTF-8 are refused', async () => {
  const bytes = Buffer.concat([
    Buffer.from('{"name":"'),
    Buffer.from([0xff, 0xfe, 0xc3, 0x28]),
    Buffer.from('"}'),
  ])
  assert.equal((await post(bytes)).code, 'kit.malformed')
  for (const path of ['%ff', '%c3%28', '%00', '%', '%zz', '%e0%80%af'])
    for (const place of [`${partners}${path}/`, `${partners}?search=${path}`, `${partners}?name=${path}`])
      assert.ok((await call('GET', place)).status < 500, place)
})

test('keys that would change objects are refused, deep nesting too', async () => {
  for (const body of [
    '{"name":"x","__proto__":{"is_admin":true}}',
    '{"name":"x","constructor":{"prototype":{"a":1}}}',
  ])
    assert.equal((await post(body)).status, 400, body)
  for (const field of ['metadata', 'custom_fields', 'tags', 'name', 'addresses', 'nothing'])
    assert.equal((await post(`{"name":"x","${field}":${deep(5000)}}`)).status, 400, field)
  assert.equal((await post(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)).status, 400)
  const filter = encodeURIComponent(`${'{"not":'.repeat(400)}{}${'}'.repeat(400)}`)
  assert.equal((await call('GET', `${partners}?filter=${filter}`)).status, 400)
  assert.equal(({} as Record<string, unknown>).is_admin, undefined)
})

test('what cannot be read as a text is refused where a text is asked for', async () => {
  const owner = server.as.administrator.account?.id
  const make = async (path: string, body: object) =>
    JSON.parse((await call('POST', path, JSON.stringify(body), json)).text)
  const robot = await make('/api/v1/service-accounts/', { name: 'Robot', owner })
  const wish = { service_account: robot.id, name: 'shop', scopes: ['common.*'] }
  const key = await make('/api/v1/api-keys/', wish)
  const odd = { toString: 1 }
  for (const [method, path, body] of [
    ['POST', '/api/v1/auth/revoke/', { token: odd, reason: odd }],
    ['POST', `/api/v1/api-keys/${key.id}/revoke/`, { reason: odd }],
    ['PUT', '/api/v1/audit/retention/', { record: odd, years: odd }],
    ['POST', '/api/v1/access/act-in/', { organization: odd, reason: odd, ends_at: odd }],
    ['POST', '/api/v1/oauth/introspect/', { token: odd }],
    ['POST', '/api/v1/oauth/revoke/', { token: odd }],
  ] as const) {
    const { status } = await call(method, path, JSON.stringify(body), json)
    assert.ok(status < 500, `${path} answers ${status}`)
  }
})

test('a body of 50 MB is refused', async () => {
  const huge = `{"name":"${'x'.repeat(50 * 1024 * 1024)}"}`
  const outcome = await post(huge).then(
    ({ code }) => code,
    // The server may hang up on a client that goes on sending.
    (error: Error) => error.cause !== undefined && 'hung up',
  )
  assert.ok(['kit.too_large', 'hung up'].includes(String(outcome)), String(outcome))
  const file = new FormData()
  file.append('file', new Blob([new Uint8Array(26 * 1024 * 1024)]), 'huge.png')
  const upload = await call('POST', '/api/v1/files/upload/', file).then(
    ({ code }) => code,
    (error: Error) => error.cause !== undefined && 'hung up',
  )
  assert.ok(['kit.too_large', 'hung up'].includes(String(upload)), String(upload))
})

test('pages, addresses and headers beyond all measure are refused', async () => {
  for (const query of [
    'page=99999999999999999999',
    'page=1e400',
    'page_size=-1',
    `search=${'x'.repeat(8000)}`,
    'page=1&page=2',
    'filter={}&filter={}',
    'ordering=name&ordering=name',
    'ordering[]=name',
    'search[a]=1',
  ])
    assert.ok((await call('GET', `${partners}?${query}`)).status < 500, query.slice(0, 50))
  for (const path of [
    `${partners}${'x'.repeat(5000)}/`,
    `${partners}../../etc/passwd`,
    `${partners}..%2f..%2fetc%2fpasswd/`,
    '/api/v1/',
    '/api/v1/nothing/',
    '//api//v1//partners//',
    '/api/v1/partners/;/',
    '/api/v1/partners/%2e%2e/',
  ])
    assert.ok((await call('GET', path)).status < 500, path.slice(0, 50))
  for (const headers of [
    { 'x-organization': 'x' },
    { 'x-organization': `${server.root},${server.root}` },
    { 'accept-language': 'x'.repeat(5000) },
    { 'idempotency-key': 'x'.repeat(5000) },
    { authorization: 'Bearer x.y.z' },
    { authorization: 'Basic eDp5' },
    { cookie: 'kontor_session=x; kontor_session=y' },
  ] as Record<string, string>[])
    assert.ok(
      (await call('GET', partners, undefined, headers)).status < 500,
      JSON.stringify(headers).slice(0, 60),
    )
})

test('pictures that are none are refused', async () => {
  const wrong: [string, Uint8Array<ArrayBuffer>][] = [
    ['text', Buffer.from('no picture at all')],
    ['empty', Buffer.alloc(0)],
    ['cut', picture.subarray(0, 40)],
    ['headed', Buffer.concat([picture.subarray(0, 8), Buffer.from('<script>alert(1)</script>')])],
    ['svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ['html', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['program', Buffer.from('\u007fELF\u0002\u0001\u0001')],
  ]
  const product = await server.as.administrator.post('/api/v1/products/', {
    sku: 'PICTURED',
    name: { en: 'Pictured' },
    base_unit: 'EA',
  })
  for (const [name, bytes] of wrong) {
    const form = new FormData()
    form.append('file', new Blob([bytes], { type: 'image/png' }), `../../${name}.png`)
    const { status } = await call('POST', `/api/v1/products/${product.body.id}/images/`, form)
    assert.ok(status >= 400 && status < 500, `${name}: ${status}`)
  }
})

test('odd methods are refused', async () => {
  for (const method of ['PROPFIND', 'PURGE', 'DELETE', 'PUT', 'PATCH'])
    assert.ok([400, 404, 405, 501].includes((await call(method, partners)).status), method)
  assert.equal((await call('DELETE', partners)).code, 'kit.wrong_method')
  const unknown = await call('GET', '/api/v1/no-such-things/')
  assert.deepEqual([unknown.status, unknown.code], [404, 'kit.not_found'])
  const asked = await call('OPTIONS', partners)
  assert.deepEqual([asked.status, asked.text], [204, ''])
})

/** Sends bytes as they are and gives all that comes back until the server hangs up. */
function raw(text: string): Promise<string> {
  const { port, hostname } = new URL(server.url)
  return new Promise((resolve) => {
    let answer = ''
    const socket = connect(Number(port), hostname, () => socket.end(text))
    socket.on('data', (chunk) => (answer += chunk))
    socket.on('close', () => resolve(answer))
    socket.on('error', () => resolve(answer))
  })
}

test('what is no HTTP is hung up on', async () => {
  for (const text of [
    'nonsense\r\n\r\n',
    'GET / HTTP/9.9\r\n\r\n',
    'GET /api/v1/partners/\u0000 HTTP/1.1\r\nHost: x\r\n\r\n',
    'POST /api/v1/partners/ HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    'POST /api/v1/partners/ HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: -1\r\n\r\n{}',
    `GET /api/v1/partners/ HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(100_000)}\r\n\r\n`,
  ]) {
    const answer = await raw(text)
    assert.doesNotMatch(answer, /^HTTP\/1\.1 (2|500)/)
    assert.doesNotMatch(answer, inside)
  }
})

test('after all this the server answers as before', async () => {
  const { status, text } = await call('GET', `${partners}?search=nobody`)
  assert.deepEqual([status, JSON.parse(text).count], [200, 0])
  assert.equal((await post('{"name":"Good"}')).status, 201)
})
