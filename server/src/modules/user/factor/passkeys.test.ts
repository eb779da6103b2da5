/** Passkeys with a device made of software: setting up, signing in, and every answer that must be refused. */
import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import test, { after, before } from 'node:test'
import { assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { BrowserClient } from '#server/testing/browser-client.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { stoppedClock } from '#server/platform/clock.ts'
import { SoftwareAuthenticator, type Tricks } from './testing/software-authenticator.ts'
import { begin, login, newUser, secondFactor, session } from './testing/people.ts'

const clock = stoppedClock('2026-11-21T08:00:00Z')
const passkeys = '/api/v1/auth/passkeys/'
const minute = 60_000
let server: TestServer

before(async () => {
  server = await startServer({ now: clock.now })
})
after(() => server.stop())

const optionsOf = async (browser: BrowserClient, path: string, body: unknown = {}) =>
  assertStatus(await browser.post(path, body), 200).body.options

interface Holder {
  readonly browser: BrowserClient
  readonly device: SoftwareAuthenticator
  readonly id: string
  readonly recoveryCodes: readonly string[]
}

async function withPasskey(username: string): Promise<Holder> {
  const browser = await newUser(server, username)
  const device = new SoftwareAuthenticator(server.url)
  const response = device.create(await optionsOf(browser, `${passkeys}options/`))
  const { body } = assertStatus(await browser.post(passkeys, { name: 'Laptop', response }), 200)
  return { browser, device, id: body.id, recoveryCodes: body.recovery_codes }
}

async function alone(device: SoftwareAuthenticator, tricks: Tricks = {}, browser = fresh()) {
  const options = await optionsOf(browser, `${login}passkey/options/`)
  return browser.signIn(`${login}passkey/`, { response: device.get(options, tricks) })
}

const fresh = () => new BrowserClient(server.url)

const lastReason = async (username: string) => {
  const [row] = await server.sql<{ action: string; reason: string }>(
    `select action, context ->> 'reason' as reason from audit_log
    where record_label = $1 and action ~ '^LOGIN' order by sequence desc limit 1`,
    [username],
  )
  return row
}

test('PKY-01: a passkey is set up, listed, named anew and removed; the first brings recovery codes', async () => {
  const { browser, id, recoveryCodes } = await withPasskey('anna')
  assert.equal(new Set(recoveryCodes).size, 10)
  const options = await optionsOf(browser, `${passkeys}options/`)
  assert.deepEqual(
    [options.rp.id, options.attestation, options.excludeCredentials.length],
    ['localhost', 'none', 1],
  )
  assertStatus(await browser.send('PATCH', `${passkeys}${id}/`, { name: 'Telephone' }), 200)
  const { body } = await browser.get('/api/v1/auth/factors/')
  assert.deepEqual(
    body.passkeys.map((each: { id: string; name: string }) => [each.id, each.name]),
    [[id, 'Telephone']],
  )
  const stranger = await newUser(server, 'arno')
  assertStatus(await stranger.send('PATCH', `${passkeys}${id}/`, { name: 'Mine' }), 404)
  assertStatus(await stranger.send('DELETE', `${passkeys}${id}/`), 404)
  assertStatus(await browser.send('DELETE', `${passkeys}${id}/`), 204)
  assert.deepEqual((await browser.get('/api/v1/auth/factors/')).body.passkeys, [])
  const trail = await server.sql(
    `select action from audit_log where record_label = 'anna' and action ~ '^FACTOR' order by sequence`,
  )
  assert.deepEqual(trail, [{ action: 'FACTOR_ADDED' }, { action: 'FACTOR_REMOVED' }])
})

test('PKY-02: a passkey that looks at its user signs him in alone, and the trail says by what', async () => {
  const { device } = await withPasskey('bert')
  const browser = fresh()
  assert.equal(assertStatus(await alone(device, {}, browser), 200).body.user.username, 'bert')
  assertStatus(await browser.get(session), 200)
  const [row] = await server.sql(
    `select context ->> 'method' as method from audit_log
    where record_label = 'bert' and action = 'LOGIN_SUCCESS' order by sequence desc limit 1`,
  )
  assert.deepEqual(row, { method: 'passkey' })
})

test('PKY-03: an answer for another origin or party, of another kind or key is refused', async () => {
  const { device } = await withPasskey('carl')
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const tricks: readonly Tricks[] = [
    { origin: 'https://evil.example' },
    { origin: 'http://localhost:1' },
    { relyingParty: 'evil.example' },
    { type: 'webauthn.create' },
    { signedBy: privateKey },
    { isVerified: false },
  ]
  for (const trick of tricks) {
    assertRefused(await alone(device, trick), 'user.passkey_refused')
    assert.deepEqual(await lastReason('carl'), { action: 'LOGIN_FAILED', reason: 'passkey' })
  }
  const browser = await newUser(server, 'cora')
  for (const trick of [{ origin: 'https://evil.example' }, { relyingParty: 'evil.example' }]) {
    const options = await optionsOf(browser, `${passkeys}options/`)
    const response = new SoftwareAuthenticator(server.url).create(options, trick)
    assertRefused(await browser.post(passkeys, { name: 'Evil', response }), 'user.passkey_refused')
  }
  assertStatus(await alone(device), 200)
})

test('PKY-04: a question is answered once, within five minutes, by whom and for what it was asked', async () => {
  const { browser, device } = await withPasskey('dora')
  const open = `${login}passkey/`
  const options = await optionsOf(fresh(), `${open}options/`)
  const response = device.get(options)
  assertStatus(await fresh().signIn(open, { response }), 200)
  assertRefused(await fresh().signIn(open, { response }), 'user.passkey_refused')
  const again = device.get(options)
  assertRefused(await fresh().signIn(open, { response: again }), 'user.passkey_refused')
  assert.deepEqual(await lastReason('dora'), { action: 'LOGIN_FAILED', reason: 'passkey challenge' })

  const late = await optionsOf(fresh(), `${open}options/`)
  clock.advance(5 * minute)
  assertRefused(await fresh().signIn(open, { response: device.get(late) }), 'user.passkey_refused')

  // One's own invention, and the question for something else.
  const invented = device.get({ ...late, challenge: Buffer.alloc(32).toString('base64url') })
  assertRefused(await fresh().signIn(open, { response: invented }), 'user.passkey_refused')
  const purpose = await optionsOf(browser, '/api/v1/auth/confirm/challenge/', { method: 'passkey' })
  assertRefused(await fresh().signIn(open, { response: device.get(purpose) }), 'user.passkey_refused')

  const [one, two] = [await newUser(server, 'dirk'), await newUser(server, 'doris')]
  const forOne = await optionsOf(one, `${passkeys}options/`)
  const stolen = new SoftwareAuthenticator(server.url).create(forOne)
  assertRefused(await two.post(passkeys, { name: 'Stolen', response: stolen }), 'user.passkey_refused')
})

test('a copied passkey is found out by its count', async () => {
  const { device } = await withPasskey('emil')
  const copy = device.copy()
  assertStatus(await alone(device), 200)
  assertStatus(await alone(device), 200)
  assertRefused(await alone(copy), 'user.passkey_refused')
  assert.deepEqual(await lastReason('emil'), { action: 'LOGIN_FAILED', reason: 'passkey copied' })
})

test('after the password a passkey is the second factor, of its own user only', async () => {
  const { device } = await withPasskey('frida')
  const other = await withPasskey('fritz')
  const { browser, ticket, next, factors } = await begin(server, 'frida')
  assert.deepEqual([next, factors], ['second_factor', ['passkey', 'recovery']])
  const ask = () => optionsOf(browser, `${login}challenge/`, { ticket, method: 'passkey' })
  const answer = (response: unknown) => browser.signIn(secondFactor, { ticket, method: 'passkey', response })
  const { allowCredentials: _none, ...forAnybody } = await ask()
  assertRefused(await answer(other.device.get(forAnybody)), 'user.factor_wrong')
  // Beside a password it need not look at its user.
  assertStatus(await answer(device.get(await ask(), { isVerified: false })), 200)
  assertStatus(await browser.get(session), 200)
})

test('what a role demands may be a passkey, set up within the sign-in', async () => {
  const role = { code: 'keyed', name: 'Keyed', second_factor: 'required', inherits: [] }
  assertStatus(await server.as.administrator.post('/api/v1/roles/', role), 201)
  await server.addUser({ username: 'gerd', role: 'keyed', organization: server.root })
  const { browser, ticket, next } = await begin(server, 'gerd')
  assert.equal(next, 'enrol_factor')
  const body = { ticket, method: 'passkey' }
  const device = new SoftwareAuthenticator(server.url)
  const evil = device.create(await optionsOf(browser, `${login}enrol/`, body), {
    origin: 'https://evil.example',
  })
  const confirm = (response: unknown) => browser.signIn(`${login}enrol/confirm/`, { ...body, response })
  assertRefused(await confirm(evil), 'user.factor_wrong')
  const good = device.create(await optionsOf(browser, `${login}enrol/`, body))
  assert.equal(assertStatus(await confirm(good), 200).body.recovery_codes.length, 10)
  assertStatus(await alone(device), 200)
})

test('a passkey confirms who one is, and a locked or inactive user it does not let in', async () => {
  const { browser, device } = await withPasskey('hilde')
  clock.advance(6 * minute)
  const codes = () => browser.post('/api/v1/auth/recovery-codes/')
  assertRefused(await codes(), 'user.not_confirmed')
  const options = await optionsOf(browser, '/api/v1/auth/confirm/challenge/', { method: 'passkey' })
  const proof = { method: 'passkey', response: device.get(options) }
  assertStatus(await browser.post('/api/v1/auth/confirm/', proof), 204)
  assertStatus(await codes(), 200)
  const until = new Date(clock.now().getTime() + minute).toISOString()
  await server.sql(
    `update user_credential set locked_until = $1
    where user_id = (select id from user_account where username = 'hilde')`,
    [until],
  )
  assertRefused(await alone(device), 'user.passkey_refused')
  clock.advance(2 * minute)
  assertStatus(await alone(device), 200)
  await server.sql(`update user_account set status = 'inactive' where username = 'hilde'`)
  assertRefused(await alone(device), 'user.passkey_refused')
})
