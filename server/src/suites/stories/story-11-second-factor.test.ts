/** Story 11: a second factor by app, code, passkey or mail, devices that are trusted, and the way back in. */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { type ApiAnswer, type ApiClient, assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { BrowserClient } from '#server/testing/browser-client.ts'
import { testPassword } from '#server/testing/company.ts'
import { letterTo } from '#server/testing/letters.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { stoppedClock } from '#server/platform/clock.ts'
import {
  begin,
  codeAt,
  login,
  newUser,
  secondFactor,
  session,
  withApp,
} from '#server/modules/user/factor/testing/people.ts'

const story = 'story 11: Multi-factor authentication'
const clock = stoppedClock('2026-11-21T08:00:00Z')
const factors = '/api/v1/auth/factors/'
const minute = 60_000
let server: TestServer
let administrator: ApiClient

before(async () => {
  server = await startServer({
    now: clock.now,
    protection: { proxies: ['127.0.0.1'] },
    identity: { trustedNetworks: ['10.20.0.0/16'], factorIssuer: 'Huber GmbH' },
  })
  administrator = server.as.administrator
})
after(() => server.stop())

const idOf = async (username: string) => {
  const [row] = await server.sql<{ id: string }>('select id from user_account where username = $1', [
    username,
  ])
  return row?.id ?? assert.fail(username)
}
const trailOf = async (username: string, action: string) =>
  (
    await server.sql('select 1 from audit_log where record_id = $1 and action = $2', [
      await idOf(username),
      action,
    ])
  ).length

test(`${story}: MFA-01, MFA-05: an app is set up by a picture and asked for from then on`, async () => {
  const browser = await newUser(server, 'anna')
  const { body } = assertStatus(await browser.post(`${factors}totp/`), 200)
  assert.match(body.uri, /issuer=Huber(%20|\+)GmbH/)
  const code = await codeAt(body.secret, clock.now())
  assert.match(code, /^\d{6}$/)
  assertStatus(await browser.post(`${factors}totp/confirm/`, { code }), 200)
  const next = await begin(server, 'anna')
  assert.deepEqual([next.next, next.factors], ['second_factor', ['totp', 'recovery']])
  assert.equal(await trailOf('anna', 'FACTOR_ADDED'), 1)
})

test(`${story}: AUT-16 to AUT-18: set-up, verify and disable at their paths, the last with the password`, async () => {
  const totp = '/api/v1/auth/2fa/totp/'
  const browser = await newUser(server, 'arno')
  const { secret } = assertStatus(await browser.post(`${totp}setup/`), 200).body
  assertRefused(await browser.post(`${totp}verify/`, { code: '000000' }), 'user.code_wrong')
  const code = await codeAt(secret, clock.now())
  assertStatus(await browser.post(`${totp}verify/`, { code }), 200)
  assertRefused(await browser.post(`${totp}disable/`), 'kit.required', '/password')
  const wrong = await browser.post(`${totp}disable/`, { password: 'not my password 1' })
  assertRefused(wrong, 'user.password_wrong')
  assert.equal((await begin(server, 'arno')).next, 'second_factor')
  assertStatus(await browser.post(`${totp}disable/`, { password: testPassword }), 204)
  assert.equal((await begin(server, 'arno')).next, undefined)
  assertStatus(await server.nobody.post(`${totp}disable/`, { password: testPassword }), 401)
})

test(`${story}: MFA-04: codes by mail, to the address that was proven, once and for ten minutes`, async () => {
  const browser = await newUser(server, 'bert')
  const read = async () =>
    /code is (\d{6})/.exec((await letterTo(server, 'bert@example.org', /code/)).body)?.[1] ?? ''
  assertStatus(await browser.post(`${factors}email/`), 200)
  assertRefused(await browser.post(`${factors}email/confirm/`, { code: '000000' }), 'user.code_wrong')
  const made = await browser.post(`${factors}email/confirm/`, { code: await read() })
  assert.equal(assertStatus(made, 200).body.recovery_codes.length, 10)
  // A later change of the account's address does not move the codes.
  await server.sql(`update user_account set email = 'thief@example.org' where username = 'bert'`)
  const { browser: second, ticket } = await begin(server, 'bert')
  const ask = () => second.post(`${login}challenge/`, { ticket, method: 'email' })
  assert.deepEqual(assertStatus(await ask(), 200).body, { sent_to: 'b…@example.org' })
  assertRefused(await ask(), 'user.code_too_soon')
  const prove = (code: string) => second.signIn(secondFactor, { ticket, method: 'email', code })
  const old = await read()
  clock.advance(minute)
  assertStatus(await ask(), 200)
  const code = await read()
  if (old !== code) assertRefused(await prove(old), 'user.factor_wrong')
  assertStatus(await prove(code), 200)
  const again = await begin(server, 'bert')
  const replay = { ticket: again.ticket, method: 'email', code }
  assertRefused(await again.browser.signIn(secondFactor, replay), 'user.factor_wrong')
  clock.advance(minute)
  assertStatus(await again.browser.post(`${login}challenge/`, { ticket: again.ticket, method: 'email' }), 200)
  const late = { ...replay, code: await read() }
  clock.advance(9 * minute + 30_000)
  const stale = await again.browser.signIn(secondFactor, late)
  assert.ok(['user.factor_wrong', 'user.ticket_over'].includes(stale.body.code))
})

test(`${story}: MFA-06: devices are trusted, listed and trusted no longer; each is noted`, async () => {
  const { secret } = await withApp(server, 'cora', clock.now())
  const { browser, ticket } = await begin(server, 'cora')
  clock.advance(minute)
  const proof = { ticket, method: 'totp', code: await codeAt(secret, clock.now()), trust_device: true }
  assertStatus(await browser.signIn(secondFactor, proof), 200)
  assert.equal((await begin(server, 'cora', browser)).next, undefined)
  const [device] = (await browser.get(factors)).body.trusted_devices
  assertStatus(await browser.send('DELETE', `/api/v1/auth/trusted-devices/${device.id}/`), 204)
  assert.equal((await begin(server, 'cora', browser)).next, 'second_factor')
  for (const action of ['DEVICE_TRUSTED', 'DEVICE_FORGOTTEN']) assert.equal(await trailOf('cora', action), 1)
})

test(`${story}: MFA-07: from the named network nobody is asked, save administrators; it is noted`, async () => {
  await withApp(server, 'dirk', clock.now())
  const from = async (username: string, address: string): Promise<ApiAnswer> =>
    new BrowserClient(server.url).send(
      'POST',
      login,
      { username, password: testPassword },
      { 'x-forwarded-for': address },
    )
  assert.equal((await from('dirk', '10.20.3.4')).body.next, undefined)
  assert.equal(await trailOf('dirk', 'FACTOR_BYPASSED'), 1)
  assert.equal((await from('dirk', '10.21.3.4')).body.next, 'second_factor')
  await server.addUser({ username: 'chief', role: 'administrator', organization: server.root })
  const chief = new BrowserClient(server.url)
  assertStatus(await chief.logIn({ username: 'chief', password: testPassword }), 200)
  const { body } = assertStatus(await chief.post(`${factors}totp/`), 200)
  const code = await codeAt(body.secret, clock.now())
  assertStatus(await chief.post(`${factors}totp/confirm/`, { code }), 200)
  assert.equal((await from('chief', '10.20.3.4')).body.next, 'second_factor')
})

test(`${story}: MFA-09: a role demands it; what it demands is set up before anything opens`, async () => {
  const role = { code: 'guarded', name: 'Guarded', second_factor: 'required' }
  assertStatus(await administrator.post('/api/v1/roles/', role), 201)
  await server.addUser({ username: 'emil', role: 'guarded', organization: server.root })
  const { browser, next } = await begin(server, 'emil')
  assert.equal(next, 'enrol_factor')
  assertStatus(await browser.get(session), 401)
})

test(`${story}: MFA-10: a code serves once, guesses are counted and noted`, async () => {
  const { secret } = await withApp(server, 'frida', clock.now())
  clock.advance(minute)
  const code = await codeAt(secret, clock.now())
  const use = async () => {
    const { browser, ticket } = await begin(server, 'frida')
    return browser.signIn(secondFactor, { ticket, method: 'totp', code })
  }
  assertStatus(await use(), 200)
  assertRefused(await use(), 'user.factor_wrong')
  for (let guess = 0; guess < 5; guess += 1) assertRefused(await use(), 'user.factor_wrong')
  const locked = await new BrowserClient(server.url).logIn({ username: 'frida', password: testPassword })
  assertRefused(locked, 'kit.sign_in_failed')
})

test(`${story}: MFA-08: a recovery code lets in whose telephone is lost, once`, async () => {
  const { recoveryCodes } = await withApp(server, 'gerd', clock.now())
  const use = async () => {
    const { browser, ticket } = await begin(server, 'gerd')
    return browser.signIn(secondFactor, { ticket, method: 'recovery', code: recoveryCodes[3] })
  }
  assertStatus(await use(), 200)
  assertRefused(await use(), 'user.factor_wrong')
  assert.equal(await trailOf('gerd', 'RECOVERY_CODE_USED'), 1)
})

test(`${story}: MFA-08: without codes two administrators reset, neither alone nor for himself`, async () => {
  const { browser } = await withApp(server, 'hilde', clock.now())
  const root = { role: 'administrator', organization: server.root, includesDescendants: true }
  const second = await server.addUser({ username: 'second.chief', ...root })
  const user = await idOf('hilde')
  const resets = '/api/v1/factor-resets/'
  assertStatus(await server.as.sales.post(resets, { user, reason: 'Curious' }), 403)
  const own = { user: administrator.account?.id, reason: 'Mine' }
  assertRefused(await administrator.post(resets, own), 'user.reset_own')
  const asked = await administrator.post(resets, { user, reason: 'Called back on her number' })
  const { id } = assertStatus(asked, 201).body
  assertRefused(await administrator.post(`${resets}${id}/approve/`), 'user.reset_own')
  const asOwner = `update factor_reset set status = 'approved', decided_by_id = requested_by_id where id = $1`
  await assert.rejects(server.sql(asOwner, [id]), /ck_factor_reset__decided_by/)
  assert.equal((await begin(server, 'hilde')).next, 'second_factor')

  assertStatus(await second.post(`${resets}${id}/approve/`, { reason: 'Heard her, too' }), 200)
  assertStatus(await browser.get(session), 401)
  assert.equal((await begin(server, 'hilde')).next, undefined)
  await letterTo(server, 'hilde@example.org', /were reset/)
  for (const action of ['FACTOR_RECOVERY_REQUESTED', 'FACTOR_RECOVERED']) {
    assert.equal(await trailOf('hilde', action), 1)
  }
})
