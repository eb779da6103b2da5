/** Story 12: sessions expire unused, are seen with device and place, ended one by one or all, and watched. */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { assertStatus } from '#server/testing/api-client.ts'
import { BrowserClient } from '#server/testing/browser-client.ts'
import { testPassword } from '#server/testing/company.ts'
import { letterTo } from '#server/testing/letters.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { stoppedClock } from '#server/platform/clock.ts'

const story = 'story 12: Session management'
const clock = stoppedClock('2026-11-21T08:00:00Z')
const sessions = '/api/v1/auth/sessions/'
const session = '/api/v1/auth/session/'
const minute = 60_000
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const safari =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) AppleWebKit/605 Version/18.0 Mobile/15E148 Safari/604'
let server: TestServer

before(async () => {
  server = await startServer({ now: clock.now, protection: { proxies: ['127.0.0.1'] } })
})
after(() => server.stop())

const newUser = (username: string, role = 'viewer') =>
  server.addUser({ username, role, organization: server.root })

async function signIn(username: string, device = firefox, address = '198.51.100.7'): Promise<BrowserClient> {
  const browser = new BrowserClient(server.url)
  browser.userAgent = device
  const from = { 'x-forwarded-for': address }
  const body = { username, password: testPassword }
  const answer = assertStatus(await browser.send('POST', '/api/v1/auth/login/', body, from), 200)
  browser.csrfToken = answer.body.csrf_token
  return browser
}

test(`${story}: SES-01, SES-02, SES-03, SES-12: it ends unused and at last, and says beforehand when`, async () => {
  await newUser('anna')
  await server.addUser({ username: 'chief', role: 'administrator', organization: server.root })
  const [idle, busy, chief] = [await signIn('anna'), await signIn('anna'), await signIn('chief')]
  const times = async (browser: BrowserClient) => {
    const { expires_at: end, idle_minutes: unused } = assertStatus(await browser.get(session), 200).body
      .session
    return [(Date.parse(end) - clock.now().getTime()) / (60 * minute), unused]
  }
  assert.deepEqual(await times(busy), [24, 180])
  assert.deepEqual(await times(chief), [4, 60])
  clock.advance(120 * minute)
  assertStatus(await busy.get(session), 200)
  assertStatus(await chief.get(session), 401)
  clock.advance(60 * minute)
  assertStatus(await idle.get(session), 401)
  assertStatus(await busy.get(session), 200)
  const { body } = await busy.get(sessions)
  assert.equal(body.results.length, 1)
})

test(`${story}: SES-12: a page that only looks when the session ends does not prolong it; any use does`, async () => {
  await newUser('watcher')
  const browser = await signIn('watcher')
  const look = async () => {
    const { body } = assertStatus(await browser.get(`${session}watch/`), 200)
    return [body.idle_ends_in_seconds, body.ends_in_seconds]
  }
  assert.deepEqual(await look(), [180 * 60, 24 * 60 * 60])
  clock.advance(178 * minute)
  assert.deepEqual(await look(), [120, 22 * 60 * 60 - 58 * 60])
  assertStatus(await browser.send('GET', '/api/v1/uoms/', undefined, { 'x-unattended': 'true' }), 200)
  assert.equal((await look())[0], 120)
  assertStatus(await browser.get(session), 200)
  assert.equal((await look())[0], 180 * 60)
  clock.advance(180 * minute)
  assertStatus(await browser.get(`${session}watch/`), 401)
})

test(`${story}: SES-06, SES-10: all own sessions with device, system, address and times`, async () => {
  await newUser('bert')
  await signIn('bert')
  clock.advance(5 * minute)
  const second = await signIn('bert', safari, '203.0.113.9')
  const { results } = assertStatus(await second.get(sessions), 200).body
  const shown = results.map((each: Record<string, unknown>) => [
    each.browser,
    each.system,
    each.address,
    each.is_current,
    each.duration_seconds,
  ])
  assert.deepEqual(shown, [
    ['Safari', 'iOS', '203.0.113.9', true, 0],
    ['Firefox', 'Linux', '198.51.100.7', false, 300],
  ])
})

