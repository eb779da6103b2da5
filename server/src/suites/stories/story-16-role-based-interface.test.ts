/** Story 16: what a screen is told of its reader's rights, per role, and that nothing is only hidden. */
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { type ApiClient, assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { BrowserClient } from '#server/testing/browser-client.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { story } from './story.ts'

let server: TestServer
let administrator: ApiClient
let warehouse = ''

before(async () => {
  server = await startServer()
  administrator = server.as.administrator
  const values = { name: 'Main', code: 'M16', warehouse_type: 'OTHER' }
  warehouse = assertStatus(await administrator.post('/api/v1/warehouses/', values), 201).body.id
})
after(() => server.stop())

const path = () => `/api/v1/warehouses/${warehouse}/`

/** The session as the browser reads it, which draws menus and buttons from it. */
async function sessionOf(client: ApiClient) {
  return assertStatus(await client.get('/api/v1/auth/session/'), 200).body
}

const step = story('16: Role-Based Interface')

step(
  'UIS-01: the session names each permission with its organizations, and the menu shows no other',
  async () => {
    const menus = {
      sales: 'sales.view_quotation',
      stock: 'inventory.view_stockcount',
      roles: 'user.view_role',
    }
    const seen = async (client: ApiClient) => {
      const { permissions } = await sessionOf(client)
      return Object.values(menus).map((code) => (permissions[code] ?? []).length > 0)
    }
    const sales = await server.addUser({ username: 's16', role: 'sales', organization: server.plant1 })
    const clerk = await server.addUser({
      username: 'w16',
      role: 'warehouse_clerk',
      organization: server.plant1,
    })
    assert.deepEqual(await seen(sales), [true, false, false])
    assert.deepEqual(await seen(clerk), [false, true, false])
    assert.deepEqual(await seen(administrator), [true, true, true])
    const { permissions } = await sessionOf(sales)
    assert.deepEqual(permissions['sales.add_quotation'], [server.plant1])
    // Behind each entry that is missing the server refuses as well.
    assertStatus(await sales.get('/api/v1/stock-counts/'), 403)
    assertStatus(await clerk.get('/api/v1/quotations/'), 403)
    assertStatus(await clerk.get('/api/v1/roles/'), 403)
  },
)

step('UIS-02: a row says which buttons its reader has; the others are refused when called', async () => {
  const viewer = await server.addUser({ username: 'v16', role: 'viewer', organization: server.root })
  const own = assertStatus(await administrator.get(path()), 200).body
  assert.deepEqual([own._permissions.change, own._permissions.delete], [true, true])
  const { _permissions: rights, version } = assertStatus(await viewer.get(path()), 200).body
  assert.deepEqual(rights, { moves: [], change: false, delete: false })
  assertStatus(await viewer.patch(path(), { name: 'Mine' }, { version }), 403)
  assertStatus(await viewer.delete(path()), 403)
  assertStatus(
    await viewer.post('/api/v1/warehouses/', { name: 'X', code: 'X', warehouse_type: 'OTHER' }),
    403,
  )
})

step(
  'UIS-03: a field is absent, read only or open by the rules of the role; a write is refused',
  async () => {
    const role = {
      code: 'fields-16',
      name: 'Fields',
      permissions: ['inventory.view_warehouse', 'inventory.change_warehouse'],
      field_rules: { 'inventory.warehouse.code': 'frozen', 'inventory.warehouse.warehouse_type': 'hidden' },
    }
    assertStatus(await administrator.post('/api/v1/roles/', role), 201)
    const client = await server.addUser({ username: 'f16', role: 'fields-16', organization: server.root })
    const { _permissions: rights, ...row } = assertStatus(await client.get(path()), 200).body
    assert.deepEqual(rights.fields, { code: 'frozen', warehouse_type: 'hidden' })
    assert.equal(row.code, 'M16')
    assert.ok(!('warehouse_type' in row))
    const change = (values: object) => client.patch(path(), values, { version: row.version })
    assert.ok((await change({ code: 'M17' })).status >= 400)
    assert.ok((await change({ warehouse_type: 'RETAIL_STORE' })).status >= 400)
    assertStatus(await change({ name: 'Main site' }), 200)
  },
)

step('UIS-04: the session names organization and what is lent for a time, until when', async () => {
  const user = await server.addUser({ username: 'e16', role: 'viewer', organization: server.root })
  assert.deepEqual((await sessionOf(user)).elevations, [])
  const roles = assertStatus(await administrator.get('/api/v1/roles/purchasing/'), 200).body
  const ends = new Date(Date.now() + 3_600_000).toISOString()
  const assignment = {
    user: user.account?.id,
    role: roles.id,
    organization: server.root,
    kind: 'elevation',
    starts_at: new Date(Date.now() - 60_000).toISOString(),
    ends_at: ends,
    reason: 'stands in',
  }
  assertStatus(await administrator.post('/api/v1/role-assignments/', assignment), 201)
  const { elevations, organizations } = await sessionOf(user)
  assert.deepEqual(
    elevations.map((each: Record<string, unknown>) => [
      each.role_name,
      each.organization,
      Date.parse(String(each.ends_at)),
    ]),
    [['Purchasing', server.root, Date.parse(ends)]],
  )
  assert.ok(organizations.some(({ id }: { id: string }) => id === server.root))
})

step('UIS-05: the home page holds the work of the role and no other', async () => {
  const works = async (role: string): Promise<string[]> => {
    const client = await server.addUser({ username: `h16.${role}`, role, organization: server.root })
    const { results } = assertStatus(await client.get('/api/v1/overview/open-work/'), 200).body
    return results.map(({ key }: { key: string }) => key)
  }
  const [sales, clerk] = [await works('sales'), await works('warehouse_clerk')]
  assert.ok(sales.length > 0 && clerk.length > 0)
  assert.ok(sales.some((key) => !clerk.includes(key)))
})

step('UIS-06: a refusal looks the same wherever it happens, in the browser as for a program', async () => {
  const viewer = await server.addUser({ username: 'r16', role: 'viewer', organization: server.root })
  const answers = [
    await viewer.post('/api/v1/warehouses/', {}),
    await viewer.delete(path()),
    await viewer.get('/api/v1/audit/state/'),
    await viewer.post('/api/v1/auth/revoke/', {}),
  ]
  const shapes = new Set<string>()
  for (const answer of answers) {
    assertRefused(answer, 'kit.forbidden')
    const { title, denial } = answer.body
    assert.ok(String(title).length > 10)
    shapes.add(Object.keys(denial).toSorted().join(' '))
    for (const told of ['permission', 'label', 'organization', 'roles']) assert.ok(told in denial, told)
    assert.equal(denial.request.permission, denial.permission)
  }
  assert.equal(shapes.size, 1)
  assertStatus(await new BrowserClient(server.url).get('/api/v1/warehouses/'), 401)
})
