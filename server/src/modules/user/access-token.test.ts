/** Tokens of programs: what is forged, altered, foreign or over is refused; a refresh token serves once. */
import assert from 'node:assert/strict'
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import test, { after, before } from 'node:test'
import { SignJWT } from 'jose'
import { type ApiAnswer, assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { testPassword } from '#server/testing/company.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { stoppedClock } from '#server/platform/clock.ts'
import { createAccessTokens } from './access-token.ts'
import { openTokenKeys } from './token/token-keys.ts'

const clock = stoppedClock('2026-11-21T08:00:00Z')
const minute = 60_000
const day = 24 * 60 * minute
let server: TestServer

before(async () => {
  server = await startServer({ now: clock.now })
})
after(() => server.stop())

const whoIs = (token: string) =>
  server.nobody.get('/api/v1/auth/session/', { headers: { authorization: `Bearer ${token}` } })

const tokensFor = async (username: string) => {
  const answer = await server.nobody.post('/api/v1/auth/token/', { username, password: testPassword })
  return assertStatus(answer, 200).body as { access: string; refresh: string; expires_in: number }
}

const refresh = (token: unknown, path = '/api/v1/auth/token/refresh/'): Promise<ApiAnswer> =>
  server.nobody.post(path, { refresh: token })

const decode = (token: string) =>
  token
    .split('.')
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()))

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

test('a token names its key, its user, tenant and family, and lasts 15 minutes', async () => {
  const { access, expires_in } = await tokensFor('huber.sales')
  assert.equal(expires_in, 900)
  const [header, claims] = decode(access)
  assert.equal(header.alg, 'EdDSA')
  assert.match(header.kid, /^[\w-]{16}$/)
  assert.equal(claims.sub, server.as.sales.account?.id)
  assert.equal(claims.tenant, server.tenant)
  assert.equal(claims.exp - claims.iat, 900)
  const answer = assertStatus(await whoIs(access), 200)
  assert.equal(answer.body.user.username, 'huber.sales')
  assert.equal(answer.body.csrf_token, null)
})

test('a shorter life that is set counts for tokens signed before as well', async () => {
  const keys = await openTokenKeys(server.secrets)
  const short = createAccessTokens(keys, clock.now, { accessSeconds: 60, refreshMilliseconds: 1 })
  const usual = createAccessTokens(keys, clock.now)
  const claims = { userId: randomUUID(), tenantId: randomUUID(), familyId: randomUUID() }
  const [brief, long] = [await short.sign(claims), await usual.sign(claims)]
  assert.ok(await short.verify(brief))
  assert.equal(await short.verify(long), null)
  clock.advance(61_000)
  assert.equal(await usual.verify(brief), null)
})

test('an expired token is refused, also when it was in use just before', async () => {
  const { access } = await tokensFor('huber.sales')
  assertStatus(await whoIs(access), 200)
  clock.advance(15 * minute - 1000)
  assertStatus(await whoIs(access), 200)
  clock.advance(1000)
  assertRefused(assertStatus(await whoIs(access), 401), 'kit.session_expired')
})

test('garbled, altered, unsigned and foreign tokens are refused', async () => {
  const { access } = await tokensFor('huber.viewer')
  const [header, claims] = decode(access)
  const [head, body, signature] = access.split('.') as [string, string, string]
  const { privateKey } = generateKeyPairSync('ed25519')
  const foreign = { ...server.secrets, get: () => 'the key of quite another installation' }
  const another = createAccessTokens(await openTokenKeys(foreign), clock.now)
  const ids = { userId: claims.sub, tenantId: claims.tenant, familyId: claims.session }
  const bySecret = (alg: string) =>
    new SignJWT(claims).setProtectedHeader({ ...header, alg }).sign(new TextEncoder().encode('x'.repeat(64)))
  const forged = {
    empty: '.',
    words: 'not a token'.replaceAll(' ', '-'),
    cut: access.slice(0, -5),
    unsigned: `${head}.${body}.`,
    none: `${encode({ ...header, alg: 'none' })}.${body}.`,
    noneSigned: `${encode({ ...header, alg: 'none' })}.${body}.${signature}`,
    symmetric: await bySecret('HS256'),
    administrator: `${head}.${encode({ ...claims, sub: server.as.administrator.account?.id })}.${signature}`,
    longer: `${head}.${encode({ ...claims, exp: claims.exp + 9_000 })}.${signature}`,
    otherKey: await new SignJWT(claims).setProtectedHeader(header).sign(privateKey),
    otherServer: await another.sign(ids),
    huge: 'a'.repeat(5000),
  }
  for (const [name, token] of Object.entries(forged)) {
    const answer = await whoIs(token)
    assert.equal(answer.status, 401, name)
    assert.equal(answer.body.code, 'kit.session_expired', name)
  }
  assertStatus(await whoIs(access), 200)
})

