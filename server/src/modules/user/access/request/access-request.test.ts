/** Requests for access: who is asked, what is given, what nobody gets by asking, and who sees a request. */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { type ApiClient, assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { untilSo } from '#server/testing/processes.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'

const path = '/api/v1/access-requests/'
let server: TestServer
let chief: ApiClient
let lead: ApiClient

before(async () => {
  server = await startServer()
  chief = server.as.administrator
  lead = await person('lead', 'manager')
})
after(() => server.stop())

const person = (username: string, role = 'viewer', organization = server.plant1) =>
  server.addUser({ username, role, organization, includesDescendants: true })
const roleId = async (code: string) => (await chief.get(`/api/v1/roles/${code}/`)).body.id
const ask = (who: ApiClient, body: object) => who.post(path, { justification: 'For the fair', ...body })
const held = async (client: ApiClient) =>
  (await client.get('/api/v1/auth/session/')).body.permissions as Record<string, string[]>

test('PRQ-02, PRQ-03: a request goes to the owner of the role, else to who decides nearest to the place', async () => {
  const owner = await person('owner', 'manager', server.root)
  const clerk = await person('asks')
  const role = { code: 'fair', name: 'Fair', permissions: ['common.add_tag'], owner: owner.account?.id }
  const { id } = assertStatus(await chief.post('/api/v1/roles/', role), 201).body
  const owned = assertStatus(await ask(clerk, { role: id }), 201).body
  assert.deepEqual([owned.routed_by, owned.approver], ['role_owner', owner.account?.id])
  // A manager's role comes from an operator's: the lead of the plant holds it, and is nearer than the top.
  const plain = assertStatus(await ask(clerk, { role: await roleId('operator') }), 201).body
  assert.deepEqual([plain.routed_by, plain.approver], ['organization', lead.account?.id])
  // What the lead does not hold he cannot give.
  const high = assertStatus(await ask(clerk, { role: await roleId('accounts') }), 201).body
  assert.deepEqual([high.routed_by, high.approver], ['organization', chief.account?.id])
  assertRefused(assertStatus(await lead.post(`${path}${high.id}/approve/`), 403), 'kit.forbidden')
})

test('PRQ-03: before the organization at large, who decides in the department of the one who asks', async () => {
  const [head, clerk] = [await person('head', 'manager', server.plant2), await person('in department')]
  const member = { user: head.account?.id, role: await roleId('manager') }
  const joined = await chief.post('/api/v1/organization-memberships/', member, {
    organization: server.plant1,
  })
  assertStatus(joined, 201)
  const profile = `/api/v1/users/${clerk.account?.id}/`
  assertStatus(await chief.patch(profile, { department: server.plant2 }), 200)
  const asked = assertStatus(await ask(clerk, { role: await roleId('operator') }), 201).body
  assert.deepEqual([asked.routed_by, asked.approver], ['department', head.account?.id])
  // Neither lead nor head holds this one; the department has nobody to ask.
  const high = assertStatus(await ask(clerk, { role: await roleId('accounts') }), 201).body
  assert.deepEqual([high.routed_by, high.approver], ['organization', chief.account?.id])
  assertStatus(await head.post(`${path}${asked.id}/approve/`), 200)
})

test('PRQ-06: nobody decides over his own request, takes back another’s, or asks for what is there', async () => {
  const clerk = await person('self')
  assertRefused(await ask(clerk, {}), 'user.request_empty', '/permission')
  assertRefused(await ask(clerk, { permission: 'sales.fly' }), 'user.permission_unknown', '/permission')
  assertRefused(await ask(clerk, { permission: 'sales.view_invoice' }), 'user.request_held', '/permission')
  const wish = { permission: 'sales.add_salesorder', justification: '' }
  assertRefused(await ask(clerk, wish), 'kit.required', '/justification')
  const { body } = assertStatus(await ask(clerk, { permission: 'sales.add_salesorder' }), 201)
  assert.equal(body.requester, clerk.account?.id)
  assertRefused(await ask(clerk, { permission: 'sales.add_salesorder' }), 'user.request_open')
  for (const verb of ['approve', 'reject'])
    assertRefused(assertStatus(await clerk.post(`${path}${body.id}/${verb}/`), 409), 'user.own_approval')
  assertRefused(assertStatus(await chief.post(`${path}${body.id}/withdraw/`), 403), 'user.not_your_request')
  const given = { requester: clerk.account?.id, approver: clerk.account?.id, status: 'approved' }
  for (const [field, value] of Object.entries(given).filter(([name]) => name !== 'approver'))
    assertStatus(await ask(await person(`slips-${field}`), { ...wish, [field]: value }), 400)
  assertStatus(await clerk.patch(`${path}${body.id}/`, { approver: clerk.account?.id }), 403)
  assert.equal(assertStatus(await clerk.post(`${path}${body.id}/withdraw/`), 200).body.status, 'withdrawn')
  assertRefused(await chief.post(`${path}${body.id}/approve/`), 'kit.move_not_allowed')
})

test('a request is seen by who made it and who decides, not by colleagues', async () => {
  const [clerk, colleague] = [await person('mine'), await person('colleague')]
  const { body } = assertStatus(await ask(clerk, { role: await roleId('operator') }), 201)
  const found = async (who: ApiClient) => (await who.get(`${path}?id=${body.id}`)).body.count
  assert.deepEqual([await found(clerk), await found(lead), await found(colleague)], [1, 1, 0])
  assertStatus(await colleague.get(`${path}${body.id}/`), 404)
  assertStatus(await colleague.post(`${path}${body.id}/approve/`), 404)
  assertStatus(await server.other.as.administrator.get(`${path}${body.id}/`), 404)
  // A colleague to whom it is forwarded decides, if he holds what he gives; else he is refused.
  assertStatus(await chief.patch(`${path}${body.id}/`, { approver: colleague.account?.id }), 200)
  assert.equal(await found(colleague), 1)
  assertRefused(assertStatus(await colleague.post(`${path}${body.id}/approve/`), 403), 'kit.forbidden')
  assertStatus(await colleague.post(`${path}${body.id}/reject/`, { reason: 'Not I' }), 200)
})

test('the approver may give another role that has the permission, and no wider one than he holds', async () => {
  const clerk = await person('other')
  const { body } = assertStatus(await ask(clerk, { permission: 'common.add_tag' }), 201)
  assert.notEqual(body.role, null, 'one is proposed')
  const approve = (role: unknown, who = chief) => who.post(`${path}${body.id}/approve/`, { role })
  assertRefused(await approve(await roleId('viewer')), 'user.role_lacks', '/role')
  assertRefused(await approve('nothing'), 'kit.reference_missing', '/role')
  assertRefused(assertStatus(await approve(await roleId('accounts'), lead), 403), 'kit.forbidden')
  const assigner = {
    code: 'assigner',
    name: 'Assigner',
    permissions: ['common.add_tag', 'user.add_objectpermission'],
  }
  const { id } = assertStatus(await chief.post('/api/v1/roles/', assigner), 201).body
  // The right to assign that is lent for the step itself does not pass for one's own.
  assertRefused(assertStatus(await approve(id, lead), 403), 'kit.forbidden')
  const done = assertStatus(await approve(await roleId('operator'), lead), 200).body
  assert.deepEqual([done.status, done.decided_by], ['approved', lead.account?.id])
  assert.deepEqual((await held(clerk))['common.add_tag'], [server.plant1])
})

test('a request on one row gives that row alone, for a time', async () => {
  const clerk = await person('row')
  const make = async (code: string) =>
    (await chief.post('/api/v1/warehouses/', { name: code, code, warehouse_type: 'OTHER' }, plant)).body
  const plant = { organization: server.plant1 }
  const [one, two] = [await make('ROW1'), await make('ROW2')]
  const change = (id: string) => clerk.patch(`/api/v1/warehouses/${id}/`, { name: 'Renamed' })
  const { denial } = assertStatus(await change(one.id), 403).body
  const hour = 3_600_000
  const body = {
    ...denial.request,
    record: 'inventory.warehouse',
    row_id: one.id,
    justification: 'Moves house',
    ends_at: new Date(Date.now() + hour).toISOString(),
  }
  const asked = assertStatus(await clerk.post(denial.request_path, body), 201).body
  assert.deepEqual([asked.record, asked.row_id, asked.role], ['inventory.warehouse', one.id, null])
  const move = await clerk.post(path, { ...body, permission: 'inventory.ship_stocktransfer' })
  assert.notEqual(assertStatus(move, 201).body.role, null, 'what no right on a row gives, a role does')
  const strange = { ...body, row_id: asked.id }
  assertRefused(await clerk.post(path, strange), 'user.object_unknown', '/row_id')
  const done = assertStatus(await chief.post(`${path}${asked.id}/approve/`), 200).body
  assert.notEqual(done.object_permission, null)
  const told = await server.sql<{ action: string }>(
    `select action from audit_log where record_id = $1 and action like 'ACCESS%' order by sequence`,
    [asked.id],
  )
  assert.deepEqual(
    told.map(({ action }) => action),
    ['ACCESS_REQUESTED', 'ACCESS_GRANTED'],
  )
  assertStatus(await change(one.id), 200)
  assertStatus(await change(two.id), 403)
  const text = 'update object_permission set ends_at = now() where id = $1'
  await server.sql(text, [done.object_permission])
  await untilSo(async () => (await change(one.id)).status !== 200)
})
