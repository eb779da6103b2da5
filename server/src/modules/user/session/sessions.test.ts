/** Sessions: what their list shows, who may end them, limits, unusual ones, configured times, fixation. */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { BrowserClient } from '#server/testing/browser-client.ts'
import { testPassword } from '#server/testing/company.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { stoppedClock } from '#server/platform/clock.ts'
import { defaultIdentitySettings } from '#server/platform/identity-configuration.ts'

const clock = stoppedClock('2026-11-21T08:00:00Z')
const minute = 60_000
const sessions = '/api/v1/auth/sessions/'
const session = '/api/v1/auth/session/'
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const safari =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) AppleWebKit/605 Version/18.0 Mobile/15E148 Safari/604'
let server: TestServer

before(async () => {
  const times = { ...defaultIdentitySettings.sessions, lifetime: 120 * minute, idle: 30 * minute }
  server = await startServer({ now: clock.now, identity: { sessions: times } })
})
after(() => server.stop())

async function signIn(
  username: string,
  userAgent = firefox,
  password = testPassword,
): Promise<BrowserClient> {
  const browser = new BrowserClient(server.url)
  browser.userAgent = userAgent
  assertStatus(await browser.logIn({ username, password }), 200)
  return browser
}
const newUser = async (username: string, role = 'viewer') =>
  (await server.addUser({ username, role, organization: server.root })).account?.id ?? ''

test('the list names browser, system, address and times, and marks the current session', async () => {
  await newUser('list.reader')
  const first = await signIn('list.reader')
  clock.advance(minute)
  const second = await signIn('list.reader', safari)
  const { body } = assertStatus(await second.get(sessions), 200)
  const [newest, oldest] = body.results
  assert.deepEqual(
    [newest, oldest].map(({ browser, system, address, is_current }) => [
      browser,
      system,
      address,
      is_current,
    ]),
    [
      ['Safari', 'iOS', '127.0.0.1', true],
      ['Firefox', 'Linux', '127.0.0.1', false],
    ],
  )
  assert.equal(oldest.duration_seconds, 60)
  assert.equal((await first.get(sessions)).body.results.find((row: any) => row.is_current).id, oldest.id)
})

test('all others end at once, this one goes on, and the trail says so', async () => {
  const id = await newUser('ender')
  const [one, two, keep] = [await signIn('ender'), await signIn('ender'), await signIn('ender')]
  assertStatus(await one.get(session), 200)
  assert.deepEqual((await keep.post(`${sessions}end-others/`)).body, { ended: 2 })
  for (const ended of [one, two]) assertStatus(await ended.get(session), 401)
  assertStatus(await keep.get(session), 200)
  const rows = await server.sql(
    `select action from audit_log where record_id = $1 and action = 'SESSION_ENDED'`,
    [id],
  )
  assert.equal(rows.length, 2)
})

test('an administrator sees the sessions of others, also past ones, and ends them; others may not', async () => {
  const id = await newUser('watched')
  const browser = await signIn('watched')
  const { administrator, viewer } = server.as
  const path = `/api/v1/users/${id}/sessions/`
  assertStatus(await viewer.get(path), 403)
  assertStatus(await server.other.as.administrator.get(path), 404)
  const [{ id: open }] = assertStatus(await administrator.get(path), 200).body.results
  clock.advance(minute)
  assertStatus(await administrator.delete(`${path}${open}/`, { version: null }), 204)
  assertStatus(await browser.get(session), 401)
  assert.deepEqual((await administrator.get(path)).body.results, [])
  const [past] = (await administrator.get(`${path}?ended=true`)).body.results
  assert.deepEqual([past.end_reason, past.duration_seconds], ['ended by an administrator', 60])
  const [stored] = await server.sql('select duration::text from user_session where id = $1', [open])
  assert.equal(stored?.duration, '00:01:00')
  await signIn('watched')
  assert.deepEqual((await administrator.post(`${path}end-all/`)).body, { ended: 1 })
})