test(`${story}: SES-07, SES-08: one is ended, then all but this one; nobody ends those of others`, async () => {
  await newUser('cora')
  await newUser('curt')
  const [one, two, three, keep, stranger] = [
    await signIn('cora'),
    await signIn('cora'),
    await signIn('cora'),
    await signIn('cora'),
    await signIn('curt'),
  ]
  const idOf = async (browser: BrowserClient) =>
    (await browser.get(sessions)).body.results.find((each: { is_current: boolean }) => each.is_current).id
  const path = `${sessions}${await idOf(one)}/`
  assertStatus(await stranger.send('DELETE', path), 404)
  assertStatus(await one.get(session), 200)
  assertStatus(await keep.send('DELETE', path), 204)
  assertStatus(await one.get(session), 401)
  assert.deepEqual(assertStatus(await keep.post(`${sessions}end-others/`), 200).body, { ended: 2 })
  for (const gone of [two, three]) assertStatus(await gone.get(session), 401)
  for (const open of [keep, stranger]) assertStatus(await open.get(session), 200)
  const trail = await server.sql(
    `select 1 from audit_log where record_label = 'cora' and action = 'SESSION_ENDED'`,
  )
  assert.equal(trail.length, 3)
})

test(`${story}: SES-05: a sensitive role limits the sessions at once`, async () => {
  const role = { code: 'narrow', name: 'Narrow', session_limit: 1 }
  assertStatus(await server.as.administrator.post('/api/v1/roles/', role), 201)
  await newUser('dora', 'narrow')
  const first = await signIn('dora')
  clock.advance(minute)
  const second = await signIn('dora')
  assertStatus(await first.get(session), 401)
  assertStatus(await second.get(session), 200)
})

test(`${story}: SES-09: one from a new device and network beside others is told to user and security`, async () => {
  const client = await newUser('emil')
  await server.sql(`update user_account set email = 'emil@example.org' where username = 'emil'`)
  await signIn('emil')
  const odd = await signIn('emil', safari, '203.0.113.77')
  assert.equal((await odd.get(sessions)).body.results[0].is_unusual, true)
  assert.match((await letterTo(server, 'emil@example.org', /new device/)).body, /203\.0\.113\.77/)
  const told = await server.sql(
    `select 1 from outbox_event where event = 'user.session_unusual' and user_id = $1
    union all select 1 from audit_log where action = 'SESSION_UNUSUAL' and user_id = $1`,
    [client.account?.id],
  )
  assert.equal(told.length, 2)
})

test(`${story}: SES-09, UIS-07: an unusual one is shown to the others until its user vouches for it`, async () => {
  await newUser('frida')
  const usual = await signIn('frida')
  const odd = await signIn('frida', safari, '203.0.113.78')
  const seenBy = async (browser: BrowserClient) =>
    assertStatus(await browser.get(`${session}watch/`), 200).body.unusual
  const [alert] = await seenBy(usual)
  assert.deepEqual([alert.browser, alert.address], ['Safari', '203.0.113.78'])
  assert.deepEqual(await seenBy(odd), [], 'a thief is not warned')
  const vouch = (browser: BrowserClient) => browser.post(`${sessions}${alert.id}/vouch/`)
  assertStatus(await vouch(odd), 404)
  assert.equal((await seenBy(usual)).length, 1, 'nobody vouches for himself')
  const other = await newUser('gerda').then(() => signIn('gerda'))
  assertStatus(await vouch(other), 404)
  assertStatus(await vouch(usual), 204)
  assert.deepEqual(await seenBy(usual), [])
  const [noted] = await server.sql(`select 1 from audit_log where action = 'SESSION_VOUCHED'`)
  assert.ok(noted)
})
