/** Memberships: one a user and organization, given by who holds as much, and somebody stays administrator. */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { type ApiClient, assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'

const memberships = '/api/v1/organization-memberships/'
let server: TestServer
let administrator: ApiClient

before(async () => {
  server = await startServer()
  administrator = server.as.administrator
})
after(() => server.stop())

const newUser = async (username: string) => {
  const values = { username, display_name: username }
  return assertStatus(await administrator.post('/api/v1/users/', values), 201).body.id as string
}
const assign = (user: string | undefined, role: string, organization: string, client = administrator) =>
  client.post(memberships, { user, role }, { organization })
const membershipOf = async (client: ApiClient) =>
  (await administrator.get(`${memberships}?user=${client.account?.id}`)).body.results[0]

test('a membership joins user, organization and role, active unless said', async () => {
  const user = await newUser('joined')
  const { body } = assertStatus(await assign(user, 'sales', server.plant1), 201)
  const { id, created_at, updated_at, ...row } = body
  assert.ok(id && created_at && updated_at)
  assert.deepEqual(
    [row.user, row.user_name, row.organization, row.organization_name, row.role_name, row.is_active],
    [user, 'joined', server.plant1, 'Plant 1', 'Sales', true],
  )
  const found = await administrator.get(`${memberships}?search=joined&is_active=true`)
  assert.equal(found.body.count, 1)
})

test('a user has one membership in an organization, active or not, and any number of them', async () => {
  const user = await newUser('twice')
  const first = assertStatus(await assign(user, 'viewer', server.plant1), 201).body
  const again = assertStatus(await assign(user, 'sales', server.plant1), 400)
  assertRefused(again, 'organization.membership_exists', '')
  assert.equal(again.body.errors[0].detail, 'User already has a membership in this organization.')
  assertStatus(await administrator.patch(`${memberships}${first.id}/`, { is_active: false }), 200)
  assertRefused(await assign(user, 'sales', server.plant1), 'organization.membership_exists')
  assertStatus(await assign(user, 'warehouse', server.plant2), 201)
})

test('user and organization stay, role and activity may change', async () => {
  const user = await newUser('stays')
  const { id } = assertStatus(await assign(user, 'viewer', server.plant1), 201).body
  const change = (values: object) => administrator.patch(`${memberships}${id}/`, values)
  assertRefused(await change({ user: await newUser('another') }), 'kit.frozen', '/user')
  const moved = await change({ organization: server.plant2, is_default: true })
  assert.notEqual(moved.body.organization, server.plant2)
  const changed = assertStatus(await change({ role: 'sales', is_active: false }), 200).body
  assert.deepEqual([changed.role_name, changed.is_active], ['Sales', false])
})

test('only who may give rights gives them: others get 403, strangers 401', async () => {
  const user = await newUser('nobody.yet')
  for (const client of [server.as.sales, server.as.accounts, server.as.viewer]) {
    assertRefused(assertStatus(await client.get(memberships), 403), 'kit.forbidden')
    assertRefused(await assign(user, 'viewer', server.plant1, client), 'kit.forbidden')
  }
  assertStatus(await server.nobody.get(memberships), 401)
})

test('who administers one site gives nothing elsewhere, below, or beyond his own rights', async () => {
  const role = {
    code: 'site_manager',
    name: 'Site manager',
    permissions: [
      ...['view', 'add', 'change', 'delete'].map((verb) => `organization.${verb}_organizationmembership`),
      'user.view_useraccount',
      'common.view_tag',
    ],
  }
  assertStatus(await administrator.post('/api/v1/roles/', role), 201)
  const small = { code: 'tags_only', name: 'Tags only', permissions: ['common.view_tag'] }
  assertStatus(await administrator.post('/api/v1/roles/', small), 201)
  const manager = await server.addUser({
    username: 'site.manager',
    role: 'site_manager',
    organization: server.plant1,
  })
  const user = await newUser('helper')
  const give = (values: object) => manager.post(memberships, { user, ...values })
  assertRefused(await give({ role: 'administrator' }), 'kit.forbidden')
  assertRefused(await give({ role: 'sales', includes_descendants: false }), 'kit.forbidden')
  assertRefused(await assign(user, 'tags_only', server.plant2, manager), 'kit.reference_missing')
  const given = assertStatus(await give({ role: 'tags_only', includes_descendants: false }), 201).body
  const path = `${memberships}${given.id}/`
  assertRefused(await manager.patch(path, { role: 'viewer' }), 'kit.forbidden')
  const below = { name: 'Below', code: 'BELOW', organization_type: 'Team', parent: server.plant1 }
  assertStatus(await administrator.post('/api/v1/organizations/', below), 201)
  assertRefused(await manager.patch(path, { includes_descendants: true }), 'kit.forbidden')
  assertStatus(await administrator.patch(path, { role: 'viewer' }), 200)
  assertRefused(await manager.delete(path), 'kit.forbidden')
})

test('the last administrator keeps role, activity and membership', async () => {
  const { administrator: last } = server.other.as
  const { body } = await last.get(`${memberships}?user=${last.account?.id}`)
  const path = `${memberships}${body.results[0].id}/`
  for (const answer of [
    await last.patch(path, { role: 'viewer' }),
    await last.patch(path, { is_active: false }),
    await last.patch(path, { includes_descendants: false }),
    await last.delete(path),
  ]) {
    assertRefused(assertStatus(answer, 409), 'user.last_administrator')
  }
  // An administrator of a site only is none of the company.
  const site = await server.other.addUser({
    username: 'site.administrator',
    role: 'administrator',
    organization: server.other.plant1,
  })
  assertRefused(await last.delete(path), 'user.last_administrator')
  assertRefused(await site.delete(path), 'kit.not_found')
})

test('user and role of another tenant are nothing here', async () => {
  const foreign = server.other.as.viewer.account?.id
  assertRefused(await assign(foreign, 'viewer', server.plant1), 'kit.reference_missing', '/user')
  const theirs = await membershipOf(server.as.viewer)
  assertStatus(await server.other.as.administrator.get(`${memberships}${theirs.id}/`), 404)
})

test('what is given and taken stands in the audit trail', async () => {
  const user = await newUser('traced')
  const { id } = assertStatus(await assign(user, 'viewer', server.plant1), 201).body
  const path = `${memberships}${id}/`
  await administrator.patch(path, { join_date: '2026-01-01' })
  await administrator.patch(path, { role: 'sales' })
  await administrator.patch(path, { is_active: false })
  await administrator.patch(path, { is_active: true })
  await administrator.delete(path)
  const trail = await server.sql<{ action: string; by: string }>(
    `select a.action, a.user_id = $2 as mine, coalesce(o.code, n.code) as role from audit_log a
    left join role o on o.id::text = a.changes -> 'role' ->> 'old'
    left join role n on n.id::text = a.changes -> 'role' ->> 'new'
    where a.record_id = $1 and a.action like 'PERMISSION%' order by a.sequence`,
    [id, administrator.account?.id],
  )
  assert.deepEqual(
    trail.map((row) => Object.values(row)),
    [
      ['PERMISSION_ASSIGN', true, 'viewer'],
      ['PERMISSION_REVOKE', true, 'viewer'],
      ['PERMISSION_ASSIGN', true, 'sales'],
      ['PERMISSION_REVOKE', true, 'sales'],
      ['PERMISSION_ASSIGN', true, 'sales'],
      ['PERMISSION_REVOKE', true, 'sales'],
    ],
  )
})
