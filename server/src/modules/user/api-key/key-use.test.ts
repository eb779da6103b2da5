/** The use of keys is written down in batches; what is unusual is told once, by mail and in the trail. */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { pino } from 'pino'
import { stoppedClock } from '#server/platform/clock.ts'
import { assertStatus } from '#server/testing/api-client.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import type { KeyFacts } from '#server/modules/user/access-cache.ts'
import { createKeyUse, type KeyUse } from './key-use.ts'

const clock = stoppedClock('2026-11-21T08:00:00Z')
const day = 24 * 3_600_000
let server: TestServer
let use: KeyUse
let account: string

before(async () => {
  server = await startServer({ now: clock.now })
  use = createKeyUse(server.pool, clock.now, pino({ level: 'silent' }))
  const { administrator } = server.as
  const owner = administrator.account?.id
  await server.sql(`update user_account set email = 'owner@example.org' where id = $1`, [owner])
  const made = await administrator.post('/api/v1/service-accounts/', { name: 'Webshop', owner })
  account = assertStatus(made, 201).body.id
})
after(async () => {
  await use.stop()
  await server.stop()
})

async function newKey(): Promise<KeyFacts> {
  server.as.administrator.forgetToken()
  const wanted = { service_account: account, name: 'key', scopes: ['common.*'] }
  const { body } = assertStatus(await server.as.administrator.post('/api/v1/api-keys/', wanted), 201)
  const facts = { digest: Buffer.alloc(32), scopes: [], networks: [], isCounted: false, perMinute: null }
  return { id: body.id, tenantId: server.tenant, ...facts }
}

const usageOf = async ({ id }: KeyFacts) => {
  server.as.administrator.forgetToken()
  return assertStatus(await server.as.administrator.get(`/api/v1/api-keys/${id}/usage/`), 200).body
}

function call(key: KeyFacts, times: number, changes: object = {}): void {
  const one = {
    route: 'GET /api/v1/tags/',
    address: '192.0.2.1',
    device: 'shop',
    isRefused: false,
    ...changes,
  }
  for (let time = 0; time < times; time += 1) use.note(key, one)
}

const alertsOf = async (key: KeyFacts) =>
  (await usageOf(key)).alerts.map(({ kind, detail }: Record<string, string>) => `${kind} ${detail}`)

test('calls and refusals are counted by day and route, whoever writes them', async () => {
  const key = await newKey()
  call(key, 3)
  call(key, 2, { route: 'POST /api/v1/tags/', isRefused: true })
  await use.flush()
  call(key, 4)
  await use.flush()
  clock.advance(day)
  call(key, 1)
  await use.flush()
  const { daily, routes, days, addresses, use_count: count, last_used_at: last } = await usageOf(key)
  assert.deepEqual(daily, [
    { day: '2026-11-21', calls: 9, refusals: 2 },
    { day: '2026-11-22', calls: 1, refusals: 0 },
  ])
  assert.deepEqual(routes, [
    { route: 'GET /api/v1/tags/', calls: 8, refusals: 0 },
    { route: 'POST /api/v1/tags/', calls: 2, refusals: 2 },
  ])
  assert.deepEqual(days, [
    { day: '2026-11-22', route: 'GET /api/v1/tags/', calls: 1, refusals: 0 },
    { day: '2026-11-21', route: 'GET /api/v1/tags/', calls: 7, refusals: 0 },
    { day: '2026-11-21', route: 'POST /api/v1/tags/', calls: 2, refusals: 2 },
  ])
  assert.deepEqual([count, Date.parse(last)], [10, clock.now().getTime()])
  assert.deepEqual([addresses.length, addresses[0].calls], [1, 10])
  const trail = await server.sql(
    `select context from audit_log where action = 'KEY_USED' and record_id = $1`,
    [key.id],
  )
  assert.deepEqual(trail, [{ context: { ip_address: '192.0.2.1', device: 'shop' } }])
})

test('keys that are refused are told once for all tries of some seconds, unknown ones by address', async () => {
  const [known, strange] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
  const { id } = await newKey()
  await server.sql('update api_key_secret set digest = $2 where api_key_id = $1', [id, known])
  const facts = { address: '192.0.2.7', device: 'shop', id: 'request', language: 'en' }
  for (let tries = 0; tries < 3; tries += 1) use.refused(known, 'network', facts)
  for (const digest of [strange, Buffer.alloc(32, 3)]) use.refused(digest, null, facts)
  await use.flush()
  await use.flush()
  const told = await server.sql(
    `select tenant_id, record_id, context ->> 'reason' as reason, context -> 'count' as count from audit_log
    where action = 'KEY_REFUSED' and ip_address = '192.0.2.7' order by sequence`,
  )
  assert.deepEqual(told, [
    { tenant_id: server.tenant, record_id: id, reason: 'network', count: 3 },
    { tenant_id: null, record_id: null, reason: 'unknown', count: 2 },
  ])
})

test('the first address is no news, the next is; it is told once, with a mail to the person in charge', async () => {
  const key = await newKey()
  call(key, 1)
  await use.flush()
  assert.deepEqual(await alertsOf(key), [])
  call(key, 2, { address: '203.0.113.9' })
  await use.flush()
  call(key, 2, { address: '203.0.113.9', device: 'another' })
  await use.flush()
  assert.deepEqual(await alertsOf(key), ['new_network 203.0.113.9'])
  const mails = await server.sql<{ recipient: string; body: string }>(
    `select recipient, body from outgoing_mail where strpos(body, '203.0.113.9') > 0`,
  )
  assert.deepEqual(
    mails.map(({ recipient }) => recipient),
    ['owner@example.org'],
  )
})

test('ten times the usual is a spike, twice is none, and neither is a first day', async () => {
  const [key, steady] = [await newKey(), await newKey()]
  for (const each of [key, steady]) call(each, 1100)
  await use.flush()
  assert.deepEqual(await alertsOf(key), [])
  clock.advance(day)
  call(key, 1500)
  call(steady, 1100)
  await use.flush()
  // 1100 in the week before are 157 a day.
  assert.deepEqual(await alertsOf(steady), [])
  assert.deepEqual(await alertsOf(key), [])
  call(key, 700)
  await use.flush()
  call(key, 100)
  await use.flush()
  assert.deepEqual(await alertsOf(key), ['spike > 1571'])
})

test('every night keys that are old or expire soon are told, once a week, until they are replaced', async () => {
  const key = await newKey()
  const watch = () => server.sql('select kontor.warn_of_old_keys($1)', [clock.now().toISOString()])
  await watch()
  assert.deepEqual(await alertsOf(key), [])
  clock.advance(84 * day)
  await watch()
  clock.advance(day)
  await watch()
  assert.equal((await alertsOf(key)).length, 1)
  assert.match((await alertsOf(key))[0], /^expires_soon \d{4}-/)
  await server.sql(`update api_key set expires_at = $2 where id = $1`, [
    key.id,
    new Date(clock.now().getTime() + 300 * day).toISOString(),
  ])
  clock.advance(8 * day)
  await watch()
  assert.equal((await alertsOf(key))[0], 'rotation_overdue 93')
  server.as.administrator.forgetToken()
  const { body } = assertStatus(await server.as.administrator.get('/api/v1/api-key-attention/'), 200)
  assert.ok(body.keys.some((each: { id: string; is_rotation_overdue: boolean }) => each.id === key.id))
  const rotate = `/api/v1/api-keys/${key.id}/rotate/`
  assertStatus(await server.as.administrator.post(rotate, {}, { version: null }), 201)
  clock.advance(8 * day)
  await watch()
  assert.equal((await alertsOf(key)).length, 2)
})
