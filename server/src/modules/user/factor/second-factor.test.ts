/** Signing in with a second factor: nothing opens before it, and no trick gets past it. */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { BrowserClient } from '#server/testing/browser-client.ts'
import { testPassword } from '#server/testing/company.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { stoppedClock } from '#server/platform/clock.ts'
import { begin, codeAt, login, newUser, secondFactor, session, withApp } from './testing/people.ts'

const clock = stoppedClock('2026-11-21T08:00:00Z')
const step = 30_000
let server: TestServer

before(async () => {
  server = await startServer({ now: clock.now })
})
after(() => server.stop())

const fresh = async (secret: string) => {
  clock.advance(2 * step)
  return codeAt(secret, clock.now())
}
const trail = (username: string) =>
  server
    .sql<{ action: string; reason: string | null }>(
      `select action, context ->> 'reason' as reason from audit_log where record_label = $1
      and record = 'user.user_account' and action ~ '^(LOGIN|FACTOR)' order by sequence`,
      [username],
    )
    .then((rows) => rows.map(({ action, reason }) => (reason ? `${action} ${reason}` : action)))

test('an app is set up with address and picture, and asked for at the next sign-in', async () => {
  const browser = await newUser(server, 'anna')
  const { body } = assertStatus(await browser.post('/api/v1/auth/factors/totp/'), 200)
  assert.match(body.uri, /^otpauth:\/\/totp\/Kontor:anna\?secret=[A-Z2-7]{32}&issuer=Kontor/)
  assert.match(body.qr, /^<svg /)
  // Not yet proven, it is not asked for.
  assert.equal((await begin(server, 'anna')).next, undefined)
  assertRefused(
    await browser.post('/api/v1/auth/factors/totp/confirm/', { code: '000000' }),
    'user.code_wrong',
  )
  const code = await codeAt(body.secret, clock.now())
  const made = assertStatus(await browser.post('/api/v1/auth/factors/totp/confirm/', { code }), 200)
  assert.equal(new Set(made.body.recovery_codes).size, 10)
  const stored = JSON.stringify(await server.sql('select * from user_factor, recovery_code'))
  for (const secret of [body.secret, ...made.body.recovery_codes]) assert.ok(!stored.includes(secret))
  const again = await begin(server, 'anna')
  assert.deepEqual([again.next, again.factors], ['second_factor', ['totp', 'recovery']])
})

test('before the second factor nothing is open: no cookie, no route, no way around', async () => {
  const { secret } = await withApp(server, 'bert', clock.now())
  const { browser, ticket } = await begin(server, 'bert')
  assert.equal(browser.cookie, '')
  assertStatus(await browser.get(session), 401)
  const asCookie = { headers: { cookie: `kontor_session=${ticket}` } }
  assertStatus(await server.nobody.get(session, asCookie), 401)
  assertStatus(await server.nobody.get(session, { headers: { authorization: `Bearer ${ticket}` } }), 401)
  assertStatus(await server.nobody.post('/api/v1/auth/token/refresh/', { refresh: ticket }), 401)
  // The ticket is of one step: neither setting a factor up nor a password is it.
  const body = { ticket, method: 'totp', code: '123456', new_password: 'granite meadow 71 otter' }
  for (const other of [
    'login/enrol/',
    'login/enrol/confirm/',
    'login/change-password/',
    'token/second-factor/',
  ]) {
    assertRefused(await browser.post(`/api/v1/auth/${other}`, body), 'user.ticket_over')
  }
  assertStatus(await browser.get('/api/v1/auth/factors/'), 401)
  const done = await browser.signIn(secondFactor, { ticket, method: 'totp', code: await fresh(secret) })
  assert.equal(assertStatus(done, 200).body.user.username, 'bert')
  assertStatus(await browser.get(session), 200)
})

test('the same for programs: no token before the code', async () => {
  const { secret } = await withApp(server, 'carl', clock.now())
  const credentials = { username: 'carl', password: testPassword }
  const first = assertStatus(await server.nobody.post('/api/v1/auth/token/', credentials), 200)
  assert.deepEqual(Object.keys(first.body).toSorted(), ['factors', 'next', 'ticket'])
  const { ticket } = first.body
  const proof = { ticket, method: 'totp', code: await fresh(secret) }
  // A ticket of a program does not open a browser's session.
  assertRefused(await server.nobody.post(secondFactor, proof), 'user.ticket_over')
  const { body } = assertStatus(await server.nobody.post('/api/v1/auth/token/second-factor/', proof), 200)
  const headers = { authorization: `Bearer ${body.access}` }
  assertStatus(await server.nobody.get(session, { headers }), 200)
})

