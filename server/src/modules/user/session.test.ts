/** Sessions of browsers: forged requests, the end by time, idleness, sign-out and password. */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { BrowserClient } from '#server/testing/browser-client.ts'
import { testPassword } from '#server/testing/company.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { stoppedClock } from '#server/platform/clock.ts'

const clock = stoppedClock('2026-11-21T08:00:00Z')
const hour = 60 * 60_000
const newPassword = 'granite meadow 71 otter'
let server: TestServer

before(async () => {
  server = await startServer({ now: clock.now })
})
after(() => server.stop())

const signedIn = async (username: string, password = testPassword) => {
  const browser = new BrowserClient(server.url)
  assertStatus(await browser.logIn({ username, password }), 200)
  return browser
}
const session = '/api/v1/auth/session/'
const change = (browser: BrowserClient, old_password: string, new_password: string) =>
  browser.post('/api/v1/auth/password/change/', { old_password, new_password })

test('a change by cookie needs the token that only our own page knows', async () => {
  const browser = await signedIn('huber.administrator')
  const tag = (name: string, headers: Record<string, string>) =>
    browser.send('POST', '/api/v1/tags/', { name }, headers)
  const stranger = await signedIn('huber.administrator')
  for (const token of ['', 'x', stranger.csrfToken]) {
    assertRefused(assertStatus(await tag('forged', { 'x-csrf-token': token }), 403), 'kit.csrf')
  }
  assertStatus(await tag('own', {}), 201)
  // Reading needs none, and the answer tells it to a page that was reloaded.
  const { body } = await browser.send('GET', session, undefined, { 'x-csrf-token': '' })
  assert.equal(body.csrf_token, browser.csrfToken)
})

test('nobody is signed in without a cookie, with a foreign one or with half of one', async () => {
  assertRefused(assertStatus(await server.nobody.get(session), 401), 'kit.not_signed_in')
  const browser = await signedIn('huber.sales')
  for (const cookie of [
    'kontor_session=x',
    `kontor_session=${'x'.repeat(43)}`,
    browser.cookie.slice(0, -1),
  ]) {
    assertStatus(await server.nobody.get(session, { headers: { cookie } }), 401)
  }
  assertStatus(await server.nobody.get('/api/v1/organizations/'), 401)
})

test('signing out ends this session and no other, and takes the cookie back', async () => {
  const [browser, other] = [await signedIn('huber.sales'), await signedIn('huber.sales')]
  const cookie = browser.cookie
  const answer = assertStatus(await browser.post('/api/v1/auth/logout/'), 204)
  assert.match(
    answer.headers.getSetCookie()[0] ?? '',
    /^kontor_session=;.*(Max-Age=0|Expires=Thu, 01 Jan 1970)/,
  )
  assertStatus(await server.nobody.get(session, { headers: { cookie } }), 401)
  assertStatus(await other.get(session), 200)
})

test('a session ends after a day, an administrator’s after four hours, however busy', async () => {
  const [sales, administrator] = [await signedIn('huber.sales'), await signedIn('huber.administrator')]
  const statuses: number[][] = []
  for (let step = 1; step <= 48; step += 1) {
    clock.advance(hour / 2)
    statuses.push([(await sales.get(session)).status, (await administrator.get(session)).status])
  }
  assert.deepEqual(
    statuses.map(([of]) => of),
    [...Array(47).fill(200), 401],
  )
  assert.deepEqual(
    statuses.map(([, of]) => of),
    [...Array(7).fill(200), ...Array(41).fill(401)],
  )
})

test('an idle session ends early, in whichever process it was used last', async () => {
  const [sales, administrator] = [await signedIn('huber.sales'), await signedIn('huber.administrator')]
  clock.advance(hour - 1)
  assertStatus(await administrator.get(session), 200)
  clock.advance(hour)
  assertStatus(await administrator.get(session), 401)
  assertStatus(await sales.get(session), 200)
  // The use was noted in the database, so it counts for a server that has not seen it: here one that has forgotten.
  await server.sql('update organization set name = name')
  clock.advance(3 * hour - 1)
  assertStatus(await sales.get(session), 200)
  clock.advance(3 * hour)
  assertStatus(await sales.get(session), 401)
})

