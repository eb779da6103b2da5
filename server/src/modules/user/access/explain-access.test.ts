/** The trace of a verdict says what the routes do, for whom it is meant and for nobody else. */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { type ApiClient, assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'

let server: TestServer
let chief: ApiClient

before(async () => {
  server = await startServer()
  chief = server.as.administrator
})
after(() => server.stop())

const make = async (path: string, body: object, organization = server.plant1) =>
  assertStatus(await chief.post(`/api/v1/${path}/`, body, { organization }), 201).body
const explained = async (query: Record<string, string>, by = chief) =>
  by.get(`/api/v1/access/explain/?${new URLSearchParams(query)}`)

test('the trace shows each assignment with its way of inheritance, its state and what counts', async () => {
  const base = await make('roles', { code: 'base', name: 'Base', permissions: ['common.view_tag'] })
  const top = await make('roles', { code: 'top', name: 'Top', inherits: [base.id] })
  const past = await make('roles', { code: 'past', name: 'Past', permissions: ['common.*'] })
  const client = await server.addUser({ username: 'traced', role: 'top', organization: server.plant1 })
  const user = client.account?.id ?? ''
  const assigned = await make('role-assignments', { user, role: past.id, reason: 'Once' }, server.plant2)
  assertStatus(await chief.post(`/api/v1/role-assignments/${assigned.id}/end/`), 200)
  const query = { user, permission: 'common.view_tag', organization: server.plant1 }
  const { body } = assertStatus(await explained(query), 200)
  assert.deepEqual([body.is_allowed, body.reason], [true, 'granted'])
  assert.deepEqual(
    body.grants.map(({ kind, path, by, state, counts }: any) => ({ kind, path, by, state, counts })),
    [
      {
        kind: 'membership',
        path: ['top', 'base'],
        by: ['common.view_tag'],
        state: 'effective',
        counts: true,
      },
      { kind: 'regular', path: ['past'], by: ['common.*'], state: 'ended', counts: false },
    ],
  )
  const there = (await explained({ ...query, organization: server.plant2 })).body
  assert.deepEqual([there.is_allowed, there.reason], [false, 'not_here'])
  const never = (await explained({ ...query, permission: 'common.add_tag' })).body
  assert.deepEqual([never.is_allowed, never.reason], [false, 'not_granted'])
  assert.equal(
    assertStatus(await explained({ permission: 'common.view_tag' }, client), 200).body.is_allowed,
    true,
  )
  assert.ok(top.id)
})

test('a row is explained by its own rule and by rights on it', async () => {
  const rule = {
    code: 'own_quotes',
    name: 'Own quotes',
    permissions: ['contact.view_partner', 'contact.change_partner', 'contact.add_partner'],
    row_rules: { 'contact.partner': 'own' },
  }
  await make('roles', rule)
  const client = await server.addUser({ username: 'own', role: 'own_quotes', organization: server.plant1 })
  const user = client.account?.id ?? ''
  const [mine, theirs] = [
    assertStatus(await client.post('/api/v1/partners/', { name: 'Mine' }), 201).body,
    await make('partners', { name: 'Theirs' }),
  ]
  const verdict = async (row: { id: string }) => {
    const query = { user, permission: 'contact.change_partner', record: 'contact.partner', id: row.id }
    const { body } = assertStatus(await explained(query), 200)
    return [body.is_allowed, body.reason]
  }
  assert.deepEqual(await verdict(mine), [true, 'own_row'])
  assert.deepEqual(await verdict(theirs), [false, 'not_own_row'])
  assertStatus(await client.get(`/api/v1/partners/${theirs.id}/`), 404)
  const given = { user, record: 'contact.partner', row_id: theirs.id, can_change: true }
  const right = await make('object-permissions', given)
  assert.deepEqual(await verdict(theirs), [true, 'object'])
  assertStatus(await client.patch(`/api/v1/partners/${theirs.id}/`, { name: 'Changed' }), 200)
  assertRefused(await client.delete(`/api/v1/partners/${theirs.id}/`, { version: '*' }), 'kit.forbidden')
  assertStatus(await chief.delete(`/api/v1/object-permissions/${right.id}/`), 204)
  assertStatus(await client.get(`/api/v1/partners/${theirs.id}/`), 404)
})

test('only oneself and who may explain access is told, and of its own organizations', async () => {
  const user = server.as.sales.account?.id ?? ''
  const query = { user, permission: 'sales.add_salesorder' }
  assertRefused(assertStatus(await explained(query, server.as.viewer), 403), 'kit.forbidden')
  await make('roles', { code: 'auditor', name: 'Auditor', permissions: ['user.explain_access'] })
  const auditor = await server.addUser({ username: 'auditor', role: 'auditor', organization: server.plant2 })
  assertStatus(await explained({ ...query, organization: server.plant2 }, auditor), 200)
  assertRefused(await explained({ ...query, organization: server.root }, auditor), 'kit.forbidden')
  const { body } = assertStatus(await explained(query, auditor), 200)
  assert.deepEqual(body.grants, [], 'the membership stands in the root')
  const stranger = server.other.as.sales.account?.id ?? ''
  assertStatus(await explained({ ...query, user: stranger }), 404)
})

test('REV-02: the effective permissions are those of the session, each with its sources', async () => {
  const { sales } = server.as
  const user = sales.account?.id ?? ''
  const { body } = assertStatus(await chief.get(`/api/v1/access/effective/?user=${user}`), 200)
  const session = (await sales.get('/api/v1/auth/session/')).body.permissions
  const held = Object.fromEntries(
    body.results.map((each: any) => [each.permission, [...each.organizations, ...each.own_rows_in]]),
  )
  assert.deepEqual(held, session)
  assert.ok(body.results.every(({ sources }: any) => ['Sales', 'Everybody'].includes(sources[0].role_name)))
  assert.deepEqual(
    assertStatus(await sales.get('/api/v1/access/effective/'), 200).body.results.length,
    body.count,
  )
})

test('REV-01: a role lists who has it, by inheritance too', async () => {
  const holder = await server.addUser({
    username: 'by.heritage',
    role: 'sales_representative',
    organization: server.plant1,
  })
  const { body } = assertStatus(await chief.get('/api/v1/roles/sales/users/'), 200)
  const found = body.results.find(({ user }: any) => user === holder.account?.id)
  assert.deepEqual([found.path, found.is_effective], [['sales_representative', 'sales'], true])
  assert.ok(body.results.some(({ user }: any) => user === server.as.sales.account?.id))
})

test('ROL-06: a template becomes a role of one’s own', async () => {
  const copy = { code: 'our_clerk', name: 'Our clerk', discount_limit: '5' }
  const { body } = assertStatus(await chief.post('/api/v1/roles/warehouse_clerk/copy/', copy), 201)
  const template = (await chief.get('/api/v1/roles/warehouse_clerk/')).body
  assert.deepEqual(body.permissions, template.permissions)
  assert.deepEqual([body.template, body.is_system_role, body.discount_limit], [template.id, false, '5'])
  assert.equal(template.is_system_role, true)
})
