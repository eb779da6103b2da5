/** Story 5: an account is deactivated with a reason; everything that was open ends at once, nothing is lost. */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { type ApiClient, assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { BrowserClient } from '#server/testing/browser-client.ts'
import { testPassword } from '#server/testing/company.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { begin, newUser, session } from '#server/modules/user/factor/testing/people.ts'

const story = 'story 05: User deactivation'
let server: TestServer
let administrator: ApiClient
let nobody: ApiClient
let browser: BrowserClient
let second: BrowserClient
let pair: { readonly access: string; readonly refresh: string }
let path = ''
let id = ''
const credentials = { username: 'leaver', password: testPassword }

before(async () => {
  server = await startServer()
  nobody = server.nobody
  administrator = server.as.administrator
  browser = await newUser(server, 'leaver')
  second = (await begin(server, 'leaver')).browser
  pair = assertStatus(await nobody.post('/api/v1/auth/token/', credentials), 200).body
  id = (await browser.get(session)).body.user.id
  path = `/api/v1/users/${id}/`
})
after(() => server.stop())

const bearer = () => ({ headers: { authorization: `Bearer ${pair.access}` } })

test(`${story}: USR-08: only with a reason, and only by who may`, async () => {
  assertRefused(await administrator.post(`${path}deactivate/`), 'user.reason_missing', '/reason')
  const reason = { reason: 'Out of spite' }
  assertStatus(await server.as.viewer.post(`${path}deactivate/`, reason, { version: null }), 403)
  assertRefused(await administrator.patch(path, { status: 'inactive' }), 'kit.read_only', '/status')
  for (const each of [browser, second]) assertStatus(await each.get(session), 200)
  assertStatus(await nobody.get(session, bearer()), 200)
})

test(`${story}: USR-09: sessions, access and refresh tokens end with it, on the next request`, async () => {
  const answer = await administrator.post(`${path}deactivate/`, { reason: 'Left the company' })
  assert.equal(assertStatus(answer, 200).body.status, 'inactive')
  for (const each of [browser, second]) assertStatus(await each.get(session), 401)
  assertStatus(await nobody.get(session, bearer()), 401)
  assertStatus(await nobody.post('/api/v1/auth/token/refresh/', { refresh: pair.refresh }), 401)
  const open = await server.sql(
    `select id from user_session where user_id = $1 and ended_at is null
    union all select id from refresh_token where user_id = $1 and revoked_at is null`,
    [id],
  )
  assert.deepEqual(open, [])
})

test(`${story}: USR-09: no way in is left, and the answer tells no more than a stranger gets`, async () => {
  const there = await new BrowserClient(server.url).logIn(credentials)
  const not = await new BrowserClient(server.url).logIn({ ...credentials, username: 'no.such.user' })
  assertRefused(there, 'kit.sign_in_failed')
  const { request_id: _one, ...first } = there.body
  const { request_id: _two, ...other } = not.body
  assert.deepEqual(first, other)
  assertStatus(await nobody.post('/api/v1/auth/token/', credentials), 401)
  const invited = await administrator.post(`${path}invite/`, {}, { version: null })
  assertRefused(invited, 'user.not_open')
})

test(`${story}: USR-08, USR-10: reason and trail remain, and so does the user`, async () => {
  const { body } = assertStatus(await administrator.get(path), 200)
  assert.deepEqual([body.status, body.status_reason], ['inactive', 'Left the company'])
  assertRefused(await administrator.delete(path), 'user.never_deleted')
  const trail = await server.sql(
    `select actor_name, record_label, context ->> 'reason' as reason from audit_log
    where record_id = $1 and action = 'ACCOUNT_DEACTIVATED'`,
    [id],
  )
  assert.deepEqual(trail, [
    { actor_name: 'Test administrator', record_label: 'leaver', reason: 'Left the company' },
  ])
})

test(`${story}: USR-11: who comes back signs in anew; suspension is the same for a while`, async () => {
  assertStatus(await administrator.post(`${path}reactivate/`), 200)
  for (const each of [browser, second]) assertStatus(await each.get(session), 401)
  const again = await begin(server, 'leaver')
  assertStatus(await again.browser.get(session), 200)
  assertStatus(await administrator.post(`${path}suspend/`, { reason: 'On leave' }), 200)
  assertStatus(await again.browser.get(session), 401)
})

test(`${story}: USR-09: the account of a program loses its keys with it, for good`, async () => {
  const owner = administrator.account?.id
  const made = await administrator.post('/api/v1/service-accounts/', { name: 'Webshop', owner })
  const { id: service, account: user } = assertStatus(made, 201).body
  const membership = { user, role: 'administrator', organization: server.root }
  assertStatus(await administrator.post('/api/v1/organization-memberships/', membership), 201)
  const wanted = { service_account: service, name: 'key', scopes: ['common.*'] }
  const { secret } = assertStatus(await administrator.post('/api/v1/api-keys/', wanted), 201).body
  const read = () => nobody.get('/api/v1/tags/', { headers: { 'x-api-key': secret } })
  assertStatus(await read(), 200)
  assertStatus(await administrator.post(`/api/v1/users/${user}/deactivate/`, { reason: 'Shop closed' }), 200)
  assertStatus(await read(), 401)
  assertStatus(await administrator.post(`/api/v1/users/${user}/reactivate/`), 200)
  assertStatus(await read(), 401)
})

test(`${story}: USR-13: who leaves is led out step by step, and nothing of his stays open`, async () => {
  const made = async (path: string, body: object) =>
    assertStatus(await administrator.post(`/api/v1/${path}/`, body), 201).body
  const leaver = await newUser(server, 'quitter')
  const next = (await newUser(server, 'successor').then((one) => one.get(session))).body.user.id
  const user = (await leaver.get(session)).body.user.id
  const robot = await made('service-accounts', { name: 'Terminal', owner: user })
  await made('api-keys', { service_account: robot.id, name: 'key', scopes: ['common.*'] })
  const role = (await administrator.get('/api/v1/roles/viewer/')).body.id
  await made('role-assignments', { user, role, reason: 'Helps out' })
  assertRefused(
    await administrator.post('/api/v1/offboardings/', { user, reason: 'Retires', successor: user }),
    'user.own_successor',
    '/successor',
  )
  const { id: list } = await made('offboardings', { user, reason: 'Retires' })
  assertRefused(await administrator.post('/api/v1/offboardings/', { user, reason: 'Twice' }), 'kit.taken')
  const steps = `/api/v1/offboardings/${list}/steps/`
  const open = async () =>
    Object.fromEntries(
      assertStatus(await administrator.get(steps), 200)
        .body.results.filter((each: { is_done: boolean }) => !each.is_done)
        .map((each: { step: string; left: number }) => [each.step, each.left]),
    )
  const manual = { work: 0, equipment: 0, cards: 0, other_systems: 0 }
  assert.deepEqual(await open(), { account: 1, roles: 2, keys: 1, charges: 1, sessions: 1, ...manual })
  const step = (name: string, how: 'run' | 'tick' = 'run', more: object = {}) =>
    administrator.post(`${steps}${how}/`, { step: name, ...more })
  assertStatus(await server.as.viewer.post(`${steps}run/`, { step: 'account' }), 403)
  assertRefused(await step('charges'), 'user.successor_missing')
  assertRefused(await step('account', 'tick'), 'kit.not_a_choice', '/step')
  assertRefused(await step('work'), 'kit.not_a_choice', '/step')
  const complete = () => administrator.post(`/api/v1/offboardings/${list}/complete/`)
  assertRefused(await complete(), 'user.offboarding_open')
  assertStatus(await administrator.patch(`/api/v1/offboardings/${list}/`, { successor: next }), 200)
  for (const name of ['keys', 'charges', 'roles', 'account']) assertStatus(await step(name), 200)
  assert.deepEqual(await open(), manual)
  assertStatus(await leaver.get(session), 401)
  const account = assertStatus(await administrator.get(`/api/v1/service-accounts/${robot.id}/`), 200).body
  assert.equal(account.owner, next)
  for (const name of Object.keys(manual)) {
    assertStatus(await step(name, 'tick', { note: 'Seen to' }), 200)
  }
  assertStatus(await step('cards', 'tick', { is_done: false }), 200)
  assertRefused(await complete(), 'user.offboarding_open')
  assertStatus(await step('cards', 'tick'), 200)
  assert.equal(assertStatus(await complete(), 200).body.status, 'completed')
  assertRefused(await step('cards', 'tick'), 'user.offboarding_over')
  const trail = await server.sql<{ note: string }>(
    `select changes -> 'ticks' -> 'new' -> 'work' ->> 'note' as note from audit_log
    where record_id = $1 and action = 'UPDATE' and changes ? 'ticks' order by sequence limit 1`,
    [list],
  )
  assert.deepEqual(trail, [{ note: 'Seen to' }])
})

test(`${story}: the last administrator stays`, async () => {
  const own = `/api/v1/users/${administrator.account?.id}/`
  assertRefused(await administrator.post(`${own}deactivate/`, { reason: 'Off' }), 'user.last_administrator')
})
