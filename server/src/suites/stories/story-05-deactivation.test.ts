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

test(`${story}: the last administrator stays`, async () => {
  const own = `/api/v1/users/${administrator.account?.id}/`
  assertRefused(await administrator.post(`${own}deactivate/`, { reason: 'Off' }), 'user.last_administrator')
})