test('another scheme is no token, and a bad token is refused even where anybody may read', async () => {
  const { access } = await tokensFor('huber.viewer')
  for (const authorization of [`Basic ${access}`, 'Bearer', `Bearer ${access} ${access}`, 'Bearer x']) {
    const answer = await server.nobody.get('/api/v1/currencies/', { headers: { authorization } })
    assert.equal(answer.status, 401, authorization)
  }
  assertStatus(await server.nobody.get('/api/v1/currencies/'), 200)
})

test('our own signature is not enough: user, tenant and family must belong together', async () => {
  const tokens = createAccessTokens(await openTokenKeys(server.secrets), clock.now)
  const [, { sub: userId, tenant: tenantId, session: familyId }] = decode(
    (await tokensFor('huber.viewer')).access,
  )
  const good = { userId, tenantId, familyId }
  assertStatus(await whoIs(await tokens.sign(good)), 200)
  const administrator = server.as.administrator.account?.id ?? ''
  for (const wrong of [
    { ...good, familyId: randomUUID() },
    { ...good, userId: administrator },
    { ...good, tenantId: server.other.tenant },
    { ...good, tenantId: server.other.tenant, userId: server.other.as.viewer.account?.id ?? '' },
  ]) {
    assertStatus(await whoIs(await tokens.sign(wrong)), 401)
  }
})

test('a refresh token gives the next pair once; the second use ends the whole family', async () => {
  const first = await tokensFor('huber.accounts')
  const other = await tokensFor('huber.accounts')
  const second = assertStatus(await refresh(first.refresh), 200).body
  assertStatus(await whoIs(second.access), 200)
  const third = assertStatus(await refresh(second.refresh), 200).body
  assertRefused(assertStatus(await refresh(second.refresh), 401), 'kit.session_expired')
  assertStatus(await refresh(third.refresh), 401)
  for (const { access } of [first, second, third]) assertStatus(await whoIs(access), 401)
  assertStatus(await whoIs(other.access), 200)
  assertStatus(await refresh(other.refresh), 200)
  const trail = await server.sql(
    `select user_id from audit_log where action = 'TOKEN_REUSED' and tenant_id = $1`,
    [server.tenant],
  )
  assert.deepEqual(trail, [{ user_id: server.as.accounts.account?.id }])
})

test('of two uses at the same time one is good, and both end', async () => {
  const { refresh: token } = await tokensFor('huber.warehouse')
  const answers = await Promise.all([refresh(token), refresh(token)])
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 401])
  const pair = answers.find(({ status }) => status === 200)?.body
  assertStatus(await whoIs(pair.access), 401)
  assertStatus(await refresh(pair.refresh), 401)
})

test('refresh tokens expire after seven days, and what is none is refused', async () => {
  const { refresh: token } = await tokensFor('huber.purchasing')
  clock.advance(7 * day)
  assertStatus(await refresh(token), 401)
  assertStatus(await refresh('x'), 401)
  assertRefused(await refresh(undefined), 'kit.required', '/refresh')
  assertRefused(await refresh(5), 'kit.required', '/refresh')
})

test('signing out ends the family: access and refresh', async () => {
  const { access, refresh: token } = await tokensFor('huber.purchasing')
  const authorization = `Bearer ${access}`
  assertStatus(await whoIs(access), 200)
  assertStatus(await server.nobody.post('/api/v1/auth/logout/', {}, { headers: { authorization } }), 204)
  assertStatus(await whoIs(access), 401)
  assertStatus(await refresh(token), 401)
})

test('the short paths answer alike', async () => {
  const body = { username: 'huber.sales', password: testPassword }
  const pair = assertStatus(await server.nobody.post('/auth/token', body), 200).body
  assertStatus(await refresh(pair.refresh, '/auth/refresh'), 200)
})
