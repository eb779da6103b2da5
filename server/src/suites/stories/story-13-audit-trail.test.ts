/** Story 13: an auditor follows what was done, finds it, takes it along, and knows from where it came. */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { type ApiAnswer, type ApiClient, assertStatus } from '#server/testing/api-client.ts'
import { BrowserClient } from '#server/testing/browser-client.ts'
import { testPassword } from '#server/testing/company.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'

const trail = '/api/v1/audit-logs/'
const browserName = 'Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0'
let server: TestServer
let chief: ApiClient
let auditor: ApiClient
/** Petra, about whom much is written. */
let id = ''
let about: Record<string, string>

before(async () => {
  server = await startServer()
  chief = server.as.administrator
  const permissions = ['audit.view_auditlog', 'audit.export_auditlog']
  assertStatus(await chief.post('/api/v1/roles/', { code: 'auditor', name: 'Auditor', permissions }), 201)
  auditor = await server.addUser({
    username: 'auditor',
    role: 'auditor',
    organization: server.root,
    includesDescendants: true,
  })
  const petra = { username: 'petra', display_name: 'Petra', email: 'petra@example.org' }
  id = idOf(await chief.post('/api/v1/users/', petra))
  about = { record: 'user.user_account', record_id: id }
})
after(() => server.stop())

interface Entry {
  readonly [field: string]: any
}

const found = async (query: Record<string, string>): Promise<Entry[]> =>
  assertStatus(await auditor.get(`${trail}?${new URLSearchParams({ page_size: '100', ...query })}`), 200).body
    .results
/** The newest entry of an action about something. */
async function entry(action: string, what: Record<string, string> = {}): Promise<Entry> {
  const [newest] = await found({ action, ...what })
  assert.ok(newest, `no entry ${action} ${JSON.stringify(what)}`)
  return newest
}
const idOf = (answer: ApiAnswer): string => assertStatus(answer, 201).body.id

async function signIn(username: string, password = testPassword): Promise<BrowserClient> {
  const browser = new BrowserClient(server.url)
  browser.userAgent = browserName
  await browser.logIn({ username, password })
  return browser
}

async function comingAndGoing(): Promise<void> {
  await server.addUser({ username: 'walter', role: 'viewer', organization: server.root })
  await signIn('walter', 'a wrong password')
  const browser = await signIn('walter')
  assertStatus(await browser.post('/api/v1/auth/logout/'), 204)
  const walter = await entry('LOGIN_SUCCESS', { search: 'walter' })
  assert.equal(walter.record_label, 'walter')
  assert.equal((await entry('LOGIN_FAILED')).context.username_attempt, 'walter')
  assert.equal((await entry('LOGOUT')).record_id, walter.user)
}

async function users(): Promise<void> {
  assert.equal((await entry('CREATE', about)).changes.username.new, 'petra')
  const path = `/api/v1/users/${id}/`
  assertStatus(await chief.patch(path, { timezone: 'Europe/Berlin' }), 200)
  const change = await entry('UPDATE', about)
  assert.deepEqual(change.changes.timezone, { old: 'UTC', new: 'Europe/Berlin' }, 'before and after (SAU-03)')
  assert.ok((await chief.delete(path)).status >= 400)
  assert.deepEqual(await found({ action: 'DELETE', ...about }), [])
}

async function rolesAndRefusals(): Promise<void> {
  const role = { code: 'clerk', name: 'Clerk', permissions: ['common.view_tag'] }
  const roleId = idOf(await chief.post('/api/v1/roles/', role))
  const grown = { permissions: ['common.view_tag', 'common.add_tag'] }
  assertStatus(await chief.patch(`/api/v1/roles/${roleId}/`, grown), 200)
  const assigned = await entry('PERMISSION_ASSIGN', { record: 'user.role', record_id: roleId })
  assert.ok(JSON.stringify(assigned.changes).includes('common.add_tag'))
  const membership = { user: id, role: roleId, organization: server.root }
  const member = idOf(await chief.post('/api/v1/organization-memberships/', membership))
  assert.ok(await entry('PERMISSION_ASSIGN', { record_id: member }))
  assertStatus(await chief.delete(`/api/v1/organization-memberships/${member}/`), 204)
  assert.ok(await entry('PERMISSION_REVOKE', { record_id: member }))
  assertStatus(await server.as.viewer.post('/api/v1/roles/', role), 403)
  const denied = await entry('ACCESS_DENIED')
  assert.deepEqual([denied.record_label, denied.user], ['user.add_role', server.as.viewer.account?.id])
}

async function keysAndSecrets(): Promise<void> {
  const robot = { name: 'Robot', owner: chief.account?.id }
  const robotId = idOf(await chief.post('/api/v1/service-accounts/', robot))
  const wish = { service_account: robotId, name: 'shop', scopes: ['common.*'] }
  const key = assertStatus(await chief.post('/api/v1/api-keys/', wish), 201).body
  assertStatus(await chief.post(`/api/v1/api-keys/${key.id}/revoke/`, {}, { version: null }), 204)
  const ofKey = await found({ record: 'user.api_key', record_id: key.id })
  const [revoked, created] = ofKey.map(({ action }) => action)
  assert.match(revoked, /KEY_REVOKED$/)
  assert.match(created, /KEY_(CREATED|ISSUED)$/)
  const credential = idOf(await chief.post('/api/v1/stored-credentials/', { name: 'directory' }))
  const set = await chief.post(
    `/api/v1/stored-credentials/${credential}/set-value/`,
    { value: 'not for the trail' },
    { version: null },
  )
  assertStatus(set, 204)
  assert.deepEqual((await entry('CREDENTIAL_SET')).changes, { value: { old: '***', new: '***' } })
  const years = { record: 'user.user_account', years: 12 }
  assertStatus(await chief.put('/api/v1/audit/retention/', years, { version: null }), 200)
  assert.deepEqual((await entry('SETTING_CHANGED')).changes.years, { old: 10, new: 12 })
  const text = JSON.stringify(await found({}))
  for (const secret of [key.secret, 'not for the trail', testPassword]) assert.ok(!text.includes(secret))
}