test('whatever ends sessions is told: a new password, a limit, an account that is shut', async () => {
  const id = await newUser('told')
  const role = { code: 'single', name: 'Single', session_limit: 1 }
  const { administrator } = server.as
  const { body } = assertStatus(await administrator.post('/api/v1/roles/', role), 201)
  const ended = async () => {
    const text = `select action from audit_log
      where record_id = $1 and action in ('SESSION_STARTED', 'SESSION_ENDED') order by sequence`
    return (await server.sql<{ action: string }>(text, [id])).map(({ action }) => action.slice(8)).join(' ')
  }
  await signIn('told')
  const change = { password: 'another good one 7', is_temporary: false }
  assertStatus(await administrator.post(`/api/v1/users/${id}/set-password/`, change), 204)
  assert.equal(await ended(), 'STARTED ENDED')
  await signIn('told', firefox, change.password)
  await server.sql('update organization_membership set role_id = $2 where user_id = $1', [id, body.id])
  await signIn('told', firefox, change.password)
  assert.equal(await ended(), 'STARTED ENDED STARTED STARTED ENDED')
  await administrator.get(`/api/v1/users/${id}/`)
  const shut = await administrator.post(`/api/v1/users/${id}/deactivate/`, { reason: 'left' })
  assertStatus(shut, 200)
  assert.equal(await ended(), 'STARTED ENDED STARTED STARTED ENDED ENDED')
})

test('nobody ends the sessions of who may do more', async () => {
  const role = {
    code: 'desk',
    name: 'Desk',
    permissions: ['user.view_useraccount', 'user.change_useraccount'],
  }
  assertStatus(await server.as.administrator.post('/api/v1/roles/', role), 201)
  const desk = await server.addUser({ username: 'desk', role: 'desk', organization: server.root })
  const chief = server.as.administrator.account?.id
  assertStatus(await desk.post(`/api/v1/users/${chief}/sessions/end-all/`), 403)
})

test('a role limits the sessions at once, of browsers and programs together: the oldest ends', async () => {
  const role = { code: 'narrow', name: 'Narrow', session_limit: 2 }
  assertStatus(await server.as.administrator.post('/api/v1/roles/', role), 201)
  await newUser('narrow', 'narrow')
  const first = await signIn('narrow')
  clock.advance(1000)
  const second = await signIn('narrow')
  assertStatus(await first.get(session), 200)
  clock.advance(1000)
  const credentials = { username: 'narrow', password: testPassword }
  const { body } = assertStatus(await server.nobody.post('/api/v1/auth/token/', credentials), 200)
  assertStatus(await first.get(session), 401)
  assertStatus(await second.get(session), 200)
  clock.advance(1000)
  const third = await signIn('narrow')
  assertStatus(await second.get(session), 401)
  clock.advance(1000)
  await signIn('narrow')
  const headers = { authorization: `Bearer ${body.access}` }
  assertStatus(await server.nobody.get(session, { headers }), 401)
  assertStatus(await third.get(session), 200)
})

test('a new device in a new network is marked, noted, told and written to its user; others are not', async () => {
  const id = await newUser('traveller')
  await server.sql(`update user_account set email = 'traveller@example.org' where id = $1`, [id])
  await signIn('traveller')
  const flags = async () =>
    (await server.sql('select is_unusual from user_session where user_id = $1 order by id', [id])).map(
      (row) => row.is_unusual,
    )
  // Another device in the known network is not unusual.
  await signIn('traveller', safari)
  assert.deepEqual(await flags(), [false, false])
  await server.sql(`update user_session set address = '203.0.113.7', device = 'curl/8' where user_id = $1`, [
    id,
  ])
  const browser = await signIn('traveller')
  assert.deepEqual(await flags(), [false, false, true])
  assert.equal((await browser.get(sessions)).body.results[0].is_unusual, true)
  const [mail] = await server.sql(`select body from outgoing_mail where recipient = 'traveller@example.org'`)
  assert.match(String(mail?.body), /Firefox Linux, from the address 127\.0\.0\.1, at 2026-11-21/)
  const trail = await server.sql(
    `select 1 from audit_log where action = 'SESSION_UNUSUAL' and user_id = $1`,
    [id],
  )
  assert.equal(trail.length, 1)
  const told = await server.sql(
    `select 1 from outbox_event where event = 'user.session_unusual' and user_id = $1`,
    [id],
  )
  assert.equal(told.length, 1)
})

