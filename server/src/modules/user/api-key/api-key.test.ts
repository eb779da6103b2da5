/** API keys of service accounts: narrow, limited, revoked at once, rotated with overlap, watched. */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { stoppedClock } from '#server/platform/clock.ts'
import { type ApiAnswer, assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { untilSo } from '#server/testing/processes.ts'
import { type SecondServer, startSecondServer } from '#server/testing/second-server.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'

const clock = stoppedClock('2026-11-21T08:00:00Z')
const [minute, hour] = [60_000, 3_600_000]
const day = 24 * hour
const keys = '/api/v1/api-keys/'
const tags = '/api/v1/tags/'
let server: TestServer
let second: SecondServer
let account: { id: string; account: string }

before(async () => {
  server = await startServer({ now: clock.now })
  second = await startSecondServer(server, { now: clock.now })
  account = await makeAccount('Webshop', 'administrator')
})
after(async () => {
  await second.stop()
  await server.stop()
})

/** Access tokens of people last a quarter of an hour. */
function later(milliseconds: number): void {
  clock.advance(milliseconds)
  for (const client of [...Object.values(server.as), server.other.as.administrator]) client.forgetToken()
}

async function makeAccount(name: string, role: string) {
  const { administrator } = server.as
  const owner = administrator.account?.id
  const { body } = assertStatus(await administrator.post('/api/v1/service-accounts/', { name, owner }), 201)
  const membership = { user: body.account, role, organization: server.root }
  assertStatus(await administrator.post('/api/v1/organization-memberships/', membership), 201)
  return body as { id: string; account: string }
}

async function issue(changes: object = {}, client = server.as.administrator): Promise<ApiAnswer> {
  return client.post(keys, { service_account: account.id, name: 'key', scopes: ['common.*'], ...changes })
}
const keyOf = async (changes: object = {}) =>
  assertStatus(await issue(changes), 201).body as { id: string; secret: string; prefix: string }

const withKey = (key: string) => ({ headers: { 'x-api-key': key } })
const read = (key: string, path = tags, nobody = server.nobody) => nobody.get(path, withKey(key))

test('a key serves as X-API-Key and as Bearer, for its account and under its name', async () => {
  const { secret, prefix } = await keyOf()
  assert.match(secret, /^kontor_[0-9a-f]{8}_[\w-]{43}$/)
  assertStatus(await read(secret), 200)
  const bearer = { headers: { authorization: `Bearer ${secret}` } }
  const { body } = assertStatus(await server.nobody.get('/api/v1/auth/session/', bearer), 200)
  assert.equal(body.user.id, account.account)
  const made = await server.nobody.post(
    tags,
    { name: 'by a key', organization: server.root },
    withKey(secret),
  )
  assert.equal(assertStatus(made, 201).body.created_by, account.account)
  const [trail] = await server.sql<{ actor_name: string }>(
    `select actor_name from audit_log where record_id = $1 and action = 'CREATE'`,
    [made.body.id],
  )
  assert.equal(trail?.actor_name, `Webshop (${prefix})`)
})

test('what is wrong with a key is not said', async () => {
  const { secret } = await keyOf()
  const wrong = [
    secret.slice(0, -1),
    `${secret.slice(0, -1)}!`,
    secret.toUpperCase(),
    '',
    'x',
    secret + secret,
  ]
  for (const key of [...wrong, `${secret.slice(0, -3)}abc`]) {
    assertRefused(assertStatus(await read(key), 401), 'kit.session_expired')
  }
  assertStatus(await server.nobody.get(tags, { headers: { authorization: `Basic ${secret}` } }), 401)
})

test('the secret is answered once; the database holds only its digest', async () => {
  const { id, secret } = await keyOf()
  const { administrator } = server.as
  for (const path of [`${keys}${id}/`, keys, `/api/v1/audit-logs/?record_id=${id}`, `${keys}${id}/usage/`]) {
    assert.ok(!JSON.stringify((await administrator.get(path)).body).includes(secret), path)
  }
  const tables = await server.sql<{ name: string }>(
    `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
  )
  for (const { name } of tables) {
    const held = await server.sql(`select 1 from "${name}" t where strpos(t::text, $1) > 0`, [secret])
    assert.deepEqual(held, [], name)
  }
})

test('a call outside the scope is 403 and says so; within, the account’s own rights are the limit', async () => {
  const { secret } = await keyOf({ scopes: ['common.view_tag', '*.view_*'] })
  assertStatus(await read(secret), 200)
  assertStatus(await read(secret, '/api/v1/products/'), 200)
  const refused = await server.nobody.post(tags, { name: 'no', organization: server.root }, withKey(secret))
  assertRefused(assertStatus(refused, 403), 'kit.outside_scope')
  assert.match(refused.body.title, /common\.add_tag is outside the scope/)
  const small = await makeAccount('Reader', 'viewer')
  const wide = await keyOf({ service_account: small.id, scopes: ['*'] })
  const beyond = await server.nobody.post(
    tags,
    { name: 'no', organization: server.root },
    withKey(wide.secret),
  )
  assertRefused(assertStatus(beyond, 403), 'kit.forbidden')
  const session = await read(secret, '/api/v1/auth/session/')
  const held = Object.keys(session.body.permissions)
  assert.ok(held.length > 20 && held.every((code) => /\.view_/.test(code)))
})

test('a narrow key makes no wider key, role or membership', async () => {
  const scopes = ['user.*', 'organization.*']
  const { secret } = await keyOf({ scopes })
  const post = (path: string, body: object) =>
    server.nobody.post(path, body, { headers: { 'x-api-key': secret, 'x-organization': server.root } })
  const wider = { service_account: account.id, name: 'wider', scopes: ['*'] }
  assertRefused(await post(keys, wider), 'kit.outside_scope')
  const role = { code: 'wide', name: 'Wide', permissions: ['*'] }
  assertRefused(await post('/api/v1/roles/', role), 'kit.outside_scope')
  const member = { user: server.as.viewer.account?.id, role: 'administrator', organization: server.plant1 }
  assertRefused(await post('/api/v1/organization-memberships/', member), 'kit.outside_scope')
})

test('revoked is revoked with the next request, in every process', async () => {
  const { id, secret } = await keyOf()
  assert.deepEqual(
    [(await read(secret)).status, (await read(secret, tags, second.nobody)).status],
    [200, 200],
  )
  const revoke = () =>
    server.as.administrator.post(`${keys}${id}/revoke/`, { reason: 'leaked' }, { version: null })
  assertStatus(await revoke(), 204)
  assertStatus(await read(secret), 401)
  await untilSo(async () => (await read(secret, tags, second.nobody)).status === 401)
  assertRefused(assertStatus(await revoke(), 409), 'user.key_revoked')
})

test('it expires; without a wish after ninety days, never later than two years', async () => {
  const expiresAt = new Date(clock.now().getTime() + hour).toISOString()
  const [short, usual] = [await keyOf({ expires_at: expiresAt }), (await issue()).body]
  assert.equal(Date.parse(usual.expires_at) - clock.now().getTime(), 90 * day)
  assertStatus(await read(short.secret), 200)
  later(hour)
  assertStatus(await read(short.secret), 401)
  for (const days of [-1, 0, 731]) {
    const wish = { expires_at: new Date(clock.now().getTime() + days * day).toISOString() }
    assertRefused(await issue(wish), 'user.not_in_the_future', '/expires_at')
  }
})

test('uses are counted to the last across processes, calls a minute within each', async () => {
  const few = await keyOf({ usage_limit: 6 })
  const calls = await Promise.all(
    Array.from({ length: 12 }, (_, index) =>
      read(few.secret, tags, index % 2 ? second.nobody : server.nobody),
    ),
  )
  const statuses = calls.map(({ status }) => status)
  assert.deepEqual(
    [statuses.filter((s) => s === 200).length, statuses.filter((s) => s === 401).length],
    [6, 6],
  )
  assertRefused(await read(few.secret), 'user.key_exhausted')
  const slow = await keyOf({ per_minute: 2 })
  assert.deepEqual([(await read(slow.secret)).status, (await read(slow.secret)).status], [200, 200])
  assertRefused(assertStatus(await read(slow.secret), 429), 'kit.too_many_requests')
  clock.advance(minute)
  assertStatus(await read(slow.secret), 200)
})

test('from another network it is refused, and the person in charge is told', async () => {
  const { id, secret } = await keyOf({ networks: ['192.0.2.0/24', '2001:db8::/32'] })
  assertRefused(assertStatus(await read(secret), 403), 'user.key_network')
  const local = await keyOf({ networks: ['10.0.0.0/8', '127.0.0.1'] })
  assertStatus(await read(local.secret), 200)
  assertRefused(await issue({ networks: ['everywhere'] }), 'user.not_a_network', '/networks')
  await untilSo(async () => (await usageOf(id)).alerts.length > 0)
  assert.deepEqual((await usageOf(id)).alerts[0].kind, 'refused_network')
})

const usageOf = async (id: string) =>
  assertStatus(await server.as.administrator.get(`${keys}${id}/usage/`), 200).body

test('rotation gives the next key, and the old one its hours of overlap and no more', async () => {
  const old = await keyOf({ scopes: ['common.view_tag'], per_minute: 100 })
  const rotate = (id: string, body: object) =>
    server.as.administrator.post(`${keys}${id}/rotate/`, body, { version: null })
  const { body: fresh } = assertStatus(await rotate(old.id, { overlap_hours: 2 }), 201)
  assert.deepEqual([fresh.scopes, fresh.per_minute, fresh.replaces], [['common.view_tag'], 100, old.id])
  assert.deepEqual([(await read(old.secret)).status, (await read(fresh.secret)).status], [200, 200])
  later(2 * hour)
  assert.deepEqual([(await read(old.secret)).status, (await read(fresh.secret)).status], [401, 200])
  assertRefused(await rotate(old.id, {}), 'user.key_revoked')
  const { body: last } = assertStatus(await rotate(fresh.id, { overlap_hours: 0 }), 201)
  assert.deepEqual([(await read(fresh.secret)).status, (await read(last.secret)).status], [401, 200])
})

test('only who may issue issues, for his own company, and no more than he may himself', async () => {
  assertRefused(await issue({}, server.as.sales), 'kit.forbidden')
  assertRefused(await issue({}, server.other.as.administrator), 'kit.reference_missing', '/service_account')
  const { body } = await issue({ scopes: ['sales.*', 'nonsense.*'], colour: 'red', name: '' })
  const codes = body.errors.map((fault: { pointer: string }) => fault.pointer).toSorted()
  assert.deepEqual(codes, ['/colour', '/name', '/scopes'])
  const role = { code: 'keymaker', name: 'Key maker', permissions: ['user.add_apikey', 'common.view_tag'] }
  assertStatus(await server.as.administrator.post('/api/v1/roles/', role), 201)
  const maker = await server.addUser({ username: 'key.maker', role: 'keymaker', organization: server.root })
  assertRefused(assertStatus(await issue({}, maker), 403), 'kit.forbidden')
})

test('a service account has no password; switched off its keys end and stay ended', async () => {
  const { administrator } = server.as
  const other = await makeAccount('Till', 'viewer')
  const { secret } = await keyOf({ service_account: other.id, scopes: ['*'] })
  assertStatus(await read(secret), 200)
  const password = await administrator.post(
    `/api/v1/users/${other.account}/set-password/`,
    { password: 'velvet quartz lantern 77' },
    { version: null },
  )
  assertRefused(assertStatus(password, 409), 'user.no_password')
  const path = `/api/v1/service-accounts/${other.id}/`
  assertStatus(await administrator.patch(path, { is_active: false }), 200)
  assertStatus(await read(secret), 401)
  assertStatus(await administrator.patch(path, { is_active: true }), 200)
  assertStatus(await read(secret), 401)
})