async function criticalData(): Promise<void> {
  const product = { sku: 'A1', name: { en: 'Ale' }, base_unit: 'EA', tax_category: 'STANDARD' }
  const productId = idOf(await chief.post('/api/v1/products/', product))
  assertStatus(await chief.post(`/api/v1/products/${productId}/activate/`), 200)
  const move = await entry('MOVE', { record_id: productId })
  assert.deepEqual(move.changes.status, { old: 'draft', new: 'active' })
  const tag = idOf(await chief.post('/api/v1/tags/', { name: 'gone tomorrow' }))
  assertStatus(await chief.delete(`/api/v1/tags/${tag}/`), 204)
  assert.equal((await entry('DELETE', { record_id: tag })).changes.name.old, 'gone tomorrow')
  assertStatus(await chief.get(`/api/v1/users/${id}/`), 200)
  assert.ok(await entry('VIEW', about))
}

async function finding(): Promise<void> {
  const all = await found({})
  assert.ok(all.length > 20)
  const user = chief.account?.id ?? ''
  const searches: readonly [Record<string, string>, (entry: Entry) => boolean][] = [
    [{ user }, (each) => each.user === user],
    [{ action: 'CREATE' }, (each) => each.action === 'CREATE'],
    [{ record: 'user.role' }, (each) => each.record === 'user.role'],
    [about, (each) => each.record_id === id],
    [{ ip_address: '127.0.0.1' }, (each) => each.context.ip_address === '127.0.0.1'],
    [{ search: 'walter' }, (each) => /walter/i.test(`${each.record_label} ${each.actor_name}`)],
    [
      { user, record: 'user.role', action: 'UPDATE' },
      (each) => each.user === user && each.action === 'UPDATE',
    ],
  ]
  for (const [query, fits] of searches) {
    const some = await found(query)
    assert.ok(some.length > 0 && some.every(fits), JSON.stringify(query))
  }
  assert.deepEqual(await found({ ip_address: '192.0.2.9' }), [])
  assert.deepEqual(await found({ occurred_at__lt: '2020-01-01T00:00:00Z' }), [])
  assert.ok((await found({ occurred_at__gte: '2020-01-01T00:00:00Z' })).length >= all.length)
  assertStatus(await server.as.viewer.get(trail), 403)
}

async function exporting(): Promise<void> {
  const table = await auditor.get(`${trail}export/?format=csv&action=CREATE`)
  assert.equal(table.status, 200)
  const lines = String(table.body).trim().split('\n')
  assert.ok(lines.length > 3 && lines.slice(1).every((line) => line.includes('CREATE')))
  const proof = await auditor.get('/api/v1/audit/package/?action=CREATE')
  assert.equal(proof.status, 200)
  const kinds = String(proof.body)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).kind)
  assert.deepEqual([kinds[0], kinds.at(-1)], ['header', 'end'])
  const [exported] = await found({ action: 'EXPORT' })
  assert.equal(exported?.user, auditor.account?.id, 'an export is an entry, too')
}

async function sessionDetails(): Promise<void> {
  const walter = await entry('LOGIN_SUCCESS', { search: 'walter' })
  const { ip_address: address, device, request_id: request } = walter.context
  assert.deepEqual([address, device], ['127.0.0.1', browserName])
  assert.match(request, /^[0-9a-f-]{36}$/)
  const path = `/api/v1/users/${walter.user}/sessions/?ended=true`
  const [session] = assertStatus(await chief.get(path), 200).body.results
  assert.deepEqual([session.address, session.browser, session.system], ['127.0.0.1', 'Firefox', 'Windows'])
  assert.ok(session.ended_at !== null && session.duration_seconds >= 0)
}

async function notChanged(): Promise<void> {
  const { id: one } = await entry('CREATE')
  for (const method of ['PUT', 'PATCH', 'DELETE']) {
    assertStatus(await chief.send(method, `${trail}${one}/`, {}, { version: '*' }), 405)
  }
  assertStatus(await chief.post(trail, { action: 'CREATE' }), 405)
}

const steps: readonly (readonly [string, () => Promise<void>])[] = [
  ['SAU-01: sign-in, failure, lock-out of a name and sign-out', comingAndGoing],
  ['SAU-01: creation, change and deactivation of a user, who is never deleted', users],
  ['SAU-01: roles, permissions, and what is refused', rolesAndRefusals],
  ['SAU-01: keys, secrets and settings of security', keysAndSecrets],
  ['SAU-01: critical data changed, moved, deleted, and read', criticalData],
  ['SAU-09: found by who, what, when, which record, from where, and by words', finding],
  ['SAU-10: what was found is exported, as a table and with its proof', exporting],
  ['SAU-12: every entry has address and device, every session its duration', sessionDetails],
  ['nobody changes it, not even who administers everything', notChanged],
]

test('story 13: Audit Trail', async (story) => {
  for (const [name, step] of steps) await story.test(name, step)
})
