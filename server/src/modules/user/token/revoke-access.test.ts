/** Access is ended at once: of one token, a family, a user, an organization; in every process. */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { BrowserClient } from '#server/testing/browser-client.ts'
import { testPassword } from '#server/testing/company.ts'
import { untilSo } from '#server/testing/processes.ts'
import { type SecondServer, startSecondServer } from '#server/testing/second-server.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'

let server: TestServer
let second: SecondServer

before(async () => {
  server = await startServer()
  second = await startSecondServer(server)
})
after(async () => {
  await second.stop()
  await server.stop()
})

const statusOf = async (token: string, client = server.nobody) =>
  (await client.get('/api/v1/auth/session/', { headers: { authorization: `Bearer ${token}` } })).status
const statuses = async (token: string) => [await statusOf(token), await statusOf(token, second.nobody)]

const pairFor = async (username: string) =>
  assertStatus(await server.nobody.post('/api/v1/auth/token/', { username, password: testPassword }), 200)
    .body as { access: string; refresh: string }
const refresh = async (token: string) =>
  (await server.nobody.post('/api/v1/auth/token/refresh/', { refresh: token })).status

const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as {
    jti: string
    session: string
    sub: string
  }

const revoke = (body: object, client = server.as.administrator) => client.post('/api/v1/auth/revoke/', body)
const reason = 'lost on a train'

test('one token is refused at once, here and in another process; its family lives on', async () => {
  const pair = await pairFor('huber.sales')
  assert.deepEqual(await statuses(pair.access), [200, 200])
  assertStatus(await revoke({ token: claimsOf(pair.access).jti, reason }), 200)
  assert.equal(await statusOf(pair.access), 401)
  await untilSo(async () => (await statusOf(pair.access, second.nobody)) === 401)
  assert.equal(await refresh(pair.refresh), 200)
})

test('a family ends with its access and refresh tokens, and no other', async () => {
  const [one, other] = [await pairFor('huber.sales'), await pairFor('huber.sales')]
  const { body } = assertStatus(await revoke({ family: claimsOf(one.access).session, reason }), 200)
  assert.deepEqual(body, { sessions: 0, tokens: 1 })
  assert.deepEqual([await statusOf(one.access), await refresh(one.refresh)], [401, 401])
  assert.deepEqual([await statusOf(other.access), await refresh(other.refresh)], [200, 200])
})

test('all of a user ends, browsers too, and nobody else’s', async () => {
  const [mine, theirs] = [await pairFor('huber.warehouse'), await pairFor('huber.viewer')]
  const browser = new BrowserClient(server.url)
  await browser.logIn({ username: 'huber.warehouse', password: testPassword })
  const user = server.as.warehouse.account?.id
  const { body } = assertStatus(await revoke({ user, reason }), 200)
  assert.equal(body.sessions, 1)
  assert.equal(await statusOf(mine.access), 401)
  assertStatus(await browser.get('/api/v1/auth/session/'), 401)
  assert.deepEqual(await statuses(theirs.access), [200, 200])
  const [trail] = await server.sql<{ record_label: string; user_id: string }>(
    `select record_label, user_id from audit_log where action = 'ACCESS_REVOKED' and record_id = $1`,
    [user],
  )
  assert.deepEqual(trail, {
    record_label: `user: ${reason}`,
    user_id: server.as.administrator.account?.id,
  })
})

test('everybody of an organization is out, whoever belongs elsewhere stays', async () => {
  await server.addUser({ username: 'in.plant', role: 'viewer', organization: server.plant1 })
  await server.addUser({ username: 'in.other.plant', role: 'viewer', organization: server.plant2 })
  const [inside, outside] = [await pairFor('in.plant'), await pairFor('in.other.plant')]
  assertStatus(await revoke({ organization: server.plant1, reason }), 200)
  assert.deepEqual([await statusOf(inside.access), await refresh(inside.refresh)], [401, 401])
  assert.deepEqual(await statuses(outside.access), [200, 200])
})

test('a site’s administrator ends what is his site’s; nobody reaches another tenant', async () => {
  const username = 'plant.administrator'
  const client = await server.addUser({ username, role: 'administrator', organization: server.plant1 })
  const pair = await pairFor('huber.accounts')
  const user = server.as.accounts.account?.id
  assertRefused(assertStatus(await revoke({ user, reason }, client), 403), 'kit.forbidden')
  assertRefused(await revoke({ organization: server.plant2, reason }, client), 'kit.forbidden')
  assertRefused(await revoke({ user, reason }, server.as.sales), 'kit.forbidden')
  assertStatus(await revoke({ user, reason }, server.other.as.administrator), 200)
  assert.deepEqual(await statuses(pair.access), [200, 200])
  assertStatus(await revoke({ organization: server.plant1, reason }, client), 200)
})

test('it must say whom and why', async () => {
  assertRefused(await revoke({ reason }), 'user.one_target')
  assertRefused(await revoke({ user: server.tenant, family: server.tenant, reason }), 'user.one_target')
  assertRefused(await revoke({ user: 'x', reason }), 'kit.wrong_format', '/user')
  assertRefused(await revoke({ user: server.tenant }), 'kit.required', '/reason')
})
