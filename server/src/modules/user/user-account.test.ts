/** Administration of users: passwords, reasons, the last administrator, and nobody above his own rights. */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import pg from 'pg'
import { type ApiClient, assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { BrowserClient } from '#server/testing/browser-client.ts'
import { untilSo } from '#server/testing/processes.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'

const users = '/api/v1/users/'
const newPassword = 'granite meadow 71 otter'
let server: TestServer
let helpdesk: ApiClient

before(async () => {
  server = await startServer()
  const role = {
    code: 'helpdesk',
    name: 'Help desk',
    permissions: ['user.view_useraccount', 'user.add_useraccount', 'user.change_useraccount'],
  }
  assertStatus(await server.as.administrator.post('/api/v1/roles/', role), 201)
  helpdesk = await server.addUser({ username: 'helpdesk', role: 'helpdesk', organization: server.root })
})
after(() => server.stop())

const pathOf = (client: ApiClient) => `${users}${client.account?.id}/`
const logIn = (username: string, password: string) =>
  new BrowserClient(server.url).logIn({ username, password })

test('a new user cannot sign in until he is given a password, and then can', async () => {
  const { administrator } = server.as
  const made = await administrator.post(users, { username: 'Neu.Mann', display_name: 'Neu Mann' })
  assertStatus(made, 201)
  assert.equal(made.body.status, 'pending_activation')
  assertStatus(await logIn('neu.mann', newPassword), 401)
  const set = (password: string) => administrator.post(`${users}${made.body.id}/set-password/`, { password })
  assertRefused(await set('short'), 'kit.too_short', '/password')
  assertRefused(await set('neu mann 2026!'), 'user.password_common', '/password')
  assertStatus(await set(newPassword), 204)
  const answer = assertStatus(await logIn('neu.mann', newPassword), 200)
  assert.deepEqual(answer.body.organizations, [])
  const trail = await server.sql(
    `select action, user_id, changes from audit_log where record_id = $1 and action like 'PASSWORD%'`,
    [made.body.id],
  )
  assert.deepEqual(trail, [
    {
      action: 'PASSWORD_CHANGE',
      user_id: administrator.account?.id,
      changes: { password: { old: '***', new: '***' } },
    },
  ])
  assert.deepEqual(await server.sql(`select from idempotency_key where route like '%password%'`), [])
})

test('a name is taken whatever its case, but only in this tenant', async () => {
  const { administrator } = server.as
  assertRefused(
    await administrator.post(users, { username: 'HUBER.sales', display_name: 'Twin' }),
    'kit.taken',
    '/username',
  )
  assertStatus(await administrator.post(users, { username: 'meier.sales', display_name: 'Namesake' }), 201)
})

test('who leaves needs a reason; an unknown time zone is none', async () => {
  const { administrator } = server.as
  const client = await server.addUser({ username: 'reasoned', role: 'viewer', organization: server.root })
  const change = (values: object) => administrator.patch(pathOf(client), values)
  assertRefused(await change({ timezone: 'Mars/Olympus' }), 'kit.wrong_format', '/timezone')
  const move = (name: string, body = {}) => administrator.post(`${pathOf(client)}${name}/`, body)
  assertRefused(await move('deactivate'), 'user.reason_missing', '/reason')
  assertRefused(await move('deactivate', { reason: ' ' }), 'user.reason_missing', '/reason')
  const left = assertStatus(await move('deactivate', { reason: 'Retired' }), 200).body
  assert.deepEqual([left.status, left.status_reason], ['inactive', 'Retired'])
  assertRefused(await move('suspend', { reason: 'Again' }), 'kit.move_not_allowed')
  assertStatus(await move('reactivate'), 200)
  assertRefused(await move('suspend'), 'user.reason_missing', '/reason')
})

test('users are never deleted, neither by the API nor by the server’s role', async () => {
  assertRefused(await server.as.administrator.delete(pathOf(server.as.viewer)), 'user.never_deleted')
  await assert.rejects(server.pool.query('delete from user_account'), /permission denied/)
})

test('the last administrator stays', async () => {
  const { administrator } = server.other.as
  const off = (who: ApiClient, whom: ApiClient) => who.post(`${pathOf(whom)}deactivate/`, { reason: 'Off' })
  assertRefused(await off(administrator, administrator), 'user.last_administrator')
  const username = 'second.administrator'
  const second = await server.other.addUser({
    username,
    role: 'administrator',
    organization: server.other.root,
    includesDescendants: true,
  })
  assertStatus(await off(second, administrator), 200)
  assertRefused(await off(second, second), 'user.last_administrator')
})

test('of two administrators who are switched off at the same time, one stays', async () => {
  const { administrator } = server.as
  const rival = await server.addUser({
    username: 'rival',
    role: 'administrator',
    organization: server.root,
    includesDescendants: true,
  })
  const clients = [1, 2].map(() => new pg.Client({ connectionString: server.database.appUrl }))
  const [first, second] = clients as [pg.Client, pg.Client]
  await Promise.all(clients.map((client) => client.connect()))
  try {
    for (const [client, account] of [
      [first, administrator.account],
      [second, rival.account],
    ] as const) {
      await client.query('begin')
      await client.query(`select set_config('erp.tenant_id', $1, true)`, [server.tenant])
      await client.query(`update user_account set status = 'inactive' where id = $1`, [account?.id])
    }
    const keep = 'select kontor.keep_administrator()'
    await first.query(keep)
    const late = assert.rejects(second.query(keep), /user\.last_administrator/)
    await waitsForLock(second)
    await first.query('commit')
    await late
  } finally {
    await Promise.all(clients.map((client) => client.end()))
  }
  await server.sql(`update user_account set status = 'active' where id = $1`, [administrator.account?.id])
  administrator.forgetToken()
})

async function waitsForLock(client: pg.Client): Promise<void> {
  const { processID } = client as pg.Client & { processID: number }
  const text = `select from pg_locks where pid = $1 and locktype = 'advisory' and not granted`
  await untilSo(async () => (await server.sql(text, [processID])).length > 0)
}

test('who looks after users cannot take over somebody who may do more', async () => {
  const { administrator, viewer } = server.as
  for (const mighty of [administrator, viewer]) {
    const path = pathOf(mighty)
    const answer = await helpdesk.post(`${path}set-password/`, { password: newPassword }, { version: null })
    assertRefused(assertStatus(answer, 403), 'kit.forbidden')
    assertRefused(await helpdesk.patch(path, { email: 'mine@example.com' }), 'kit.forbidden')
  }
  const made = assertStatus(
    await helpdesk.post(users, { username: 'harmless', display_name: 'Harmless' }),
    201,
  )
  assertStatus(await helpdesk.patch(`${users}${made.body.id}/`, { display_name: 'Tame' }), 200)
  assertStatus(await helpdesk.post(`${users}${made.body.id}/set-password/`, { password: newPassword }), 204)
})

test('setting a password needs the permission, a signed-in caller and a user of the own tenant', async () => {
  const set = (client: ApiClient, id: string | undefined) =>
    client.post(`${users}${id}/set-password/`, { password: newPassword }, { version: null })
  const { sales, administrator } = server.as
  assertRefused(assertStatus(await set(sales, server.as.viewer.account?.id), 403), 'kit.forbidden')
  assertStatus(await set(server.nobody, server.as.viewer.account?.id), 401)
  assertStatus(await set(administrator, server.other.as.viewer.account?.id), 404)
  assertStatus(await set(administrator, 'huber.viewer'), 404)
})