test('a new password needs the old one, and ends all other sessions and tokens', async () => {
  const client = await server.addUser({ username: 'changer', role: 'viewer', organization: server.root })
  const [browser, other] = [await signedIn('changer'), await signedIn('changer')]
  assertStatus(await client.get(session), 200)
  assertRefused(
    await change(browser, 'wrong wrong wrong', newPassword),
    'user.password_wrong',
    '/old_password',
  )
  assertStatus(await other.get(session), 200)
  assertStatus(await change(browser, testPassword, newPassword), 204)
  assertStatus(await browser.get(session), 200)
  assertStatus(await other.get(session), 401)
  assertStatus(await client.get(session), 401)
  assertStatus(
    await new BrowserClient(server.url).logIn({ username: 'changer', password: testPassword }),
    401,
  )
  await signedIn('changer', newPassword)
  const trail = await server.sql(
    `select user_id, changes from audit_log where action = 'PASSWORD_CHANGE' and record_label = 'changer'`,
  )
  assert.deepEqual(trail, [
    { user_id: client.account?.id, changes: { password: { old: '***', new: '***' } } },
  ])
})

test('a program that changes the password goes on, and nobody else does', async () => {
  const client = await server.addUser({ username: 'program', role: 'viewer', organization: server.root })
  const browser = await signedIn('program')
  const other = client.in(server.root)
  assertStatus(await other.get(session), 200)
  const body = { old_password: testPassword, new_password: newPassword }
  assertStatus(await client.post('/api/v1/auth/password/change/', body), 204)
  assertStatus(await client.get(session), 200)
  assertStatus(await other.get(session), 401)
  assertStatus(await browser.get(session), 401)
})

test('of the last twelve passwords none comes back', async () => {
  await server.addUser({ username: 'historian', role: 'viewer', organization: server.root })
  const browser = await signedIn('historian')
  const words = [
    'amber',
    'basalt',
    'cobalt',
    'dolomite',
    'ebony',
    'flint',
    'garnet',
    'hazel',
    'indigo',
    'jasper',
  ]
  const passwords = [...words, 'krypton', 'lapis'].map((word, number) => `${word} meadow ${number}71 otter`)
  let current = testPassword
  for (const next of passwords.slice(0, 11)) {
    assertStatus(await change(browser, current, next), 204)
    current = next
  }
  for (const used of [current, passwords[3] ?? '', testPassword]) {
    assertRefused(await change(browser, current, used), 'user.password_reused', '/new_password')
  }
  assertStatus(await change(browser, current, passwords[11] ?? ''), 204)
  assertStatus(await change(browser, passwords[11] ?? '', testPassword), 204)
})

test('guessing the old password from a stolen session locks, and the session stays', async () => {
  await server.addUser({ username: 'guessed', role: 'viewer', organization: server.root })
  const browser = await signedIn('guessed')
  for (let count = 0; count < 6; count += 1) {
    assertRefused(await change(browser, `wrong guess ${count}`, newPassword), 'user.password_wrong')
  }
  assertRefused(assertStatus(await change(browser, testPassword, newPassword), 429), 'user.locked')
  assertStatus(await browser.get(session), 200)
})

test('a password that is short, common or made of the own name is refused', async () => {
  const browser = await signedIn('huber.sales')
  const refused = (password: string, code: string) =>
    change(browser, testPassword, password).then((answer) => assertRefused(answer, code, '/new_password'))
  await refused('elevenchars', 'kit.too_short')
  await refused('Passw0rd12345!', 'user.password_common')
  await refused('huber.sales.huber.sales', 'user.password_common')
})

const currentFirst = (a: { is_current: boolean }, b: { is_current: boolean }) =>
  Number(b.is_current) - Number(a.is_current)

test('who is signed in sees his sessions and may end each of his own, nobody else’s', async () => {
  const client = await server.addUser({ username: 'lister', role: 'viewer', organization: server.root })
  const [browser, other] = [await signedIn('lister'), await signedIn('lister')]
  await client.get(session)
  const { body } = await browser.get('/api/v1/auth/sessions/')
  assert.deepEqual(body.results.map((row: { kind: string }) => row.kind).toSorted(), [
    'browser',
    'browser',
    'program',
  ])
  for (const { id } of body.results) {
    assertStatus(await server.as.administrator.delete(`/api/v1/auth/sessions/${id}/`, { version: null }), 404)
  }
  const program = body.results.find((row: { kind: string }) => row.kind === 'program')
  assertStatus(await browser.send('DELETE', `/api/v1/auth/sessions/${program.id}/`), 204)
  assertStatus(await client.get(session), 401)
  assertStatus(await browser.send('DELETE', `/api/v1/auth/sessions/${program.id}/`), 404)
  // Seen from the first browser: the other one ends this session and then its own.
  for (const { id, kind, is_current } of body.results.toSorted(currentFirst)) {
    if (kind !== 'browser') continue
    assertStatus(await other.send('DELETE', `/api/v1/auth/sessions/${id}/`), 204)
    assert.equal((await browser.get(session)).status, 401, `after ${is_current ? 'its own' : 'the other'}`)
  }
  assertStatus(await browser.get(session), 401)
  assertStatus(await other.get(session), 401)
})
