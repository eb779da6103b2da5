/** Whatever goes well or wrong, no secret stands in the log, in an error's answer, or beside the data. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import test, { after, before } from 'node:test'
import { stoppedClock } from '#server/platform/clock.ts'
import { createLog, type Logger } from '#server/platform/log.ts'
import { unpacked } from '#server/platform/packed.ts'
import { sendPasswordLinks } from '#server/modules/user/account/password-link.ts'
import { codeAt } from '#server/modules/user/factor/testing/people.ts'
import { type ApiAnswer, assertStatus } from '#server/testing/api-client.ts'
import { BrowserClient } from '#server/testing/browser-client.ts'
import { testPassword } from '#server/testing/company.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'

const clock = stoppedClock('2026-11-21T08:00:00Z')
const lines: string[] = []
/** By what each is, so that a failure need not print it to name it. */
const secrets = new Map<string, string>()
const failures: { readonly call: string; readonly answer: ApiAnswer }[] = []
let log: Logger
let server: TestServer

before(async () => {
  log = createLog('trace', { write: (line: string) => void lines.push(line) })
  server = await startServer({ now: clock.now, log })
  secrets.set('password', testPassword)
})
after(() => server.stop())

function secret(name: string, value: unknown): string {
  assert.ok(typeof value === 'string' && value.length >= 6, `no ${name} to look for`)
  secrets.set(name, value)
  return value
}

const invented = (name: string) =>
  secret(name, `${name.replaceAll(' ', '-')}-${randomBytes(9).toString('hex')}`)

/** Every call goes through here; answers of failures are kept and looked through. */
async function call(
  method: string,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<ApiAnswer> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const response = await fetch(server.url + path, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: text }),
  })
  const shown = await response.text()
  const answer = { status: response.status, body: shown, headers: response.headers }
  if (answer.status >= 400) failures.push({ call: `${method} ${path.split('?')[0]}`, answer })
  return answer
}
const post = (path: string, body: unknown, headers?: Record<string, string>) =>
  call('POST', path, body, headers)

async function browserWith(username: string): Promise<BrowserClient> {
  const browser = new BrowserClient(server.url)
  assertStatus(await browser.logIn({ username, password: testPassword }), 200)
  for (const cookie of browser.cookie.split('; ')) secret(`cookie of ${username}`, cookie.split('=')[1])
  secret(`csrf token of ${username}`, browser.csrfToken)
  return browser
}

const auth = '/api/v1/auth'

async function signInAndFail(): Promise<void> {
  await server.addUser({ username: 'erna', role: 'viewer', organization: server.root })
  const browser = await browserWith('erna')
  const wrong = invented('wrong password')
  for (const username of ['erna', 'nobody at all']) {
    for (const path of ['login', 'token'])
      assert.equal((await post(`${auth}/${path}/`, { username, password: wrong })).status, 401)
  }
  const { body } = assertStatus(await browser.post(`${auth}/factors/totp/`), 200)
  const totp = secret('totp secret', body.secret)
  const early = await post(`${auth}/factors/totp/confirm/`, { code: '987654' }, { cookie: browser.cookie })
  assert.ok(early.status >= 400)
  const made = await browser.post(`${auth}/factors/totp/confirm/`, { code: await codeAt(totp, clock.now()) })
  for (const [index, code] of assertStatus(made, 200).body.recovery_codes.entries())
    secret(`recovery code ${index}`, code)
  const half = assertStatus(
    await new BrowserClient(server.url).logIn({ username: 'erna', password: testPassword }),
    200,
  )
  const ticket = secret('ticket', half.body.ticket)
  const wrongCode = invented('wrong code')
  for (const method of ['totp', 'recovery', 'passkey', 'nothing']) {
    const proof = { ticket, method, code: wrongCode, response: { id: wrongCode } }
    assert.ok((await post(`${auth}/login/second-factor/`, proof)).status >= 400)
  }
  const weak = { current_password: testPassword, new_password: invented('weak') }
  await post(
    `${auth}/password/change/`,
    { ...weak, current_password: wrong },
    { cookie: browser.cookie, 'x-csrf-token': browser.csrfToken },
  )
  await post(`${auth}/login/change-password/`, { ticket, new_password: weak.new_password })
  // Forged: a cookie without its token.
  assert.equal((await post(`${auth}/logout/`, {}, { cookie: browser.cookie })).status, 403)
}

