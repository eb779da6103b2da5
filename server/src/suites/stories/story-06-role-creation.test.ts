/** Story 6: an administrator makes roles: of permissions, from others, from templates, and for a time. */
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { type ApiClient, assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { story } from './story.ts'

const roles = '/api/v1/roles/'
let server: TestServer
let chief: ApiClient

before(async () => {
  server = await startServer()
  chief = server.as.administrator
})
after(() => server.stop())

/** ROL-01 and ROL-02, each with something it may do and something it may not. */
const standard: Readonly<Record<string, readonly [may: string, mayNot: string]>> = {
  viewer: ['sales.view_salesorder', 'sales.add_salesorder'],
  operator: ['sales.add_salesorder', 'sales.confirm_salesorder'],
  manager: ['sales.confirm_salesorder', 'user.add_role'],
  administrator: ['user.add_role', ''],
  system_administrator: ['user.add_role', ''],
  sales_representative: ['sales.confirm_salesorder', 'sales.approve_quotation'],
  sales_manager: ['sales.approve_quotation', 'inventory.add_goodsreceipt'],
  production_planner: ['inventory.add_stocktransfer', 'sales.add_salesorder'],
  production_manager: ['products.change_product', 'sales.add_salesorder'],
  warehouse_clerk: ['inventory.post_goodsreceipt', 'inventory.add_warehouse'],
  warehouse_manager: ['inventory.add_warehouse', 'sales.add_salesorder'],
  purchase_officer: ['inventory.add_goodsreceipt', 'sales.add_salesorder'],
  finance_user: ['sales.export_invoice', 'sales.post_invoice'],
  marketing_user: ['products.change_productimage', 'products.add_price'],
  quality_assurance: ['inventory.change_lot', 'inventory.add_goodsreceipt'],
  customer_service: ['sales.add_customerreturn', 'sales.add_salesorder'],
}

const make = (role: object) => chief.post(roles, role)
let users = 0
const held = async (role: string): Promise<Record<string, string[]>> => {
  users += 1
  const user = { username: `holder${users}`, role, organization: server.plant1 }
  return (await (await server.addUser(user)).get('/api/v1/auth/session/')).body.permissions
}

const step = story('06: Role Creation and Management')

step('ROL-01, ROL-02, ROL-08: five core and eleven functional roles are there to stay', async () => {
  for (const [code, [may, mayNot]] of Object.entries(standard)) {
    const role = assertStatus(await chief.get(`${roles}${code}/`), 200).body
    assert.equal(role.is_system_role, true, code)
    assert.notEqual(role.description, '', code)
    const permissions = await held(code)
    assert.deepEqual([permissions[may] !== undefined, permissions[mayNot]], [true, undefined], code)
  }
  assertStatus(await chief.delete(`${roles}viewer/`), 403)
  assertStatus(await chief.patch(`${roles}viewer/`, { permissions: [] }), 403)
})

step('ROL-03: a role has a name of its own and a description', async () => {
  const fair = { code: 'fair', name: 'Fair team', description: 'Sells at the fair.' }
  const { body } = assertStatus(await make(fair), 201)
  assert.deepEqual([body.name, body.description], [fair.name, fair.description])
  assertRefused(await make({ code: 'fair', name: 'Other' }), 'kit.taken', '/code')
  assertRefused(await make({ code: 'fair2', name: 'fair TEAM' }), 'kit.taken', '/name')
})

step('ROL-04: it says what it permits, and a change counts on the next request', async () => {
  assertRefused(await chief.patch(`${roles}fair/`, { permissions: ['sales.fly'] }), 'user.permission_unknown')
  assertStatus(await chief.patch(`${roles}fair/`, { permissions: ['common.view_tag'] }), 200)
  const seller = await server.addUser({ username: 'seller', role: 'fair', organization: server.plant1 })
  assertStatus(await seller.post('/api/v1/tags/', { name: 'Fair' }), 403)
  const permissions = ['common.view_tag', 'common.add_tag']
  assertStatus(await chief.patch(`${roles}fair/`, { permissions }), 200)
  assertStatus(await seller.post('/api/v1/tags/', { name: 'Fair' }), 201)
  assertStatus(await server.as.sales.post(roles, { code: 'own', name: 'Own' }), 403)
})

step('ROL-05: it inherits from others, at any depth, and never from itself', async () => {
  const id = async (code: string) => (await chief.get(`${roles}${code}/`)).body.id
  assertStatus(await make({ code: 'lead', name: 'Lead', inherits: [await id('fair')] }), 201)
  const top = { code: 'top', name: 'Top', inherits: [await id('lead')], permissions: ['common.delete_tag'] }
  assertStatus(await make(top), 201)
  const granted = Object.keys(await held('top')).filter((each) => each.startsWith('common.'))
  assert.deepEqual(granted.toSorted(), ['common.add_tag', 'common.delete_tag', 'common.view_tag'])
  const circle = await chief.patch(`${roles}fair/`, { inherits: [await id('top')] })
  assertRefused(circle, 'user.role_circle', '/inherits')
})

step('ROL-06: a template for a common job becomes a role of one’s own', async () => {
  const { results } = (await chief.get(`${roles}?is_template=true&page_size=100`)).body
  assert.ok(results.length >= 13)
  const copy = { code: 'our_clerk', name: 'Our clerk' }
  const { body } = assertStatus(await chief.post(`${roles}warehouse_clerk/copy/`, copy), 201)
  const template = results.find(({ code }: any) => code === 'warehouse_clerk')
  assert.deepEqual([body.permissions, body.template], [template.permissions, template.id])
  assertStatus(await chief.patch(`${roles}our_clerk/`, { permissions: ['common.view_tag'] }), 200)
  assert.deepEqual((await chief.get(`${roles}warehouse_clerk/`)).body.permissions, template.permissions)
})

step('ROL-07: a role for a time grants nothing after it', async () => {
  const valid_until = new Date(Date.now() + 3_600_000).toISOString()
  const season = { code: 'season', name: 'Season', permissions: ['common.add_tag'], valid_until }
  const { id } = assertStatus(await make(season), 201).body
  assert.ok((await held('season'))['common.add_tag'])
  await server.sql(`update role set valid_until = now() - interval '1 second' where id = $1`, [id])
  assert.equal((await held('season'))['common.add_tag'], undefined)
  const body = { user: server.as.viewer.account?.id, role: id, reason: 'Late' }
  assertRefused(await chief.post('/api/v1/role-assignments/', body), 'user.role_over', '/role')
})

step('ROL-12: what is made, changed and deleted is in the audit trail', async () => {
  const { id } = assertStatus(await make({ code: 'brief', name: 'Brief' }), 201).body
  assertStatus(await chief.patch(`${roles}brief/`, { permissions: ['common.view_tag'] }), 200)
  assertStatus(await chief.delete(`${roles}brief/`), 204)
  const { results } = (await chief.get(`/api/v1/audit-logs/?record_id=${id}`)).body
  const actions = results.map(({ action }: any) => action)
  for (const action of ['CREATE', 'UPDATE', 'PERMISSION_ASSIGN', 'DELETE'])
    assert.ok(actions.includes(action))
})
