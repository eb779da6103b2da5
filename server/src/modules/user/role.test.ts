/** Roles: the standard's are fixed and sound, a tenant's grant no more than their maker holds. */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { type ApiClient, assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { isPermission, permissions } from './permission-codes.ts'

const roles = '/api/v1/roles/'
let server: TestServer
let manager: ApiClient

before(async () => {
  server = await startServer()
  const role = {
    code: 'people',
    name: 'People',
    permissions: ['user.*', 'common.view_tag', 'organization.view_organization'],
  }
  assertStatus(await server.as.administrator.post(roles, role), 201)
  manager = await server.addUser({ username: 'people', role: 'people', organization: server.root })
})
after(() => server.stop())

const standard = () =>
  server.sql<{ code: string; permissions: string[]; discount_limit: string | null }>(
    'select code, permissions, discount_limit from role where tenant_id is null order by code',
  )

const core = ['viewer', 'operator', 'manager', 'administrator', 'system_administrator']
const functional = [
  'sales_representative',
  'sales_manager',
  'production_planner',
  'production_manager',
  'warehouse_clerk',
  'warehouse_manager',
  'purchase_officer',
  'finance_user',
  'marketing_user',
  'quality_assurance',
  'customer_service',
]
const ofSmallCompanies = ['sales', 'warehouse', 'purchasing', 'accounts']

test('ROL-01, ROL-02: the core and functional roles are there, and each permission of theirs exists', async () => {
  const rows = await standard()
  assert.deepEqual(
    rows.map(({ code }) => code).toSorted(),
    [...core, ...functional, ...ofSmallCompanies].toSorted(),
  )
  const unknown = rows.flatMap(({ code, permissions: granted }) =>
    granted.filter((permission) => !isPermission(permission)).map((permission) => `${code}: ${permission}`),
  )
  assert.deepEqual(unknown, [])
  const unlimited = rows.filter(({ discount_limit }) => discount_limit === null).map(({ code }) => code)
  assert.deepEqual(unlimited.toSorted(), ['administrator', 'system_administrator'])
})

test('nobody but an administrator or a manager gives rights, and the viewer changes nothing', async () => {
  for (const { code, permissions: granted } of await standard()) {
    if (code.endsWith('administrator')) {
      assert.deepEqual(granted, ['*'])
      continue
    }
    const guarded = granted.filter((permission) =>
      /^(user\.|audit\.|organization\.\w+_(organizationmembership|organization$))/.test(permission),
    )
    if (code === 'manager') {
      assert.ok(guarded.includes('user.approve_roleassignment'))
      assert.ok(!guarded.some((each) => /_(role|useraccount)$/.test(each) && !each.includes('view_')))
    } else {
      const harmless = ['organization.view_organization', 'user.view_directory']
      const seen = guarded.filter((each) => !harmless.includes(each))
      assert.deepEqual(seen, [], code)
    }
    if (code === 'viewer') assert.ok(granted.every((each) => /\.(view|report)_/.test(each)))
  }
})

test('PRM-16: who works in one field sees nothing of the others', async () => {
  const held = async (role: string) => {
    const client = await server.addUser({ username: `only.${role}`, role, organization: server.root })
    return Object.keys((await client.get('/api/v1/auth/session/')).body.permissions)
  }
  const changes = (codes: string[], module: string) =>
    codes.filter((each) => each.startsWith(`${module}.`) && !/\.(view|report|export)_/.test(each))
  const [sales, stock, maker] = [
    await held('sales_manager'),
    await held('warehouse_manager'),
    await held('production_manager'),
  ]
  assert.deepEqual(changes(sales, 'inventory'), [])
  assert.ok(!stock.some((each) => /_(invoice|openitem|payment|quotation|price|pricelist)$/.test(each)))
  assert.deepEqual(changes(maker, 'sales'), [])
  assert.ok(sales.includes('sales.approve_quotation') && sales.includes('sales.confirm_salesorder'))
  assert.ok(stock.includes('inventory.post_stockcount') && stock.includes('inventory.report_stock'))
})

test('each move of a document is in the hands of somebody beside the administrator', async () => {
  const granted = new Set((await standard()).flatMap((row) => row.permissions))
  // People's accounts and what proves them are the administrator's alone.
  const moves = permissions.filter(
    ({ code, record, verb }) =>
      record !== null &&
      !/_(useraccount|factorreset|dutyexception|dualcontrol|accessreview|offboarding)$/.test(code) &&
      !/^(view|add|change|delete|import|export)$/.test(verb),
  )
  assert.ok(moves.length > 20)
  assert.deepEqual(
    moves.filter(({ code }) => !granted.has(code)).map(({ code }) => code),
    [],
  )
})

test('a role of the standard can be read and not changed', async () => {
  const { administrator } = server.as
  const { body } = assertStatus(await administrator.get(`${roles}viewer/`), 200)
  assert.equal(body._permissions.change, false)
  assert.ok(!('_standard' in body))
  assertStatus(await administrator.patch(`${roles}${body.id}/`, { name: 'Mine' }, { version: 1 }), 403)
  assertStatus(await administrator.delete(`${roles}${body.id}/`, { version: 1 }), 403)
  await assert.rejects(
    server.pool.query(`insert into role (code, name) values ('mine', 'Mine')`),
    /row-level security/,
  )
})

test('a role of one tenant is nothing to another', async () => {
  const made = await server.as.administrator.post(roles, { code: 'ours', name: 'Ours' })
  assertStatus(made, 201)
  assert.equal(made.body._permissions.change, true)
  const { administrator } = server.other.as
  assertStatus(await administrator.get(`${roles}${made.body.id}/`), 404)
  const { body } = await administrator.get(`${roles}?page_size=100`)
  assert.ok(!body.results.some((role: { code: string }) => role.code === 'ours'))
  const membership = { user: server.other.as.viewer.account?.id, role: made.body.id }
  const answer = await administrator.post('/api/v1/organization-memberships/', membership, {
    organization: server.other.plant1,
  })
  assertRefused(answer, 'kit.reference_missing', '/role')
})

test('a role grants only what exists', async () => {
  const make = (granted: unknown) =>
    server.as.administrator.post(roles, { code: 'try', name: 'Try', permissions: granted })
  for (const wrong of ['sales.fly_salesorder', 'sales', 'nothing.*', '*.*', 'sales.view_*.x', '']) {
    assertRefused(await make([wrong]), 'user.permission_unknown', '/permissions')
  }
  assertStatus(await make(['sales.view_salesorder', 'inventory.*', 'products.view_*', '*.view_*']), 201)
})

test('nobody makes a role that grants more than he holds, by inheritance neither', async () => {
  const make = (code: string, values: object) => manager.post(roles, { code, name: code, ...values })
  assertStatus(await make('small', { permissions: ['user.view_role', 'common.view_tag'] }), 201)
  assertRefused(await make('big', { permissions: ['sales.view_invoice'] }), 'kit.forbidden')
  assertRefused(await make('all', { permissions: ['*'] }), 'kit.forbidden')
  const sales = (await server.as.administrator.get(`${roles}sales/`)).body.id
  assertRefused(await make('heir', { inherits: [sales] }), 'kit.forbidden')
  const made = await server.as.administrator.post(roles, { code: 'grand', name: 'Grand', permissions: ['*'] })
  assertRefused(await manager.patch(`${roles}${made.body.id}/`, { permissions: [] }), 'kit.forbidden')
})

test('a role inherits what others grant, and never itself', async () => {
  const { administrator } = server.as
  const make = async (code: string, values: object) =>
    assertStatus(await administrator.post(roles, { code, name: code, ...values }), 201).body
  const base = await make('base', { permissions: ['common.view_tag'] })
  const middle = await make('middle', { inherits: [base.id], permissions: ['common.add_tag'] })
  const top = await make('top', { inherits: [middle.id] })
  assert.deepEqual(top.inherits, [middle.id])
  const client = await server.addUser({ username: 'heir', role: 'top', organization: server.root })
  const { body } = await client.get('/api/v1/auth/session/')
  assert.deepEqual(
    Object.keys(body.permissions)
      .filter((each) => each.startsWith('common.'))
      .toSorted(),
    ['common.add_tag', 'common.view_tag'],
  )
  const circle = (inherits: string[]) => administrator.patch(`${roles}${base.id}/`, { inherits })
  assertRefused(await circle([top.id]), 'user.role_circle', '/inherits')
  assertRefused(await circle([base.id]), 'user.role_circle', '/inherits')
})

test('what a role inherits stands among its changes, in whichever order it is sent', async () => {
  const { administrator } = server.as
  const made = async (code: string, inherits: string[]) =>
    assertStatus(await administrator.post(roles, { code, name: code, inherits }), 201).body
  const [one, two] = [await made('first-above', []), await made('second-above', [])]
  const below = await made('listed-below', [two.id, one.id])
  const path = `${roles}${below.id}/`
  await administrator.patch(path, { inherits: [one.id, two.id] })
  await administrator.patch(path, { inherits: [two.id] })
  await administrator.patch(path, { name: 'Other' })
  await administrator.delete(path)
  const trail = await server.sql<{ action: string; inherits: unknown }>(
    `select action, changes->'inherits' as inherits from audit_log
    where record_id = $1 and action not like 'PERMISSION%' order by sequence`,
    [below.id],
  )
  const both = [one.id, two.id].toSorted()
  assert.deepEqual(trail, [
    { action: 'CREATE', inherits: { old: null, new: both } },
    { action: 'UPDATE', inherits: { old: both, new: [two.id] } },
    { action: 'UPDATE', inherits: null },
    { action: 'DELETE', inherits: { old: [two.id], new: null } },
  ])
})

test('a role in use cannot be deleted; one that is not can', async () => {
  const { administrator } = server.as
  const made = (await administrator.post(roles, { code: 'used', name: 'Used' })).body
  const client = await server.addUser({ username: 'user.of.role', role: 'used', organization: server.plant1 })
  assertRefused(assertStatus(await administrator.delete(`${roles}${made.id}/`), 409), 'kit.in_use')
  await server.sql('delete from organization_membership where user_id = $1', [client.account?.id])
  assertStatus(await administrator.delete(`${roles}${made.id}/`), 204)
})

test('what a role gives and takes stands in the audit trail', async () => {
  const { administrator } = server.as
  const made = (
    await administrator.post(roles, { code: 'traced', name: 'Traced', permissions: ['common.view_tag'] })
  ).body
  await administrator.patch(`${roles}${made.id}/`, { permissions: ['common.add_tag'] })
  const viewer = (await administrator.get(`${roles}viewer/`)).body.id
  await administrator.patch(`${roles}${made.id}/`, { inherits: [viewer] })
  const trail = await server.sql(
    `select action, changes from audit_log
    where record_id = $1 and action like 'PERMISSION%' order by sequence`,
    [made.id],
  )
  assert.deepEqual(trail, [
    { action: 'PERMISSION_ASSIGN', changes: { permissions: { old: null, new: ['common.view_tag'] } } },
    { action: 'PERMISSION_ASSIGN', changes: { permissions: { old: null, new: ['common.add_tag'] } } },
    { action: 'PERMISSION_REVOKE', changes: { permissions: { old: ['common.view_tag'], new: null } } },
    { action: 'PERMISSION_ASSIGN', changes: { inherits: { old: null, new: [viewer] } } },
  ])
})

test('the list of permissions is for whoever puts roles together', async () => {
  const { body } = assertStatus(await server.as.administrator.get('/api/v1/permissions/'), 200)
  const codes = body.results.map((permission: { code: string }) => permission.code)
  assert.equal(body.count, codes.length)
  assert.equal(new Set(codes).size, codes.length)
  for (const code of ['sales.confirm_salesorder', 'user.change_useraccount', 'common.view_currency']) {
    assert.ok(codes.includes(code), code)
  }
  assert.ok(!codes.includes('common.add_currency'))
  const some = await server.as.administrator.get('/api/v1/permissions/?module=sales&search=confirm')
  assert.deepEqual(
    some.body.results.map((each: { code: string }) => each.code),
    ['sales.confirm_salesorder'],
  )
  assertRefused(await server.as.sales.get('/api/v1/permissions/'), 'kit.forbidden')
})
