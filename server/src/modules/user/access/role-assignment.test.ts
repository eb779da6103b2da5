/** Further roles: their time, their approval, what they add, and what nobody may give. */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { type ApiClient, assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { untilSo } from '#server/testing/processes.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'

const assignments = '/api/v1/role-assignments/'
const hour = 60 * 60_000
let server: TestServer
let chief: ApiClient
/** Moved by tests; the server's clock. */
let shift = 0
const now = () => new Date(Date.now() + shift)
const at = (hours: number) => new Date(now().getTime() + hours * hour).toISOString()

before(async () => {
  server = await startServer({ now })
  chief = server.as.administrator
})
after(() => server.stop())

let users = 0
async function clerk(role = 'viewer', organization = server.plant1): Promise<ApiClient> {
  users += 1
  return server.addUser({ username: `clerk${users}`, role, organization })
}
const roleId = async (code: string) => (await chief.get(`/api/v1/roles/${code}/`)).body.id
const give = async (to: ApiClient, role: string, more: object = {}, by = chief) =>
  by.post(
    assignments,
    { user: to.account?.id, role: await roleId(role), reason: 'Stands in', ...more },
    { organization: server.plant1 },
  )
const held = async (client: ApiClient) =>
  (await client.get('/api/v1/auth/session/')).body.permissions as Record<string, string[]>
const trail = (id: string) =>
  server.sql<{ action: string; context: Record<string, string> }>(
    'select action, context from audit_log where record_id = $1 order by sequence',
    [id],
  )

test('URA-01: roles add up, each where it was given', async () => {
  const client = await clerk()
  assert.equal((await held(client))['inventory.add_goodsreceipt'], undefined)
  const made = assertStatus(await give(client, 'warehouse'), 201)
  assert.equal(made.body.status, 'approved')
  assert.equal(made.body.assigned_by, chief.account?.id)
  const granted = await held(client)
  assert.deepEqual(granted['inventory.add_goodsreceipt'], [server.plant1])
  assert.deepEqual(granted['sales.view_invoice'], [server.plant1])
  assert.deepEqual(
    (await trail(made.body.id)).map(({ action }) => action),
    ['CREATE', 'PERMISSION_ASSIGN'],
  )
  assertStatus(await chief.post(`${assignments}${made.body.id}/end/`, { reason: 'Back' }), 200)
  assert.equal((await held(client))['inventory.add_goodsreceipt'], undefined)
  assert.equal((await trail(made.body.id)).at(-1)?.action, 'PERMISSION_REVOKE')
  assertStatus(await chief.get(`${assignments}${made.body.id}/`), 200)
})

test('URA-02, TMP-02, TMP-03: a role counts from its start to its end, to the moment and without a write', async () => {
  const client = await clerk()
  const times = { kind: 'elevation', starts_at: at(1), ends_at: at(2) }
  const { body } = assertStatus(await give(client, 'warehouse', times), 201)
  const receives = async () => (await held(client))['inventory.add_goodsreceipt'] !== undefined
  assert.equal(await receives(), false)
  try {
    // The database goes by its own clock where no session is read: the row is moved, not the clock.
    const move = (from: number, to: number) =>
      server.sql('update role_assignment set starts_at = $2, ends_at = $3 where id = $1', [
        body.id,
        new Date(Date.now() + from).toISOString(),
        new Date(Date.now() + to).toISOString(),
      ])
    await move(-hour, hour)
    await untilSo(receives)
    await move(-hour, 1500)
    await untilSo(async () => !(await receives()))
    const [row] = await server.sql<{ status: string }>('select status from role_assignment where id = $1', [
      body.id,
    ])
    assert.equal(row?.status, 'approved', 'nothing was written')
  } finally {
    shift = 0
  }
})

test('URA-03: a sensitive role grants nothing until another person approves', async () => {
  const role = { code: 'vault', name: 'Vault', is_sensitive: true, permissions: ['sales.add_payment'] }
  assertStatus(await chief.post('/api/v1/roles/', role), 201)
  const client = await clerk()
  const { body } = assertStatus(await give(client, 'vault'), 201)
  assert.equal(body.status, 'requested')
  assert.equal((await held(client))['sales.add_payment'], undefined)
  const approve = (by: ApiClient) => by.post(`${assignments}${body.id}/approve/`, { reason: 'Fine' })
  assertRefused(assertStatus(await approve(chief), 409), 'user.own_approval')
  const second = await server.addUser({
    username: 'second',
    role: 'administrator',
    organization: server.root,
    includesDescendants: true,
  })
  const approved = assertStatus(await approve(second), 200).body
  assert.deepEqual([approved.status, approved.approved_by], ['approved', second.account?.id])
  assert.deepEqual((await held(client))['sales.add_payment'], [server.plant1])
  const membership = { user: client.account?.id, role: await roleId('vault') }
  const answer = await chief.post('/api/v1/organization-memberships/', membership, {
    organization: server.plant2,
  })
  assertRefused(answer, 'user.role_sensitive', '/role')
  const own = assertStatus(await give(second, 'vault', { organization: server.root }), 201)
  const self = await second.post(`${assignments}${own.body.id}/approve/`)
  assertRefused(assertStatus(self, 409), 'user.own_approval')
})

test('nobody gives what he does not hold, nor what is only lent to him, nor without his own limits', async () => {
  const manager = await clerk('manager')
  const client = await clerk()
  assertStatus(await give(client, 'operator', { includes_descendants: false }, manager), 201)
  assertRefused(await give(client, 'accounts', {}, manager), 'kit.forbidden')
  assertRefused(await give(client, 'administrator', {}, manager), 'kit.forbidden')
  const lent = { kind: 'elevation', starts_at: at(-1), ends_at: at(2) }
  // Together with what he holds it breaks a rule over duties, so another one agrees first.
  const due = assertStatus(await give(manager, 'accounts', lent), 201).body
  const other = await server.addUser({
    username: 'other',
    role: 'administrator',
    organization: server.root,
    includesDescendants: true,
  })
  assertStatus(
    await other.post(
      `${assignments}${due.id}/approve/`,
      { reason: 'One day' },
      { organization: server.plant1 },
    ),
    200,
  )
  assert.ok((await held(manager))['sales.post_invoice'])
  assertRefused(await give(client, 'accounts', {}, manager), 'kit.forbidden')
  const narrow = {
    code: 'narrow',
    name: 'Narrow',
    permissions: ['sales.view_payment', 'user.add_roleassignment', 'user.view_roleassignment'],
    row_rules: { 'sales.payment': 'own' },
  }
  assertStatus(await chief.post('/api/v1/roles/', narrow), 201)
  const wide = { code: 'wide', name: 'Wide', permissions: ['sales.view_payment'] }
  assertStatus(await chief.post('/api/v1/roles/', wide), 201)
  const narrowed = await server.addUser({ username: 'narrowed', role: 'narrow', organization: server.plant1 })
  assertRefused(await give(client, 'wide', {}, narrowed), 'kit.forbidden')
  assertStatus(await give(client, 'narrow', {}, narrowed), 201)
})

test('TMP-04: an elevation has exact ends, a longest time, and its extension needs approval', async () => {
  const client = await clerk()
  const lend = (more: object) => give(client, 'warehouse', { kind: 'elevation', ...more })
  assertRefused(await lend({ starts_at: at(0) }), 'user.period_missing', '/ends_at')
  assertRefused(await lend({ starts_at: at(0), ends_at: at(31 * 24) }), 'user.elevation_too_long', '/ends_at')
  assertRefused(await lend({ starts_at: at(-3), ends_at: at(-1) }), 'user.period_over', '/ends_at')
  const first = assertStatus(await lend({ starts_at: at(0), ends_at: at(2) }), 201).body
  assert.equal(first.status, 'approved')
  const more = assertStatus(await lend({ starts_at: at(2), ends_at: at(30) }), 201).body
  assert.deepEqual([more.status, more.extends], ['requested', first.id])
  const root = `/api/v1/organizations/${server.root}/`
  assertStatus(await chief.patch(root, { elevation_days: 60 }), 200)
  const other = await clerk()
  const long = { kind: 'elevation', starts_at: at(0), ends_at: at(31 * 24) }
  assertStatus(await give(other, 'warehouse', long), 201)
})

test('TMP-05: what an elevation alone made possible is marked in the audit trail', async () => {
  const client = await clerk('sales')
  const lent = { kind: 'elevation', starts_at: at(-1), ends_at: at(2) }
  const { body: elevation } = assertStatus(await give(client, 'warehouse', lent), 201)
  const session = (await client.get('/api/v1/auth/session/')).body
  assert.deepEqual(
    session.elevations.map((each: { id: string; role_name: string }) => [each.id, each.role_name]),
    [[elevation.id, 'Warehouse']],
  )
  const body = { name: 'Spare', code: `SPARE${users}`, warehouse_type: 'OTHER' }
  const warehouse = assertStatus(await client.post('/api/v1/warehouses/', body), 201).body
  const tag = assertStatus(await client.post('/api/v1/tags/', { name: 'Mine' }), 201).body
  const contexts = async (id: string) => (await trail(id)).map(({ context }) => context.elevation ?? null)
  assert.deepEqual(await contexts(warehouse.id), [elevation.id])
  assert.deepEqual(await contexts(tag.id), [null])
})

test('RULINGS 9: the right to administer is lost neither by an end, nor by a role that ends', async () => {
  const { other } = server
  const alone = other.as.administrator
  const path = '/api/v1/organization-memberships/'
  const mine = (await alone.get(`${path}?user=${alone.account?.id}`)).body.results[0]
  const viewer = (await alone.get('/api/v1/roles/viewer/')).body.id
  const administrator = (await alone.get('/api/v1/roles/administrator/')).body.id
  const lower = () => alone.patch(`${path}${mine.id}/`, { role: viewer })
  assertRefused(await lower(), 'user.last_administrator')
  const give = async (more: object) =>
    assertStatus(
      await alone.post(assignments, {
        user: other.as.viewer.account?.id,
        role: administrator,
        reason: 'Second',
        ...more,
      }),
      201,
    ).body
  await give({ ends_at: at(1000) })
  assertRefused(await lower(), 'user.last_administrator')
  const lasting = await give({})
  const ending = { code: 'ending', name: 'Ending', permissions: ['*'] }
  const role = assertStatus(await alone.post('/api/v1/roles/', ending), 201).body
  assertStatus(await alone.patch(`${path}${mine.id}/`, { role: role.id }), 200)
  assertStatus(await alone.post(`${assignments}${lasting.id}/end/`), 200)
  const until = { valid_until: at(5000) }
  assertRefused(await alone.patch(`/api/v1/roles/${role.id}/`, until), 'user.last_administrator')
})

test('MEM-20: an assignment rests while the membership in its organization is switched off', async () => {
  const client = await clerk()
  assertStatus(await give(client, 'warehouse'), 201)
  const path = '/api/v1/organization-memberships/'
  const { id } = (await chief.get(`${path}?user=${client.account?.id}`)).body.results[0]
  assertStatus(await chief.patch(`${path}${id}/`, { is_active: false }), 200)
  assert.deepEqual(await held(client), {})
})
