/** Story 18: who works here, found by name, department, role and place, as far as each lets himself be seen. */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { type ApiClient, assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { stoppedClock } from '#server/platform/clock.ts'

const story = 'story 18: User directory'
const clock = stoppedClock('2026-11-21T08:00:00Z')
const directory = '/api/v1/directory/'
let server: TestServer
let far: ApiClient
let near: ApiClient
let anna: string

before(async () => {
  server = await startServer({ now: clock.now })
  near = await server.addUser({ username: 'near', role: 'viewer', organization: server.plant1 })
  far = await server.addUser({ username: 'far', role: 'viewer', organization: server.plant2 })
  const client = await server.addUser({ username: 'anna', role: 'sales', organization: server.plant1 })
  anna = client.account?.id ?? ''
  await server.sql(
    `update user_account set email = 'anna@example.org', phone = '+49 89 7', job_title = 'Buyer',
      department_id = $2, site_id = $2 where id = $1`,
    [anna, server.plant1],
  )
})
after(() => server.stop())

const names = async (client: ApiClient, query: string) =>
  assertStatus(await client.get(`${directory}?${query}`), 200).body.results.map(
    (each: { username: string }) => each.username,
  )
const one = async (client: ApiClient) => assertStatus(await client.get(`${directory}${anna}/`), 200).body
const letSee = (values: object) => server.as.administrator.patch(`/api/v1/users/${anna}/`, values)

test(`${story}: DIR-01: people with contact and roles, of this company alone`, async () => {
  const row = await one(near)
  assert.deepEqual(
    [row.display_name, row.job_title, row.email, row.phone, row.department_name, row.site_name],
    ['Test anna', 'Buyer', 'anna@example.org', '+49 89 7', 'Plant 1', 'Plant 1'],
  )
  assert.deepEqual(row.roles, [{ code: 'sales', name: 'Sales' }])
  const all = await names(near, 'page_size=100')
  assert.ok(all.includes('anna') && all.includes('huber.administrator'))
  assert.ok(all.every((name: string) => !name.startsWith('meier')))
  assertStatus(await server.other.as.administrator.get(`${directory}${anna}/`), 404)
  assertStatus(await server.nobody.get(directory), 401)
})

test(`${story}: DIR-01: only for who may see it, and no machines are in it`, async () => {
  const role = { code: 'bare', name: 'Bare', permissions: ['common.view_tag'] }
  assertStatus(await server.as.administrator.post('/api/v1/roles/', role), 201)
  const bare = await server.addUser({ username: 'bare', role: 'bare', organization: server.root })
  assertStatus(await bare.get(directory), 403)
  await server.sql(`update user_account set kind = 'system' where username = 'bare'`)
  assert.deepEqual(await names(near, 'search=bare'), [])
})

test(`${story}: DIR-02: by department, role and place`, async () => {
  assert.deepEqual(await names(near, `department=${server.plant1}`), ['anna'])
  assert.deepEqual(await names(near, `department=${server.plant2}`), [])
  assert.deepEqual(await names(near, `site=${server.plant1}`), ['anna'])
  assert.deepEqual(await names(near, 'role=sales'), ['anna'])
  assert.deepEqual(await names(far, 'role=sales'), [])
  assertRefused(await near.get(`${directory}?department=nowhere`), 'kit.wrong_format', 'department')
})

test(`${story}: DIR-03: active, away, inactive`, async () => {
  const state = async () => (await one(near)).state
  assert.equal(await state(), 'away')
  const [tenant] = await server.sql<{ tenant_id: string }>(
    'select tenant_id from user_account where id = $1',
    [anna],
  )
  await server.sql(
    `insert into user_session (tenant_id, user_id, token_digest, csrf_token, created_at, last_seen_at, expires_at)
    values ($1, $2, sha256('x'), 'x', $3, $3, $3::timestamptz + interval '1 day')`,
    [tenant?.tenant_id, anna, clock.now().toISOString()],
  )
  assert.equal(await state(), 'active')
  assert.ok((await names(near, 'state=active')).includes('anna'))
  clock.advance(15 * 60_000)
  near.forgetToken()
  assert.equal(await state(), 'away')
  const off = server.as.administrator
  off.forgetToken()
  assertStatus(await off.post(`/api/v1/users/${anna}/suspend/`, { reason: 'On leave' }), 200)
  assert.equal(await state(), 'inactive')
  assertStatus(await off.post(`/api/v1/users/${anna}/reactivate/`), 200)
  assertRefused(await near.get(`${directory}?state=asleep`), 'kit.not_a_choice', 'state')
})

test(`${story}: DIR-04: what is hidden is absent, and found by nobody`, async () => {
  far.forgetToken()
  const keys = async (client: ApiClient) => {
    const row = await one(client)
    return ['email', 'phone', 'photo', 'site'].filter((name) => name in row)
  }
  // Contact is for those one works with, unless said otherwise.
  assert.deepEqual(await keys(near), ['email', 'phone', 'photo', 'site'])
  assert.deepEqual(await keys(far), ['photo', 'site'])
  assertStatus(
    await letSee({ email_visibility: 'public', photo_visibility: 'hidden', site_visibility: 'hidden' }),
    200,
  )
  assert.deepEqual(await keys(far), ['email'])
  assertStatus(await letSee({ email_visibility: 'hidden', phone_visibility: 'hidden' }), 200)
  assert.deepEqual(await keys(near), [])
  assert.ok(!JSON.stringify(await one(near)).includes('example.org'))
  for (const query of ['search=anna@example', 'search=7', `site=${server.plant1}`]) {
    assert.deepEqual(await names(near, query), [], query)
  }
})

test(`${story}: DIR-04: a hidden picture is not read by the id of its file, either`, async () => {
  const fileOf = async (name: string) => {
    const text = `insert into file
        (tenant_id, organization_id, original_filename, media_type, size_bytes, digest, created_by)
      select tenant_id, $2, $3, 'image/png', 1, repeat('a', 64), id from user_account where id = $1 returning id`
    return (await server.sql<{ id: string }>(text, [anna, server.plant1, name]))[0]?.id
  }
  const photo = await fileOf('me.png')
  const read = async (client: ApiClient) => (await client.get(`/api/v1/files/${photo}/access-url/`)).status
  assert.equal(await read(near), 404, 'no row shows it yet')
  await server.sql('update user_account set photo_id = $2 where id = $1', [anna, photo])
  const readBy = async (visibility: string) => {
    assertStatus(await letSee({ photo_visibility: visibility }), 200)
    return [await read(near), await read(far)]
  }
  assert.deepEqual(await readBy('hidden'), [404, 404])
  assert.deepEqual(await readBy('organization'), [200, 404])
  assert.deepEqual(await readBy('public'), [200, 200])
  const form = { sku: 'PHOTO', name: { en: 'Photo' }, base_unit: 'EA' }
  const product = assertStatus(await server.as.administrator.post('/api/v1/products/', form), 201).body.id
  await server.sql(
    `insert into product_image (tenant_id, organization_id, product_id, file_id) values ($1, $1, $2, $3)`,
    [server.tenant, product, photo],
  )
  assert.deepEqual(await readBy('hidden'), [404, 404], 'though a product shows it to all')
  assert.equal(await read(server.as.administrator), 200, 'who administers users sees what they have')
})

test(`${story}: DIR-05: any text, without wildcards of its own; page by page`, async () => {
  assert.deepEqual(await names(near, 'search=BUYER'), ['anna'])
  assert.deepEqual(await names(near, 'search=%25'), [])
  assert.deepEqual(await names(near, `search=${encodeURIComponent("' or 1=1 --")}`), [])
  const first = assertStatus(await near.get(`${directory}?page_size=2`), 200).body
  const second = assertStatus(await near.get(first.next), 200).body
  assert.equal(first.results.length, 2)
  assert.ok(first.count > 2 && second.previous !== null)
  assert.notEqual(first.results[0].id, second.results[0].id)
})
