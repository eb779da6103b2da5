/** DEN-01 to DEN-05: what a refusal tells, what it leaves in the trail, and what it never tells. */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { type ApiClient, assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { permissions } from '#server/modules/user/permission-codes.ts'
import { createDenialBound } from './denial-bound.ts'
import { permissionLabel } from './permission-label.ts'

let server: TestServer
let clerk: ApiClient

before(async () => {
  server = await startServer()
  clerk = await server.addUser({ username: 'clerk', role: 'viewer', organization: server.plant1 })
})
after(() => server.stop())

const told = (user: string | undefined) =>
  server.sql<{
    record_label: string
    record: string
    record_id: string
    organization_id: string
    changes: any
  }>(
    `select record_label, record, record_id, organization_id, changes from audit_log
    where action = 'ACCESS_DENIED' and user_id = $1 order by sequence`,
    [user],
  )

test('a refusal names the permission in words, the roles that have it, and the request to send', async () => {
  const german = { headers: { 'accept-language': 'de' } }
  const answer = await clerk.post('/api/v1/sales-orders/', {}, german)
  assertRefused(assertStatus(answer, 403), 'kit.forbidden')
  const { denial } = answer.body
  assert.equal(denial.permission, 'sales.add_salesorder')
  assert.match(denial.label, /: Anlegen$/)
  const codes = denial.roles.map(({ code }: { code: string }) => code)
  assert.ok(codes.includes('sales') && codes.includes('sales_representative') && codes.includes('operator'))
  assert.ok(!codes.includes('viewer') && !codes.includes('finance_user'))
  assert.equal(codes.at(-1)?.endsWith('administrator'), true, 'the widest come last')
  const { permission, organization, record, row } = denial
  assert.deepEqual(denial.request, { permission, organization, record, row_id: row })
  assert.equal(denial.request_path, '/api/v1/access-requests/')
})

test('a refusal on a row names the row and its organization, and each leaves its trace', async () => {
  const chief = server.as.administrator
  const body = { name: 'Depot', code: 'DEPOT', warehouse_type: 'OTHER' }
  const made = assertStatus(
    await chief.post('/api/v1/warehouses/', body, { organization: server.plant1 }),
    201,
  )
  const role = {
    code: 'elsewhere',
    name: 'Elsewhere',
    permissions: ['inventory.change_warehouse', 'inventory.view_warehouse'],
  }
  assertStatus(await chief.post('/api/v1/roles/', role), 201)
  const stranger = await server.addUser({ username: 'two', role: 'elsewhere', organization: server.plant2 })
  const membership = { user: stranger.account?.id, role: (await chief.get('/api/v1/roles/viewer/')).body.id }
  const place = { organization: server.plant1 }
  assertStatus(await chief.post('/api/v1/organization-memberships/', membership, place), 201)
  const answer = await stranger.patch(`/api/v1/warehouses/${made.body.id}/`, { name: 'Mine' })
  assertRefused(assertStatus(answer, 403), 'kit.forbidden')
  const { denial } = answer.body
  assert.deepEqual(
    [denial.organization, denial.organization_name, denial.record, denial.row],
    [server.plant1, 'Plant 1', 'inventory.warehouse', made.body.id],
  )
  const [entry] = await told(stranger.account?.id)
  assert.deepEqual(
    [entry?.record_label, entry?.record, entry?.record_id, entry?.organization_id],
    ['inventory.change_warehouse', 'inventory.warehouse', made.body.id, server.plant1],
  )
  assert.equal(entry?.changes.request.new, `PATCH /api/v1/warehouses/${made.body.id}/`)
})

test('a loop of refusals leaves a bounded trace', async () => {
  const loop = await server.addUser({ username: 'loop', role: 'viewer', organization: server.plant1 })
  for (let time = 0; time < 30; time += 1) assertStatus(await loop.post('/api/v1/invoices/', {}), 403)
  assert.equal((await told(loop.account?.id)).length, 1)
  const bound = createDenialBound()
  assert.equal(bound.admit('a', 'same', 0), 0)
  assert.deepEqual([bound.admit('a', 'same', 1), bound.admit('a', 'same', 2)], [null, null])
  assert.equal(bound.admit('a', 'same', 60_000), 2, 'what went untold is counted')
  const admitted = Array.from({ length: 500 }, (_, index) => bound.admit('b', `b${index}`, 70_000))
  assert.equal(admitted.filter((each) => each !== null).length, 60)
  assert.equal(bound.admit('c', 'other', 70_000), 0, 'one user does not silence another')
})

test('another tenant’s rows are not there, and nothing is explained to who is not signed in', async () => {
  const row = assertStatus(await server.other.as.administrator.get('/api/v1/users/'), 200).body.results[0]
  const answer = await clerk.get(`/api/v1/users/${row.id}/`)
  const mine = await server.as.administrator.get(`/api/v1/users/${row.id}/`)
  assertStatus(mine, 404)
  assert.equal(mine.body.denial, undefined)
  assert.equal(JSON.stringify(answer.body).includes(row.username), false)
  const nobody = assertStatus(await server.nobody.get('/api/v1/sales-orders/'), 401)
  assert.equal(nobody.body.denial, undefined)
})

test('each permission has words in both languages', () => {
  for (const { code, record } of permissions) {
    const [english, german] = [permissionLabel(code, 'en'), permissionLabel(code, 'de')]
    assert.notEqual(english, code)
    assert.notEqual(german, english, code)
    assert.doesNotMatch(german, /: [a-z_]+$/, `${record} ${code}: ${german}`)
  }
})