test('times are as configured: unused and at most', async () => {
  await newUser('timed')
  const [idle, busy] = [await signIn('timed'), await signIn('timed')]
  for (let quarter = 0; quarter < 2; quarter += 1) {
    clock.advance(15 * minute)
    if (quarter === 0) assertStatus(await busy.get(session), 200)
  }
  assertStatus(await idle.get(session), 401)
  const { body } = await busy.get(sessions)
  assert.equal(body.results.length, 1)
  for (let quarter = 2; quarter < 8; quarter += 1) {
    assertStatus(await busy.get(session), 200)
    clock.advance(15 * minute)
  }
  assertStatus(await busy.get(session), 401)
})

test('a session that was there before a sign-in is never the one it opens', async () => {
  await newUser('victim')
  const thief = await signIn('list.reader')
  const victim = new BrowserClient(server.url)
  victim.cookie = thief.cookie
  assertStatus(await victim.logIn({ username: 'victim', password: testPassword }), 200)
  assert.notEqual(victim.cookie, thief.cookie)
  assert.equal((await thief.get(session)).body.user.username, 'list.reader')
  const planted = 'A'.repeat(43)
  victim.cookie = `kontor_session=${planted}`
  assertStatus(await victim.logIn({ username: 'victim', password: testPassword }), 200)
  assert.ok(!victim.cookie.includes(planted))
  const headers = { cookie: `kontor_session=${planted}` }
  assertStatus(await server.nobody.get(session, { headers }), 401)
})

test('own name and address need a fresh proof, and an own password set as administrator, too', async () => {
  const id = await newUser('self.admin', 'administrator')
  const browser = await signIn('self.admin')
  clock.advance(5 * minute)
  const path = `/api/v1/users/${id}/`
  const patch = async (body: unknown) => {
    const { headers } = await browser.get(path)
    return browser.send('PATCH', path, body, { 'if-match': headers.get('etag') ?? '' })
  }
  assertRefused(await patch({ email: 'thief@example.org' }), 'user.not_confirmed')
  assertRefused(await patch({ username: 'thief' }), 'user.not_confirmed')
  const password = 'granite meadow 71 otter'
  assertRefused(await browser.post(`${path}set-password/`, { password }), 'user.not_confirmed')
  assertStatus(await patch({ display_name: 'Only a name' }), 200)
  assertStatus(await browser.post('/api/v1/auth/confirm/', { password: testPassword }), 204)
  assertStatus(await patch({ email: 'mine@example.org' }), 200)
})

test('a temporary password serves once, within a day, for choosing an own one', async () => {
  const id = await newUser('newcomer')
  server.as.administrator.forgetToken()
  const temporary = 'copper lagoon 36 heron'
  const give = () =>
    server.as.administrator.post(`/api/v1/users/${id}/set-password/`, {
      password: temporary,
      is_temporary: true,
    })
  assertStatus(await give(), 204)
  const browser = new BrowserClient(server.url)
  const { body } = await browser.logIn({ username: 'newcomer', password: temporary })
  assert.equal(body.next, 'change_password')
  assert.equal(browser.cookie, '')
  const change = (new_password: string) =>
    browser.signIn('/api/v1/auth/login/change-password/', { ticket: body.ticket, new_password })
  const again = await new BrowserClient(server.url).logIn({ username: 'newcomer', password: temporary })
  assertRefused(again, 'kit.sign_in_failed')
  assertRefused(await change('short'), 'kit.too_short', '/new_password')
  assertRefused(await change(temporary), 'user.password_reused', '/new_password')
  assertStatus(await change('granite meadow 71 otter'), 200)
  assertStatus(await browser.get(session), 200)
  assertRefused(await change('marble candle 52 finch'), 'user.ticket_over')
})