async function refreshAndReuse(): Promise<void> {
  const { username = '', password } = server.as.sales.account ?? {}
  const first = JSON.parse((await post(`${auth}/token/`, { username, password })).body)
  const [refresh, access] = [secret('refresh token', first.refresh), secret('access token', first.access)]
  const second = JSON.parse((await post(`${auth}/token/refresh/`, { refresh })).body)
  secret('second refresh token', second.refresh)
  secret('second access token', second.access)
  assert.equal((await post(`${auth}/token/refresh/`, { refresh })).status, 401, 'a reuse')
  for (const token of [access, `${access}x`, invented('made up token'), second.access]) {
    assert.equal(
      (await call('GET', '/api/v1/products/', undefined, { authorization: `Bearer ${token}` })).status,
      401,
    )
  }
  await call('GET', `${auth}/session/`, undefined, {
    cookie: `kontor_session=${invented('made up session')}`,
  })
  await call('GET', `${auth}/session/`, undefined, {
    authorization: `Basic ${invented('basic credentials')}`,
  })
}

async function badInput(authorization: string): Promise<void> {
  const value = invented('credential value')
  const made = await post(
    '/api/v1/stored-credentials/',
    { name: 'erp' },
    { authorization, 'idempotency-key': 'one-key' },
  )
  const path = `/api/v1/stored-credentials/${JSON.parse(made.body).id}/`
  assert.equal((await post(`${path}set-value/`, { value }, { authorization })).status, 204)
  for (const body of [
    { value: [value] },
    { value: { value } },
    { value: `${value}\0` },
    { value: value.repeat(1000) },
    [value],
    `{"value": "${value}`,
    `${value}`,
    { name: 'erp', secret: value, kind: value },
  ]) {
    for (const address of [`${path}set-value/`, '/api/v1/stored-credentials/'])
      await post(address, body, { authorization })
  }
  for (const username of ['erna', 7, null, 'x'.repeat(200)]) {
    for (const password of [{ of: value }, [value], `${value}\0`, value.repeat(100), undefined]) {
      await post(`${auth}/login/`, { username, password })
    }
  }
  for (const [content, body] of [
    ['text/plain', value],
    ['application/xml', `<password>${value}</password>`],
    ['multipart/form-data', value],
    ['application/x-www-form-urlencoded', `password=${value}`],
  ] as const) {
    await post(`${auth}/login/`, body, { 'content-type': content })
    await post('/api/v1/products/', body, { 'content-type': content, authorization })
  }
  const asked = `?token=${value}&password=${value}&code=${value}`
  for (const address of ['/api/v1/products/', '/api/v1/nothing/', `${auth}/session/`]) {
    await call('GET', address + asked, undefined, { authorization })
  }
}

