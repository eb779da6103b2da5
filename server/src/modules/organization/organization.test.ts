/** The organization tree: where one may be made, moved, marked and deleted, and who sees which. */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { type ApiClient, assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'

const organizations = '/api/v1/organizations/'
let server: TestServer
let administrator: ApiClient
let made = 0

before(async () => {
  server = await startServer()
  administrator = server.as.administrator
})
after(() => server.stop())

const create = (values: object, client = administrator) => {
  made += 1
  const defaults = { name: `Unit ${made}`, code: `UNIT-${made}`, organization_type: 'Department' }
  return client.post(organizations, { ...defaults, parent: server.root, ...values })
}
const make = async (values: object = {}) => assertStatus(await create(values), 201).body
const change = (id: string, values: object, client = administrator) =>
  client.patch(`${organizations}${id}/`, values)
const names = ({ body }: { body: { results: { name: string }[] } }) => body.results.map(({ name }) => name)

test('a new one needs name, code and type, and takes the rest from defaults', async () => {
  const unit = await make()
  assert.equal(unit.organization_type_name, 'Department')
  assert.deepEqual(
    [unit.status, unit.timezone, unit.language, unit.metadata, unit.custom_fields, unit.tags],
    ['active', 'UTC', 'en', {}, {}, []],
  )
  assert.equal(unit.legal_entity, server.root)
  assert.deepEqual([unit._permissions.change, unit._permissions.delete], [true, true])
  assertRefused(await create({ name: undefined }), 'kit.required', '/name')
  assertRefused(await create({ organization_type: undefined }), 'kit.required', '/organization_type')
})

test('a root is not made through the API', async () => {
  assertRefused(await create({ parent: null }), 'organization.parent_missing', '/parent')
  assertRefused(await create({ parent: undefined }), 'organization.parent_missing', '/parent')
})

test('a code is unique in the tenant whatever its case, a name below the same node', async () => {
  const unit = await make({ name: 'Twin', code: 'Twin-1' })
  const taken = await create({ code: 'tWIN-1' })
  assertRefused(taken, 'kit.taken', '/code')
  assert.equal(taken.body.errors[0].detail, 'Organization with this code already exists.')
  assertRefused(await create({ name: 'Twin' }), 'kit.taken', '/name')
  const below = await make({ name: 'Twin', parent: unit.id })
  assertRefused(await change(below.id, { parent: server.root }), 'kit.taken', '/name')
  assertStatus(await change(unit.id, { name: 'Twin', code: 'TWIN-1' }), 200)
  const theirs = { name: 'Twin', code: 'Twin-1', parent: server.other.root }
  assertStatus(await create(theirs, server.other.as.administrator), 201)
})

test('the root stays where it is, active, and is never deleted', async () => {
  const unit = await make()
  assertRefused(await change(server.root, { parent: unit.id }), 'organization.root_stays')
  assertRefused(await change(server.root, { status: 'archived' }), 'organization.root_stays')
  assertRefused(await change(unit.id, { parent: null }), 'organization.root_stays')
  assertRefused(await administrator.delete(`${organizations}${server.root}/`), 'organization.root_stays')
})

test('none comes below itself, and a move takes everything below along', async () => {
  const top = await make()
  const middle = await make({ parent: top.id })
  const bottom = await make({ parent: middle.id, name: 'Bottom' })
  assertRefused(await change(top.id, { parent: bottom.id }), 'kit.tree_circle', '/parent')
  assertRefused(await change(top.id, { parent: top.id }), 'kit.tree_circle', '/parent')
  const company = await make({ is_legal_entity: true, currency: 'EUR', name: 'Daughter' })
  assertStatus(await change(middle.id, { parent: company.id }), 200)
  const { body } = await administrator.get(`${organizations}${bottom.id}/`)
  assert.equal(body.legal_entity, company.id)
  assert.deepEqual(names(await administrator.get(`${organizations}${bottom.id}/ancestors/`)), [
    'Huber GmbH',
    'Daughter',
    middle.name,
  ])
})

test('descendants come depth first by name, ancestors from the root, children one step down', async () => {
  const top = await make({ name: 'Tree' })
  const b = await make({ name: 'B', parent: top.id })
  await make({ name: 'A', parent: top.id })
  await make({ name: 'B2', parent: b.id })
  await make({ name: 'B1', parent: b.id })
  const list = (id: string, what: string) => administrator.get(`${organizations}${id}/${what}/`)
  assert.deepEqual(names(await list(top.id, 'descendants')), ['A', 'B', 'B1', 'B2'])
  assert.deepEqual(names(await list(top.id, 'children')), ['A', 'B'])
  assert.deepEqual(names(await list(b.id, 'ancestors')), ['Huber GmbH', 'Tree'])
  assert.deepEqual(names(await list(server.root, 'ancestors')), [])
  assertStatus(await list(server.other.root, 'descendants'), 404)
  assertStatus(await server.nobody.get(`${organizations}${top.id}/descendants/`), 401)
})

test('a legal entity needs a currency; an unknown zone and a wrong order of dates are refused', async () => {
  assertRefused(await create({ is_legal_entity: true }), 'organization.currency_missing', '/currency')
  assertRefused(await create({ timezone: 'Europe/Diessen' }), 'kit.wrong_format', '/timezone')
  const dates = { effective_date: '2026-05-01', end_date: '2026-05-01' }
  assertRefused(await create(dates), 'kit.order_strict', '/end_date')
})

test("a parent that is unknown, out of reach or another tenant's is a wrong value, not a missing right", async () => {
  const nowhere = '00000000-0000-4000-8000-000000000000'
  const site = await make()
  const keeper = await server.addUser({
    username: 'keeper',
    role: 'administrator',
    organization: site.id,
    includesDescendants: true,
  })
  const below = assertStatus(await create({ parent: site.id }, keeper), 201).body
  const wrong: [string, ApiClient][] = [
    [nowhere, administrator],
    [server.other.root, administrator],
    [server.plant2, keeper],
  ]
  for (const [parent, client] of wrong) {
    const made = await create({ parent }, client)
    assertRefused(assertStatus(made, 400), 'kit.reference_missing', '/parent')
    assertRefused(await change(below.id, { parent }, client), 'kit.reference_missing', '/parent')
  }
  // The root is seen from below, and not his to add to.
  assertRefused(assertStatus(await create({}, keeper), 403), 'kit.forbidden')
})

test('a member of a site sees it and what stands above, and changes only what his role reaches', async () => {
  const role = {
    code: 'planner',
    name: 'Planner',
    permissions: ['view', 'add', 'change', 'delete'].map((verb) => `organization.${verb}_organization`),
  }
  assertStatus(await administrator.post('/api/v1/roles/', role), 201)
  const planner = await server.addUser({
    username: 'planner',
    role: 'planner',
    organization: server.plant1,
    includesDescendants: true,
  })
  assert.deepEqual(names(await planner.get(organizations)).toSorted(), ['Huber GmbH', 'Plant 1'])
  assertStatus(await planner.get(`${organizations}${server.plant2}/`), 404)
  const unit = assertStatus(await create({ parent: server.plant1 }, planner), 201).body
  assert.equal(assertStatus(await change(unit.id, { name: 'Renamed' }, planner), 200).body.name, 'Renamed')
  for (const answer of [
    await create({ parent: server.plant2 }, planner),
    await change(unit.id, { parent: server.plant2 }, planner),
  ]) {
    assertRefused(assertStatus(answer, 400), 'kit.reference_missing', '/parent')
  }
  for (const answer of [
    await create({}, planner),
    await change(server.root, { name: 'Mine' }, planner),
    await planner.delete(`${organizations}${server.root}/`),
  ]) {
    assertRefused(assertStatus(answer, 403), 'kit.forbidden')
    assert.equal(answer.body.parameters.organization, 'Huber GmbH')
  }
  assert.equal((await planner.get(`${organizations}${server.root}/`)).body.name, 'Huber GmbH')
  const site = await server.addUser({
    username: 'planner.site',
    role: 'planner',
    organization: server.plant2,
  })
  assertRefused(await create({ parent: unit.id }, site), 'kit.reference_missing', '/parent')
})

test('another tenant’s organizations do not exist, as parents neither', async () => {
  const { other } = server
  assertStatus(await administrator.get(`${organizations}${other.root}/`), 404)
  assertStatus(await change(other.plant1, { name: 'Mine' }), 404)
  const foreign = assertStatus(await create({ parent: other.root }), 400)
  assertRefused(foreign, 'kit.reference_missing', '/parent')
  const { body } = await administrator.get(`${organizations}?page_size=100`)
  assert.ok(!body.results.some((each: { code: string }) => each.code === 'MEIER'))
})

test('nothing new is entered where an organization is archived; opened again, it is', async () => {
  const unit = await make({ name: 'Closing' })
  assertStatus(await change(unit.id, { status: 'archived' }), 200)
  const warehouse = { name: 'Hall', code: 'HALL', warehouse_type: 'OTHER' }
  const enter = () => administrator.post('/api/v1/warehouses/', warehouse, { organization: unit.id })
  const refused = assertStatus(await enter(), 409)
  assertRefused(refused, 'kit.organization_closed')
  assert.equal(refused.body.title, 'Closing is archived: nothing new can be entered there.')
  assertStatus(await change(unit.id, { status: 'active' }), 200)
  assertStatus(await enter(), 201)
})

test('what has documents keeps its legal entity and its currency, what has none may move', async () => {
  const company = await make({ name: 'Trading', is_legal_entity: true, currency: 'EUR' })
  const shop = await make({ name: 'Trading shop', parent: company.id })
  assertStatus(await change(company.id, { currency: 'CHF' }), 200)
  assertStatus(await change(company.id, { currency: 'EUR' }), 200)
  const warehouse = { name: 'Shelf', code: 'SHELF', warehouse_type: 'OTHER' }
  const place = { organization: shop.id }
  const shelf = assertStatus(await administrator.post('/api/v1/warehouses/', warehouse, place), 201).body
  const count = { warehouse: shelf.id, reason: 'Inventory', lines: [] }
  await server.sql(
    `insert into stock_count (tenant_id, organization_id, number, warehouse_id)
    values ($1, $2, 'SC-1', $3)`,
    [server.tenant, shop.id, count.warehouse],
  )
  for (const answer of [
    await change(shop.id, { parent: server.root }),
    await change(company.id, { is_legal_entity: false }),
    await change(company.id, { currency: 'CHF' }),
    await change(shop.id, { is_legal_entity: true, currency: 'EUR' }),
  ]) {
    assertRefused(assertStatus(answer, 409), 'organization.has_documents')
  }
  const unit = await make({ parent: company.id })
  assertStatus(await change(shop.id, { parent: unit.id }), 200)
})

test('an organization in use is not deleted; one that is not takes its memberships with it', async () => {
  const top = await make()
  const below = await make({ parent: top.id })
  const remove = (id: string) => administrator.delete(`${organizations}${id}/`)
  assertRefused(assertStatus(await remove(top.id), 409), 'kit.in_use')
  const member = await server.addUser({ username: 'gone', role: 'viewer', organization: below.id })
  assertStatus(await remove(below.id), 204)
  assertStatus(await administrator.get(`${organizations}${below.id}/`), 404)
  assert.deepEqual((await member.get('/api/v1/auth/session/')).body.organizations, [])
  const trail = await server.sql(
    `select action from audit_log where organization_id = $1 and action = 'PERMISSION_REVOKE'`,
    [below.id],
  )
  assert.equal(trail.length, 1)
  assertStatus(await remove(top.id), 204)
  assertRefused(await server.as.sales.delete(`${organizations}${server.plant1}/`), 'kit.forbidden')
})

test('types are read by anybody, by name too, and written by nobody', async () => {
  const types = '/api/v1/organization-types/'
  const { body } = assertStatus(await server.nobody.get(types), 200)
  assert.equal(body.count, 9)
  assert.equal(body.results[0].name, 'Company')
  const one = await server.nobody.get(`${types}${encodeURIComponent('Location/Branch')}/`)
  assert.equal(assertStatus(one, 200).body.description, 'A physical office or branch location.')
  assertStatus(await administrator.post(types, { name: 'Moon base' }), 405)
})
