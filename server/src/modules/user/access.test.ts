/** A right that is withdrawn is gone with the next request, however it was withdrawn. */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import pg from 'pg'
import { ApiClient, assertRefused, assertStatus } from '#server/testing/api-client.ts'
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

const session = '/api/v1/auth/session/'
const memberships = '/api/v1/organization-memberships/'

const membershipOf = async (client: ApiClient) => {
  const { body } = await server.as.administrator.get(`${memberships}?user=${client.account?.id}`)
  return `${memberships}${body.results[0].id}/`
}

test('a membership that is switched off, changed or deleted counts at once', async () => {
  const { administrator } = server.as
  const client = await server.addUser({ username: 'member', role: 'sales', organization: server.plant1 })
  const mine = () => client.get('/api/v1/sales-orders/')
  const path = await membershipOf(client)
  assertStatus(await mine(), 200)
  assertStatus(await administrator.patch(path, { is_active: false }), 200)
  const { body } = assertStatus(await client.get(session), 200)
  assert.deepEqual(body.organizations, [])
  assert.deepEqual(body.permissions, {})
  assertStatus(await administrator.patch(path, { is_active: true, role: 'warehouse' }), 200)
  assert.ok((await client.get(session)).body.permissions['inventory.add_goodsreceipt'])
  assertRefused(await client.post('/api/v1/sales-orders/', {}), 'kit.forbidden')
  assertStatus(await administrator.delete(path), 204)
  assert.deepEqual((await client.get(session)).body.organizations, [])
})

test('a permission taken from a role counts at once', async () => {
  const { administrator } = server.as
  const made = await administrator.post('/api/v1/roles/', {
    code: 'tagger',
    name: 'Tagger',
    permissions: ['common.view_tag', 'common.add_tag'],
  })
  assertStatus(made, 201)
  const client = await server.addUser({ username: 'tagger', role: 'tagger', organization: server.root })
  assertStatus(await client.post('/api/v1/tags/', { name: 'one' }), 201)
  const change = { permissions: ['common.view_tag'] }
  assertStatus(await administrator.patch(`/api/v1/roles/${made.body.id}/`, change), 200)
  assertRefused(assertStatus(await client.post('/api/v1/tags/', { name: 'two' }), 403), 'kit.forbidden')
})

test('who is deactivated is out at once, in the browser and with a token', async () => {
  const client = await server.addUser({ username: 'leaver', role: 'viewer', organization: server.root })
  const browser = new BrowserClient(server.url)
  await browser.logIn({ username: 'leaver', password: testPassword })
  assertStatus(await browser.get(session), 200)
  assertStatus(await client.get(session), 200)
  const path = `/api/v1/users/${client.account?.id}/`
  const change = { reason: 'Left the company' }
  assertStatus(await server.as.administrator.post(`${path}deactivate/`, change), 200)
  assertStatus(await browser.get(session), 401)
  assertStatus(await client.get(session), 401)
  // Ended is ended: nobody comes back with the old key when he is let in again.
  assertStatus(await server.as.administrator.post(`${path}reactivate/`), 200)
  assertStatus(await browser.get(session), 401)
  assertStatus(await client.get(session), 401)
})

test('a new organization and an archived one count at once', async () => {
  const { administrator } = server.as
  const shop = { name: 'Shop', code: 'SHOP', organization_type: 'Location/Branch', parent: server.plant1 }
  const made = assertStatus(await administrator.post('/api/v1/organizations/', shop), 201)
  const reached = async (client: ApiClient) =>
    (await client.get(session)).body.organizations.map((each: { id: string }) => each.id)
  assert.ok((await reached(administrator)).includes(made.body.id))
  assert.ok((await reached(server.as.viewer)).includes(made.body.id))
  const archive = { status: 'archived' }
  assertStatus(await administrator.patch(`/api/v1/organizations/${made.body.id}/`, archive), 200)
  assert.ok(!(await reached(server.as.viewer)).includes(made.body.id))
  assert.ok((await reached(administrator)).includes(made.body.id))
})

test('a change made by another process arrives by itself', async () => {
  const { account } = await server.addUser({
    username: 'far.away',
    role: 'viewer',
    organization: server.root,
  })
  const client = new ApiClient(second.url, account, server.root)
  const organizations = async () => (await client.get(session)).body.organizations.length
  assert.equal(await organizations(), 1)
  const text = 'update organization_membership set is_active = $2 where user_id = $1'
  await server.sql(text, [account?.id, false])
  await untilSo(async () => (await organizations()) === 0)
  await server.sql(text, [account?.id, true])
  await untilSo(async () => (await organizations()) === 1)
})

test('a server that cannot hear of changes reads every time, and listens again when it can', async () => {
  const { account } = await server.addUser({ username: 'unheard', role: 'viewer', organization: server.root })
  const client = new ApiClient(second.url, account, server.root)
  const organizations = async () => (await client.get(session)).body.organizations.length
  assert.equal(await organizations(), 1)
  const superuser = new pg.Client({ connectionString: server.database.superuserUrl })
  await superuser.connect()
  try {
    const listeners = async () => {
      const { rows } = await superuser.query(
        `select pid from pg_stat_activity
        where datname = current_database() and application_name = 'kontor access news'`,
      )
      return rows.map((row) => Number(row.pid))
    }
    const limit = (most: number) =>
      superuser.query(`alter database ${server.database.name} connection limit ${most}`)
    const [pid] = await listeners()
    assert.ok(pid)
    await limit(0)
    await superuser.query('select pg_terminate_backend($1)', [pid])
    await server.sql('update organization_membership set is_active = false where user_id = $1', [account?.id])
    await untilSo(async () => (await organizations()) === 0)
    assert.deepEqual(await listeners(), [])
    await limit(-1)
    await untilSo(async () => (await listeners()).length === 1)
  } finally {
    await superuser.end()
  }
})

test('whatever an identity is made of tells its changes', async () => {
  const functions = await server.sql<{ name: string; source: string }>(
    `select proname as name, prosrc as source from pg_proc where pronamespace = 'kontor'::regnamespace`,
  )
  const sourceOf = (wanted: string) =>
    functions
      .filter(({ name }) => name === wanted)
      .map(({ source }) => source)
      .join('\n')
  const sources = (name: string, seen = new Set<string>()): Set<string> => {
    seen.add(name)
    for (const [, called = ''] of sourceOf(name).matchAll(/kontor\.(\w+)\(/g))
      if (!seen.has(called)) sources(called, seen)
    return seen
  }
  const entries = ['session_by_digest', 'identity_by_token', 'api_key_by_digest']
  const text = entries.flatMap((name) => [...sources(name)].map(sourceOf)).join('\n')
  const tables = await server.sql<{ name: string; tells: boolean }>(
    `select relname as name, exists (select from pg_trigger
        where tgrelid = c.oid and tgfoid = 'kontor.tell_access()'::regprocedure and tgenabled = 'O') as tells
      from pg_class c where relkind = 'r' and relnamespace = 'public'::regnamespace`,
  )
  const read = tables.filter(({ name }) => new RegExp(`(from|join) ${name}\\b`).test(text))
  assert.ok(read.length > 10, 'they are found')
  assert.deepEqual(
    read.filter(({ tells }) => !tells).map(({ name }) => name),
    // The digest of a key's secret, which is never another's.
    ['api_key_secret'],
  )
})
