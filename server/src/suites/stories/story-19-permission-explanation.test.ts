/** Story 19: who is refused learns what he lacks, who would have it, and how to ask for it. */
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { type ApiClient, assertStatus } from '#server/testing/api-client.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { story } from './story.ts'

let server: TestServer
let chief: ApiClient
let clerk: ApiClient
let depot: { readonly id: string }
let one: string

before(async () => {
  server = await startServer()
  chief = server.as.administrator
  clerk = await server.addUser({ username: 'clerk', role: 'viewer', organization: server.plant1 })
  const body = { name: 'Depot', code: 'DEPOT', warehouse_type: 'OTHER' }
  const plant = { organization: server.plant1 }
  depot = assertStatus(await chief.post('/api/v1/warehouses/', body, plant), 201).body
  one = `/api/v1/warehouses/${depot.id}/`
  const role = { code: 'looker', name: 'Looker', permissions: ['inventory.change_warehouse'] }
  assertStatus(await chief.post('/api/v1/roles/', role), 201)
})
after(() => server.stop())

const step = story('19: Permission Denial Explanation')

step('DEN-01: the answer says what is wrong and what to do, in the reader’s language', async () => {
  const english = assertStatus(await clerk.post('/api/v1/sales-orders/', {}), 403).body
  assert.equal(english.title, 'You lack the permission sales.add_salesorder in your organizations.')
  assert.notEqual(english.detail, '')
  assert.equal(english.denial.label, 'Add sales order')
  const answer = await clerk.post('/api/v1/sales-orders/', {}, { headers: { 'accept-language': 'de' } })
  assert.notEqual(answer.body.title, english.title)
  assert.equal(answer.body.denial.label, 'Auftrag: Anlegen')
})

step('DEN-02: it names permission, roles, organization and row', async () => {
  const { denial } = assertStatus(await clerk.patch(one, { name: 'Mine' }), 403).body
  assert.deepEqual([denial.permission], ['inventory.change_warehouse'])
  const codes = denial.roles.map(({ code }: any) => code)
  assert.equal(codes[0], 'looker', 'the narrowest first')
  assert.ok(codes.includes('warehouse'))
  const order = assertStatus(await clerk.post('/api/v1/sales-orders/', {}), 403).body.denial
  assert.deepEqual([order.organization, order.organization_name], [server.plant1, 'Plant 1'])
})

step('DEN-03: it brings the request for access, filled but for the reason', async () => {
  const { denial } = assertStatus(await clerk.post('/api/v1/sales-orders/', {}), 403).body
  const bare = await clerk.post(denial.request_path, denial.request)
  assert.equal(assertStatus(bare, 400).body.errors[0].pointer, '/justification')
  const wish = { ...denial.request, justification: 'Takes orders at the fair' }
  const asked = assertStatus(await clerk.post(denial.request_path, wish), 201).body
  assert.deepEqual(
    [asked.permission, asked.organization, asked.status],
    ['sales.add_salesorder', server.plant1, 'requested'],
  )
  assertStatus(await chief.post(`${denial.request_path}${asked.id}/approve/`), 200)
  assert.notEqual((await clerk.post('/api/v1/sales-orders/', {})).status, 403)
})

step('DEN-04: each is in the trail, where patterns show', async () => {
  assertStatus(await clerk.delete(one, { version: '*' }), 403)
  const query = `/api/v1/audit-logs/?action=ACCESS_DENIED&user=${clerk.account?.id}`
  const { results } = assertStatus(await chief.get(query), 200).body
  const labels = results.map(({ record_label: label }: any) => label)
  for (const permission of [
    'inventory.delete_warehouse',
    'inventory.change_warehouse',
    'sales.add_salesorder',
  ])
    assert.ok(labels.includes(permission), permission)
})

step('DEN-05: one shape everywhere: lists, rows, moves, own addresses, export', async () => {
  const lower = await server.addUser({ username: 'lower', role: 'looker', organization: server.plant1 })
  const strangers = [
    await lower.get('/api/v1/invoices/'),
    await lower.get(`/api/v1/invoices/${depot.id}/`),
    await lower.post(`/api/v1/invoices/${depot.id}/post/`, {}, { version: '*' }),
    await lower.get('/api/v1/permissions/'),
    await lower.post('/api/v1/roles/viewer/copy/', { code: 'mine', name: 'Mine' }),
    await lower.get('/api/v1/invoices/export/?format=csv'),
  ]
  for (const answer of strangers) {
    assertStatus(answer, 403)
    assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/)
    assert.equal(answer.body.code, 'kit.forbidden')
    const keys = ['label', 'organization', 'organization_name', 'permission', 'record', 'request']
    assert.deepEqual(Object.keys(answer.body.denial).toSorted(), [...keys, 'request_path', 'roles', 'row'])
  }
  const strange = server.other.as.viewer.account?.id
  assert.equal(assertStatus(await chief.get(`/api/v1/users/${strange}/`), 404).body.denial, undefined)
  assert.equal(assertStatus(await server.nobody.get(one), 401).body.denial, undefined)
})

step('why, for whoever may know: the whole trace of one verdict', async () => {
  const asked = `user=${clerk.account?.id}&permission=inventory.change_warehouse`
  const path = `/api/v1/access/explain/?${asked}&record=inventory.warehouse&id=${depot.id}`
  const { body: trace } = assertStatus(await chief.get(path), 200)
  assert.deepEqual([trace.is_allowed, trace.reason, trace.grants], [false, 'not_granted', []])
  assertStatus(await clerk.get(path.replace(clerk.account?.id ?? '', chief.account?.id ?? '')), 403)
})