test('a code serves once, also within its half minute, also for two at the same time', async () => {
  const { secret } = await withApp(server, 'dora', clock.now())
  const code = await fresh(secret)
  const [one, two] = [await begin(server, 'dora'), await begin(server, 'dora')]
  const both = await Promise.all(
    [one, two].map(({ browser, ticket }) => browser.signIn(secondFactor, { ticket, method: 'totp', code })),
  )
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [200, 401])
  const third = await begin(server, 'dora')
  const replayed = { ticket: third.ticket, method: 'totp', code }
  assertRefused(await third.browser.signIn(secondFactor, replayed), 'user.factor_wrong')
  assert.deepEqual((await trail('dora')).slice(-2), ['FACTOR_FAILED totp', 'LOGIN_FAILED totp'])
})

test('a ticket opens once, for its address and device, for ten minutes, and only its own user', async () => {
  const { secret } = await withApp(server, 'emil', clock.now())
  const other = await withApp(server, 'frida', clock.now())
  const first = await begin(server, 'emil')
  const used = { ticket: first.ticket, method: 'totp', code: await fresh(secret) }
  assertStatus(await first.browser.signIn(secondFactor, used), 200)
  const replay = { ...used, code: await fresh(secret) }
  assertRefused(await new BrowserClient(server.url).signIn(secondFactor, replay), 'user.ticket_over')

  const second = await begin(server, 'emil')
  const foreign = { ticket: second.ticket, method: 'totp', code: await fresh(other.secret) }
  assertRefused(await second.browser.signIn(secondFactor, foreign), 'user.factor_wrong')
  const stranger = new BrowserClient(server.url)
  stranger.userAgent = 'Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/130.0'
  const stolen = { ticket: second.ticket, method: 'totp', code: await fresh(secret) }
  assertRefused(await stranger.signIn(secondFactor, stolen), 'user.ticket_over')
  clock.advance(10 * 60_000)
  const late = { ticket: second.ticket, method: 'totp', code: await fresh(secret) }
  assertRefused(await second.browser.signIn(secondFactor, late), 'user.ticket_over')
  const reasons = (await trail('emil')).filter((each) => each.startsWith('LOGIN_FAILED'))
  assert.deepEqual(reasons, [
    'LOGIN_FAILED ticket used',
    'LOGIN_FAILED totp',
    'LOGIN_FAILED ticket of another device',
    'LOGIN_FAILED ticket expired',
  ])
})

test('guessing codes locks the account, and a new password step does not set the count back', async () => {
  const { secret } = await withApp(server, 'gerd', clock.now())
  clock.advance(10 * step)
  for (let guess = 0; guess < 6; guess += 1) {
    const { browser, ticket } = await begin(server, 'gerd')
    const wrong = await browser.signIn(secondFactor, { ticket, method: 'totp', code: '00000' })
    assertRefused(wrong, 'user.factor_wrong')
  }
  const browser = new BrowserClient(server.url)
  assertRefused(await browser.logIn({ username: 'gerd', password: testPassword }), 'kit.sign_in_failed')
  clock.advance(60_000)
  const { browser: later, ticket } = await begin(server, 'gerd')
  const right = await later.signIn(secondFactor, { ticket, method: 'totp', code: await fresh(secret) })
  assertStatus(right, 200)
  const rows = await server.sql(
    `select failed_attempts from user_credential c join user_account u on u.id = c.user_id
    where username = 'gerd'`,
  )
  assert.deepEqual(rows, [{ failed_attempts: 0 }])
})

test('a recovery code serves once, and writes to its user', async () => {
  const { recoveryCodes } = await withApp(server, 'hilde', clock.now())
  const [code = ''] = recoveryCodes
  const first = await begin(server, 'hilde')
  const proof = { ticket: first.ticket, method: 'recovery', code: code.toUpperCase().replace('-', ' ') }
  assertStatus(await first.browser.signIn(secondFactor, proof), 200)
  const { body } = await first.browser.get('/api/v1/auth/factors/')
  assert.equal(body.recovery_codes_left, 9)
  const again = await begin(server, 'hilde')
  const replay = { ticket: again.ticket, method: 'recovery', code }
  assertRefused(await again.browser.signIn(secondFactor, replay), 'user.factor_wrong')
  const mails = await server.sql(
    `select subject from outgoing_mail where recipient = 'hilde@example.org' order by created_at`,
  )
  assert.deepEqual(mails.at(-1), { subject: 'A recovery code was used' })
})