/** Keys of programs, and links that open an account. */
async function keysAndLinks(authorization: string): Promise<void> {
  const owner = server.as.administrator.account?.id
  const robot = await post(
    '/api/v1/service-accounts/',
    { name: 'Robot', owner },
    { authorization, 'idempotency-key': 'two' },
  )
  const wish = { service_account: JSON.parse(robot.body).id, name: 'shop', scopes: ['common.*'] }
  const made = JSON.parse((await post('/api/v1/api-keys/', wish, { authorization })).body)
  const key = secret('api key', made.secret)
  await call('GET', '/api/v1/roles/', undefined, { 'x-api-key': key })
  for (const bad of [`${key}x`, `${made.prefix}_${randomBytes(32).toString('base64url')}`]) {
    secret('wrong key', bad)
    await call('GET', '/api/v1/tags/', undefined, { 'x-api-key': bad })
    await call('GET', '/api/v1/tags/', undefined, { authorization: `Bearer ${bad}` })
  }
  const oauth = { grant_type: 'client_credentials', client_id: made.prefix, client_secret: key }
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  for (const fields of [
    oauth,
    { ...oauth, client_secret: `${key}y` },
    { ...oauth, scope: 'nothing.at_all' },
  ]) {
    await post('/api/v1/oauth/token/', String(new URLSearchParams(fields)), form)
  }
  await server.sql(`update user_account set email = 'erna@example.org' where username = 'erna'`)
  await post(`${auth}/password/reset/`, { username: 'erna' })
  const asOwner = (text: string, values: readonly unknown[]) => server.sql(text, values) as never
  const run = { asOwner, signal: new AbortController().signal, isLastAttempt: true }
  await sendPasswordLinks({ name: 'erna', tenant: null, context: {} }, run, clock.now(), server.url)
  const letters = await server.sql<{ body: string }>('select body from outgoing_mail')
  const links = letters.flatMap(({ body }) => /new-password#([\w-]{20,})/.exec(body)?.[1] ?? [])
  const token = secret('link of a mail', links[0])
  for (const given of [token, `${token}x`]) {
    await post(`${auth}/password/reset/confirm/`, { token: given, new_password: 'short' })
    await call('GET', `/reset-password?token=${given}`, undefined)
  }
}

/** Errors that nobody foresaw, of the worst kind: PostgreSQL repeats the whole row. */
async function failInside(authorization: string): Promise<void> {
  await server.sql(`create function public.fail_loudly() returns trigger language plpgsql as $$
    begin raise exception 'it broke' using errcode = 'XX000', detail = 'Failing row contains ' || new; end $$`)
  const asked = `?token=${invented('token in an address')}&state=${invented('state of a provider')}`
  const before = lines.length
  for (const table of ['user_session', 'refresh_token', 'stored_credential', 'user_credential']) {
    await server.sql(
      `create trigger fail before insert or update on ${table} for each row execute function fail_loudly()`,
    )
  }
  const { username = '', password } = server.as.warehouse.account ?? {}
  const proofs = await server.sql<{ hash: string }>('select password_hash as hash from user_credential')
  for (const [index, { hash }] of proofs.entries()) secret(`hash ${index}`, hash)
  const headers = { authorization, cookie: `kontor_session=${invented('another session')}` }
  const statuses = [
    (await post(`${auth}/login/${asked}`, { username, password })).status,
    (await post(`${auth}/token/${asked}`, { username, password })).status,
    (await post(`/api/v1/stored-credentials/${asked}`, { name: 'second' }, { authorization })).status,
    (await post(`${auth}/login/`, { username, password: invented('third wrong password') }, headers)).status,
  ]
  assert.deepEqual(statuses, [500, 500, 500, 500])
  await server.sql('drop function fail_loudly() cascade')
  assert.ok(lines.length >= before + 4, 'nothing was logged of it')
}

/** What others' code might log: a whole request, a connection, an error with a cause. */
function logCarelessly(): void {
  const [bearer, cookie] = [secrets.get('access token') ?? '', secrets.get('cookie of erna') ?? '']
  const password = invented('database password')
  log.warn({ req: { headers: { authorization: `Bearer ${bearer}`, cookie: `kontor_session=${cookie}` } } })
  log.info(`GET /api/v1/products/ with Bearer ${bearer} and kontor_session=${cookie}; a=b`)
  log.error(
    new Error('outer', { cause: new Error(`postgres://kontor_owner:${password}@127.0.0.1/kontor refused`) }),
  )
  log.error({
    err: Object.assign(new Error('row'), {
      detail: `Key (token)=(${cookie}) exists`,
      where: cookie,
      client: { of: cookie },
    }),
  })
}

function mustNotHold(text: string, where: string): void {
  for (const [name, value] of secrets) {
    const escaped = JSON.stringify(value).slice(1, -1)
    assert.ok(!text.includes(value) && !text.includes(escaped), `${where} holds the ${name}`)
  }
}

test('no secret is logged or answered with a failure, whatever is driven through the server', async () => {
  await signInAndFail()
  await refreshAndReuse()
  const authorization = `Bearer ${secret("the administrator's token", await server.as.administrator.token())}`
  await badInput(authorization)
  await keysAndLinks(authorization)
  await failInside(authorization)
  logCarelessly()
  assert.ok(failures.length > 60 && secrets.size > 30 && lines.length >= 8)
  for (const { call: made, answer } of failures) {
    mustNotHold(String(answer.body), `the answer ${answer.status} to ${made}`)
    mustNotHold(JSON.stringify([...answer.headers]), `a header of the answer ${answer.status} to ${made}`)
    assert.doesNotMatch(String(answer.body), /node_modules|\.ts:\d+|Failing row|select .* from/)
  }
  for (const line of lines) mustNotHold(line, `the log line ${line.slice(0, 80)}…`)
  // What went wrong is still told.
  const broken = lines.filter((line) => line.includes('it broke'))
  assert.ok(broken.length >= 3 && broken.every((line) => /XX000.*function fail_loudly\(\) line/.test(line)))
})

test('neither the audit trail nor what is kept for others holds a secret', async () => {
  for (const table of [
    'audit_log',
    'audit_personal',
    'outbox_event',
    'idempotency_key',
    'user_session',
    'refresh_token',
    'user_factor',
    'recovery_code',
    'sign_in_ticket',
    'stored_credential',
    'api_key',
    'api_key_secret',
    'api_key_usage',
  ]) {
    const rows = await server.sql<{ row: string }>(`select to_jsonb(t)::text as row from ${table} t`)
    if (table === 'idempotency_key') {
      const packed = await server.sql<{ answer: Buffer }>('select answer from idempotency_key')
      rows.push(...packed.map(({ answer }) => ({ row: JSON.stringify(unpacked(answer)) })))
    }
    for (const { row } of rows) {
      for (const [name, value] of secrets) {
        // A token against forged requests is of use only beside the cookie.
        if (table === 'user_session' && name.startsWith('csrf')) continue
        assert.ok(!row.includes(value), `${table} holds the ${name}`)
      }
    }
  }
})
