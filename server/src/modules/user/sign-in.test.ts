/** Signing in and out with a browser: the answer, the cookie, lockout, and what strangers learn: nothing. */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { BrowserClient } from '#server/testing/browser-client.ts'
import { testPassword } from '#server/testing/company.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { stoppedClock } from '#server/platform/clock.ts'

const clock = stoppedClock('2026-11-21T08:00:00Z')
const minute = 60_000
let server: TestServer

before(async () => {
  server = await startServer({ now: clock.now, isSecure: true })
})
after(() => server.stop())

const logIn = (username: string, password: string) =>
  new BrowserClient(server.url).logIn({ username, password })

test('who signs in learns who he is, where he works and what he may do there', async () => {
  const { status, body, headers } = await logIn('HUBER.Sales', testPassword)
  assert.equal(status, 200)
  assert.equal(body.user.id, server.as.sales.account?.id)
  assert.equal(body.user.username, 'huber.sales')
  assert.equal(body.user.language, 'en')
  const { root, plant1, plant2 } = server
  assert.deepEqual(
    body.organizations.map((each: { id: string }) => each.id).toSorted(),
    [root, plant1, plant2].toSorted(),
  )
  const own = body.organizations.find((each: { id: string }) => each.id === root)
  assert.deepEqual(own, {
    id: root,
    name: 'Huber GmbH',
    code: 'HUBER',
    parent: null,
    is_legal_entity: true,
    status: 'active',
  })
  assert.deepEqual(
    [...body.permissions['sales.add_salesorder']].toSorted(),
    [root, plant1, plant2].toSorted(),
  )
  assert.equal(body.permissions['user.add_useraccount'], undefined)
  assert.equal(headers.get('cache-control'), 'no-store')
})

test('the cookie is out of reach of scripts, sites and plain HTTP, and lasts as its session', async () => {
  const cookieOf = async (username: string) =>
    (await logIn(username, testPassword)).headers.getSetCookie().find((each) => each.startsWith('kontor_'))
  const cookie = (await cookieOf('huber.sales')) ?? ''
  assert.match(cookie, /^kontor_session=[\w-]{43}; /)
  for (const part of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/', 'Max-Age=86400']) {
    assert.ok(cookie.split('; ').includes(part), `${part} in ${cookie}`)
  }
  assert.match((await cookieOf('huber.administrator')) ?? '', /Max-Age=14400/)
})

test('the database keeps a digest, not the key', async () => {
  const browser = new BrowserClient(server.url)
  await browser.logIn({ username: 'huber.viewer', password: testPassword })
  const key = browser.cookie.split('=')[1] ?? ''
  const rows = await server.sql('select s::text as whole from user_session s')
  assert.ok(rows.length > 0)
  for (const { whole } of rows) {
    assert.ok(!whole.includes(key) && !whole.includes(Buffer.from(key).toString('hex')))
  }
})

test('a wrong password, an unknown name and an account without a password get the same answer', async () => {
  await server.sql(
    `insert into user_account (tenant_id, username, display_name) values ($1, 'no.password', 'No password')`,
    [server.tenant],
  )
  const answers = await Promise.all([
    logIn('huber.viewer', 'wrong wrong wrong'),
    logIn('nobody.knows', 'wrong wrong wrong'),
    logIn('no.password', 'wrong wrong wrong'),
  ])
  const [first, ...others] = answers.map(({ status, body, headers }) => {
    const { request_id: _, ...rest } = body
    return { status, rest, cookies: headers.getSetCookie() }
  })
  assert.equal(first?.status, 401)
  assert.equal(first?.rest.code, 'kit.sign_in_failed')
  for (const other of others) assert.deepEqual(other, first)
})

test('an unknown name costs as much work as a known one', async () => {
  const { rows: known } = await server.pool.query(`select kontor.sign_in_salts('huber.sales', null) as salt`)
  assert.equal(known.length, 1)
  assert.match(known[0].salt, /^\$argon2id\$v=19\$m=8,t=1,p=1\$[\w+/]+\$$/)
  const { rows: unknown } = await server.pool.query(`select kontor.sign_in_salts('nobody', null) as salt`)
  // Then the server derives from a fresh salt at its own cost: one derivation in either case.
  assert.deepEqual(unknown, [])
})

test('what is missing or no text is refused before anything is computed', async () => {
  const send = (body: unknown) => new BrowserClient(server.url).post('/api/v1/auth/login/', body)
  assertRefused(await send({ username: 'huber.sales' }), 'kit.required', '/password')
  assertRefused(await send({ username: 5, password: ['x'] }), 'kit.required', '/username')
  assertRefused(await send([]), 'kit.required', '/username')
  assertRefused(await send({ username: 'a\0b', password: 'x' }), 'kit.required', '/username')
  assertRefused(await send({ username: 'x'.repeat(151), password: 'x' }), 'kit.required', '/username')
  assertRefused(await send({ username: 'x', password: 'x'.repeat(1001) }), 'kit.required', '/password')
})

