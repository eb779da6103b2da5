/** The audit trail as it is read: before and after, from where, by few, and changed by nobody. */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'

const trail = '/api/v1/audit-logs/'
let server: TestServer

before(async () => {
  server = await startServer()
})
after(() => server.stop())

test('each change tells who, what, when, from where, before and after', async () => {
  const { administrator } = server.as
  const shop = { name: 'Shop', code: 'SHOP', organization_type: 'Team', parent: server.root }
  const { id } = assertStatus(await administrator.post('/api/v1/organizations/', shop), 201).body
  const path = `/api/v1/organizations/${id}/`
  assertStatus(await administrator.patch(path, { name: 'Store', tags: ['new'] }), 200)
  assertStatus(await administrator.patch(path, { name: 'Store' }), 200)
  assertStatus(await administrator.delete(path), 204)
  const { body } = assertStatus(await administrator.get(`${trail}?record_id=${id}`), 200)
  const rows = body.results.toReversed()
  assert.deepEqual(
    rows.map((row: { action: string }) => row.action),
    ['CREATE', 'UPDATE', 'DELETE'],
  )
  const [created, updated, deleted] = rows
  assert.equal(created.changes.name.new, 'Shop')
  assert.deepEqual(updated.changes, {
    name: { old: 'Shop', new: 'Store' },
    tags: { old: [], new: ['new'] },
  })
  assert.equal(deleted.changes.name.old, 'Store')
  for (const row of rows) {
    assert.equal(row.user, administrator.account?.id)
    assert.equal(row.record, 'organization.organization')
    assert.equal(row.context.ip_address, '127.0.0.1')
    assert.ok(row.context.request_id && row.occurred_at)
  }
  const one = await administrator.get(`${trail}${updated.id}/`)
  assert.deepEqual(assertStatus(one, 200).body.changes, updated.changes)
})

test('a text that reads like a number is compared as a text', async () => {
  const { administrator } = server.as
  const { id } = assertStatus(await administrator.post('/api/v1/tags/', { name: '1.50' }), 201).body
  assertStatus(await administrator.patch(`/api/v1/tags/${id}/`, { name: '1.5' }), 200)
  const [last] = (await administrator.get(`${trail}?record_id=${id}&action=UPDATE`)).body.results
  assert.deepEqual(last?.changes.name, { old: '1.50', new: '1.5' })
})

test('a refused change leaves no trace of having happened', async () => {
  const { administrator } = server.as
  const count = async () =>
    (await server.sql(`select from audit_log where record like 'organization%'`)).length
  const before = await count()
  const code = { name: 'Twin', code: 'huber', organization_type: 'Team', parent: server.root }
  assertRefused(await administrator.post('/api/v1/organizations/', code), 'kit.taken')
  assert.equal(await count(), before)
})

test('personal values stand in it as a digest, the values beside it where erasure reaches them', async () => {
  const { administrator } = server.as
  const values = { username: 'personal', display_name: 'Petra Privat', email: 'petra@example.com' }
  const { id } = assertStatus(await administrator.post('/api/v1/users/', values), 201).body
  const { body } = await administrator.get(`${trail}?record_id=${id}`)
  const [row] = body.results
  assert.match(row.changes.email.new.commitment, /^[0-9a-f]{64}$/)
  assert.equal(row.changes.username.new, 'personal')
  assert.ok(!JSON.stringify(row).includes('Petra') && !JSON.stringify(row).includes('petra@'))
  const kept = await server.sql(
    'select field, value from audit_personal where audit_id = $1 order by field',
    [row.id],
  )
  assert.deepEqual(kept, [
    { field: 'display_name', value: 'Petra Privat' },
    { field: 'email', value: 'petra@example.com' },
  ])
})

test('it is read by who may, in his organizations and his tenant alone', async () => {
  for (const client of [server.as.sales, server.as.accounts, server.as.viewer]) {
    assertRefused(assertStatus(await client.get(trail), 403), 'kit.forbidden')
  }
  assertStatus(await server.nobody.get(trail), 401)
  const { body } = await server.other.as.administrator.get(`${trail}?page_size=100`)
  const own = new Set(
    (await server.sql('select id from audit_log where tenant_id = $1', [server.tenant])).map((row) => row.id),
  )
  assert.ok(body.results.length > 0)
  assert.ok(body.results.every((row: { id: string }) => !own.has(row.id)))
  const [mine] = [...own]
  assertStatus(await server.other.as.administrator.get(`${trail}${mine}/`), 404)
  const role = { code: 'auditor', name: 'Auditor', permissions: ['audit.view_auditlog'] }
  assertStatus(await server.as.administrator.post('/api/v1/roles/', role), 201)
  const auditor = await server.addUser({ username: 'auditor', role: 'auditor', organization: server.plant1 })
  const seen = await auditor.get(`${trail}?page_size=100`)
  const places = new Set(seen.body.results.map((row: { organization: string | null }) => row.organization))
  assert.ok([...places].every((place) => place === null || place === server.plant1))
})

test('it is filtered by user, action, record and time', async () => {
  const { administrator } = server.as
  const id = administrator.account?.id
  const { body } = await administrator.get(`${trail}?user=${id}&action=LOGIN_SUCCESS&page_size=100`)
  assert.ok(body.count > 0)
  for (const row of body.results) assert.deepEqual([row.user, row.action], [id, 'LOGIN_SUCCESS'])
  const later = await administrator.get(`${trail}?occurred_at__gte=2999-01-01T00:00:00Z`)
  assert.equal(assertStatus(later, 200).body.count, 0)
})

test('nobody writes, changes or deletes an entry, the server’s own role neither', async () => {
  const { administrator } = server.as
  const { body } = await administrator.get(`${trail}?page_size=1`)
  const path = `${trail}${body.results[0].id}/`
  assertStatus(await administrator.post(trail, { action: 'CREATE' }), 405)
  for (const method of ['PUT', 'PATCH', 'DELETE']) {
    assertStatus(await administrator.send(method, path, { action: 'DELETE' }, { version: '*' }), 405)
  }
  for (const text of [
    'update audit_log set action = action',
    'delete from audit_log',
    'truncate audit_log cascade',
  ]) {
    await assert.rejects(server.pool.query(text), /permission denied/)
    await assert.rejects(server.sql(text), /append-only|permission denied/)
  }
})