test('a trusted device is not asked for thirty days, and no longer once it is forgotten', async () => {
  const { secret } = await withApp(server, 'ida', clock.now())
  const first = await begin(server, 'ida')
  const proof = { ticket: first.ticket, method: 'totp', code: await fresh(secret), trust_device: true }
  const trusted = assertStatus(await first.browser.signIn(secondFactor, proof), 200)
  const cookie = trusted.headers.getSetCookie().find((each) => each.startsWith('kontor_device=')) ?? ''
  for (const part of ['HttpOnly', 'SameSite=Lax', 'Max-Age=2592000']) assert.ok(cookie.includes(part), cookie)
  const { browser } = first
  assert.equal((await begin(server, 'ida', browser)).next, undefined)
  const { body } = await browser.get('/api/v1/auth/factors/')
  assert.equal(body.trusted_devices.length, 1)
  // Trust is of one user: somebody else at the same device is asked.
  const another = await withApp(server, 'jan', clock.now())
  assert.equal((await begin(server, another.username, browser)).next, 'second_factor')
  clock.advance(30 * 24 * 60 * 60_000)
  assert.equal((await begin(server, 'ida', browser)).next, 'second_factor')
})

test('what a role demands is set up within the sign-in, before anything opens', async () => {
  const role = { code: 'guarded', name: 'Guarded', second_factor: 'required', inherits: [] }
  assertStatus(await server.as.administrator.post('/api/v1/roles/', role), 201)
  await server.addUser({ username: 'karl', role: 'guarded', organization: server.root })
  const { browser, ticket, next, factors } = await begin(server, 'karl')
  assert.deepEqual([next, factors], ['enrol_factor', ['totp', 'passkey']])
  assert.equal(browser.cookie, '')
  const skipped = { ticket, method: 'totp', code: '123456' }
  assertRefused(await browser.signIn(secondFactor, skipped), 'user.ticket_over')
  const started = await browser.post(`${login}enrol/`, { ticket, method: 'totp' })
  const { secret } = assertStatus(started, 200).body
  const code = await codeAt(secret, clock.now())
  const wrong = await browser.signIn(`${login}enrol/confirm/`, { ticket, method: 'totp', code: '000000' })
  assertRefused(wrong, 'user.factor_wrong')
  const done = await browser.signIn(`${login}enrol/confirm/`, { ticket, method: 'totp', code })
  assert.equal(assertStatus(done, 200).body.recovery_codes.length, 10)
  assertStatus(await browser.get(session), 200)
  const [factor] = (await browser.get('/api/v1/auth/factors/')).body.factors
  const removal = await browser.send('DELETE', `/api/v1/auth/factors/${factor.id}/`)
  assertRefused(removal, 'user.factor_needed')
})

test('a factor is changed only by who has just proven who he is', async () => {
  const { browser, secret } = await withApp(server, 'lena', clock.now())
  const [factor] = (await browser.get('/api/v1/auth/factors/')).body.factors
  const remove = () => browser.send('DELETE', `/api/v1/auth/factors/${factor.id}/`)
  clock.advance(5 * 60_000)
  assertRefused(await remove(), 'user.not_confirmed')
  assertRefused(await browser.post('/api/v1/auth/factors/email/'), 'user.not_confirmed')
  const confirm = (body: unknown) => browser.post('/api/v1/auth/confirm/', body)
  assertRefused(await confirm({ password: 'wrong wrong wrong' }), 'user.password_wrong')
  assertRefused(await confirm({ method: 'totp', code: '000000' }), 'user.code_wrong')
  assertStatus(await confirm({ method: 'totp', code: await fresh(secret) }), 204)
  assertStatus(await remove(), 204)
  assert.equal((await begin(server, 'lena')).next, undefined)
  const left = await server.sql(`select 1 from recovery_code c join user_account u on u.id = c.user_id
    where username = 'lena'`)
  assert.deepEqual(left, [])
})