test('a page of another site cannot sign a browser in', async () => {
  const browser = new BrowserClient(server.url)
  const body = { username: 'huber.sales', password: testPassword }
  for (const site of ['cross-site', 'same-site']) {
    const answer = await browser.send('POST', '/api/v1/auth/login/', body, { 'sec-fetch-site': site })
    assertRefused(answer, 'kit.csrf')
  }
  assertStatus(
    await browser.send('POST', '/api/v1/auth/login/', body, { 'sec-fetch-site': 'same-origin' }),
    200,
  )
})

test('an account locks for longer with each failure, for the right password too, and opens', async () => {
  const username = 'locked.out'
  await server.addUser({ username, role: 'viewer', organization: server.root })
  const fail = async () => assertStatus(await logIn(username, 'wrong wrong wrong'), 401)
  const lockedUntil = async () => {
    const [row] = await server.sql<{ locked_until: Date | null }>(
      `select c.locked_until from user_credential c join user_account u on u.id = c.user_id
      where u.username = $1`,
      [username],
    )
    return row?.locked_until ? Date.parse(String(row.locked_until)) - clock.now().getTime() : null
  }
  for (let failures = 0; failures < 5; failures += 1) await fail()
  assert.equal(await lockedUntil(), null)
  await fail()
  assert.equal(await lockedUntil(), minute)
  assertRefused(await logIn(username, testPassword), 'kit.sign_in_failed')
  // What is tried during a lock does not make it longer.
  await fail()
  assert.equal(await lockedUntil(), minute)
  clock.advance(minute)
  await fail()
  assert.equal(await lockedUntil(), 2 * minute)
  clock.advance(2 * minute)
  assertStatus(await logIn(username, testPassword), 200)
  for (let failures = 0; failures < 5; failures += 1) await fail()
  assert.equal(await lockedUntil(), null)
})

test('who is suspended cannot sign in and is told no more than a stranger', async () => {
  const client = await server.addUser({ username: 'suspended', role: 'viewer', organization: server.root })
  const change = { reason: 'On leave' }
  const path = `/api/v1/users/${client.account?.id}/suspend/`
  assertStatus(await server.as.administrator.post(path, change), 200)
  assertRefused(await logIn('suspended', testPassword), 'kit.sign_in_failed')
})

test('two tenants may have the same name: the password tells which is meant, or the code', async () => {
  const username = 'same.name'
  const here = await server.addUser({ username, role: 'viewer', organization: server.root })
  const there = await server.other.addUser({ username, role: 'viewer', organization: server.other.root })
  const give = (client: typeof here, administrator: typeof here, password: string) =>
    administrator.post(`/api/v1/users/${client.account?.id}/set-password/`, { password })
  assertStatus(await give(here, server.as.administrator, 'granite meadow 71 otter'), 204)
  assertStatus(await give(there, server.other.as.administrator, 'copper lagoon 36 heron'), 204)
  assert.equal((await logIn(username, 'granite meadow 71 otter')).body.user.id, here.account?.id)
  assert.equal((await logIn(username, 'copper lagoon 36 heron')).body.user.id, there.account?.id)
  const browser = new BrowserClient(server.url)
  const named = (tenant: string) =>
    browser.post('/api/v1/auth/login/', { username, password: 'copper lagoon 36 heron', tenant })
  assertStatus(await named('meier'), 200)
  assertRefused(await named('huber'), 'kit.sign_in_failed')
})

test('every attempt and the sign-out stand in the audit trail, never with a password', async () => {
  const browser = new BrowserClient(server.url)
  await browser.logIn({ username: 'huber.accounts', password: 'secret wrong guess' })
  await browser.logIn({ username: 'huber.accounts', password: testPassword })
  assertStatus(await browser.post('/api/v1/auth/logout/'), 204)
  await browser.post('/api/v1/auth/logout/')
  await browser.logIn({ username: 'who.is.that', password: 'secret wrong guess' })
  const rows = await server.sql<Record<string, unknown>>(
    `select tenant_id, user_id, action, record_label, context from audit_log
    where record_label in ('huber.accounts', 'who.is.that') and action like 'LOG%' order by sequence`,
  )
  const id = server.as.accounts.account?.id
  assert.deepEqual(
    rows.map((row) => [row.tenant_id, row.user_id, row.action]),
    [
      [server.tenant, null, 'LOGIN_FAILED'],
      [server.tenant, id, 'LOGIN_SUCCESS'],
      [server.tenant, id, 'LOGOUT'],
      [null, null, 'LOGIN_FAILED'],
    ],
  )
  assert.deepEqual(
    rows.map(({ context }) => (context as Record<string, unknown>).ip_address),
    Array(4).fill('127.0.0.1'),
  )
  assert.deepEqual(
    rows.map(({ context }) => (context as Record<string, unknown>).username_attempt),
    ['huber.accounts', undefined, undefined, 'who.is.that'],
  )
  assert.ok(!JSON.stringify(rows).includes('secret wrong guess'))
  const shown = await server.as.administrator.get('/api/v1/audit-logs/?action=LOGIN_FAILED')
  assert.ok(shown.body.results.some((row: { record_label: string }) => row.record_label === 'huber.accounts'))
})
