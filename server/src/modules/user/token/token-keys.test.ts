/** Signing keys: rotated while processes run, the old verify until their tokens end, strangers are refused. */
import assert from 'node:assert/strict'
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import test, { after, before } from 'node:test'
import { SignJWT } from 'jose'
import { stoppedClock } from '#server/platform/clock.ts'
import { parseKeyRing } from '#server/platform/key-ring.ts'
import { openSecrets } from '#server/platform/secrets.ts'
import { type ApiClient, assertStatus } from '#server/testing/api-client.ts'
import { testPassword } from '#server/testing/company.ts'
import { untilSo } from '#server/testing/processes.ts'
import { type SecondServer, startSecondServer } from '#server/testing/second-server.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { createAccessTokens } from '#server/modules/user/access-token.ts'
import { openTokenKeys, tokenKeysSecret } from './token-keys.ts'
import { rotateOldTokenKeys, rotateTokenKeys } from './rotate-token-keys.ts'

const clock = stoppedClock('2026-11-21T08:00:00Z')
const minute = 60_000
const day = 24 * 60 * minute
let server: TestServer
let second: SecondServer

before(async () => {
  server = await startServer({ now: clock.now, hearsOthers: true })
  second = await startSecondServer(server, { now: clock.now })
})
after(async () => {
  await second.stop()
  await server.stop()
})

const statusOf = async (token: string, client: ApiClient = server.nobody) =>
  (await client.get('/api/v1/auth/session/', { headers: { authorization: `Bearer ${token}` } })).status

const tokenFor = async (client: ApiClient = server.nobody): Promise<string> => {
  const answer = await client.post('/api/v1/auth/token/', { username: 'huber.sales', password: testPassword })
  return assertStatus(answer, 200).body.access
}

const decode = (token: string, part: number) =>
  JSON.parse(Buffer.from(token.split('.')[part] ?? '', 'base64url').toString())
const kidOf = (token: string): string => decode(token, 0).kid

const rotation = () => ({
  secrets: server.secrets,
  asOwner: server.sql as never,
  now: clock.now(),
  by: 'test',
  environment: {},
})

/** Both processes sign with it, without a restart. */
const untilInUse = (id: string) =>
  untilSo(async () => kidOf(await tokenFor()) === id && kidOf(await tokenFor(second.nobody)) === id)

test('a rotation takes effect in every process; the old key verifies until its tokens are over', async () => {
  const old = await tokenFor()
  const id = await rotateTokenKeys(rotation())
  await untilInUse(id)
  assert.notEqual(kidOf(old), id)
  assert.deepEqual([await statusOf(old), await statusOf(old, second.nobody)], [200, 200])
  const trail = await server.sql<{ tenant_id: string; context: object }>(
    `select tenant_id, record_label, context from audit_log where action = 'TOKEN_KEYS_ROTATED'
    order by tenant_id`,
    [],
  )
  assert.deepEqual(
    trail.map((row) => row.tenant_id).toSorted(),
    [server.tenant, server.other.tenant].toSorted(),
  )
  assert.deepEqual(trail[0]?.context, { previous: kidOf(old), earlier_dropped: false })
  clock.advance(15 * minute)
  assert.equal(await statusOf(old), 401)
})

test('whoever finds a retired key signs nothing that is good', async () => {
  const [, { sub: userId, tenant: tenantId, session: familyId }] = [0, decode(await tokenFor(), 1)]
  const keys = await openTokenKeys(server.secrets, {})
  const before = keys.active()
  await untilInUse(await rotateTokenKeys(rotation()))
  const stolen = createAccessTokens({ ...keys, active: () => before }, clock.now)
  assert.equal(await statusOf(await stolen.sign({ userId, tenantId, familyId })), 200)
  clock.advance(2 * minute)
  assert.equal(await statusOf(await stolen.sign({ userId, tenantId, familyId })), 401)
})

test('after an incident the earlier keys are dropped at once, what is held in memory, too', async () => {
  const old = await tokenFor()
  assert.deepEqual([await statusOf(old), await statusOf(old, second.nobody)], [200, 200])
  const id = await rotateTokenKeys({ ...rotation(), dropsEarlier: true })
  await untilInUse(id)
  assert.deepEqual([await statusOf(old), await statusOf(old, second.nobody)], [401, 401])
  const ring = parseKeyRing((await server.secrets.read(tokenKeysSecret)) ?? '', 'test')
  assert.deepEqual(
    ring.keys.map((key) => key.id),
    [id],
  )
})

test('by schedule a key is replaced after thirty days and not before', async () => {
  const inUse = async () => (await openTokenKeys(server.secrets, {})).active().id
  const first = await inUse()
  clock.advance(29 * day)
  await rotateOldTokenKeys(rotation())
  assert.equal(await inUse(), first)
  clock.advance(day)
  await rotateOldTokenKeys(rotation())
  assert.notEqual(await inUse(), first)
  await untilInUse(await inUse())
})

test('an unknown key id, one that is a path, an address, a query or none is refused', async () => {
  const token = await tokenFor()
  const [header, claims] = [decode(token, 0), decode(token, 1)]
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const jwk = publicKey.export({ format: 'jwk' })
  const sign = (changes: object) =>
    new SignJWT(claims).setProtectedHeader({ ...header, ...changes }).sign(privateKey)
  const kids = ['unknown', '../../../../dev/null', '/proc/self/environ', `' or '1'='1`, '', '__proto__']
  for (const kid of kids) assert.equal(await statusOf(await sign({ kid })), 401, kid)
  for (const change of [
    { kid: undefined },
    { jwk },
    { jku: 'http://127.0.0.1:1/keys' },
    { x5u: 'file:///x' },
  ]) {
    assert.equal(await statusOf(await sign(change)), 401, JSON.stringify(change))
  }
  for (const kid of [5, null, ['a'], {}]) {
    const head = Buffer.from(JSON.stringify({ ...header, kid })).toString('base64url')
    assert.equal(await statusOf([head, ...token.split('.').slice(1)].join('.')), 401)
  }
  assert.equal(await statusOf(token), 200)
})

test('our own key is not enough: issuer, audience, kind, time and life must be right', async () => {
  const token = await tokenFor()
  const [header, claims] = [decode(token, 0), decode(token, 1)]
  const key = (await openTokenKeys(server.secrets, {})).active()
  const sign = (changes: object, head: object = {}) =>
    new SignJWT({ ...claims, ...changes }).setProtectedHeader({ ...header, ...head }).sign(key.privateKey)
  assert.equal(await statusOf(await sign({})), 200)
  const second = Math.floor(clock.now().getTime() / 1000)
  for (const changes of [
    { aud: 'another-api' },
    { aud: undefined },
    { iss: 'another' },
    { exp: second - 1 },
    { nbf: second + 600 },
    { exp: second + 7 * 86_400 },
    { exp: undefined },
    { jti: undefined },
    { sub: 'administrator' },
    { tenant: server.other.tenant },
    { session: randomUUID() },
  ]) {
    assert.equal(await statusOf(await sign(changes)), 401, JSON.stringify(changes))
  }
  assert.equal(await statusOf(await sign({}, { typ: 'JWT' })), 401)
  // The public key as the secret of a symmetric signature.
  const bytes = key.publicKey.export({ format: 'pem', type: 'spki' }).toString()
  const confused = await new SignJWT(claims)
    .setProtectedHeader({ ...header, alg: 'HS256' })
    .sign(new TextEncoder().encode(bytes))
  assert.equal(await statusOf(confused), 401)
})

test('JWT_SECRETS and JWT_SECRET_ID hold the keys where an operator wants it so', async () => {
  const map = {
    k1: 'the first of two secrets of an operator',
    k2: 'the second of two secrets of an operator',
  }
  const secrets = openSecrets({ dataFolder: '/nowhere', databaseUrl: 'postgres://db/kontor' }, {})
  const environment = { JWT_SECRETS: JSON.stringify(map), JWT_SECRET_ID: 'k1' }
  const before = createAccessTokens(await openTokenKeys(secrets, environment), clock.now)
  const later = createAccessTokens(
    await openTokenKeys(secrets, { ...environment, JWT_SECRET_ID: 'k2' }),
    clock.now,
  )
  const ids = { userId: randomUUID(), tenantId: randomUUID(), familyId: randomUUID() }
  const token = await before.sign(ids)
  assert.equal(kidOf(token), 'k1')
  assert.equal((await later.verify(token))?.userId, ids.userId)
  assert.equal(kidOf(await later.sign(ids)), 'k2')
  const only = createAccessTokens(
    await openTokenKeys(secrets, { JWT_SECRETS: JSON.stringify({ k2: map.k2 }) }),
    clock.now,
  )
  assert.equal(await only.verify(token), null)
  await assert.rejects(rotateTokenKeys({ ...rotation(), environment }), { code: 'user.keys_in_environment' })
  for (const wrong of [
    { JWT_SECRETS: '{"a":"short"}' },
    { JWT_SECRETS: 'no json' },
    { ...environment, JWT_SECRET_ID: 'k3' },
    { JWT_SECRETS: environment.JWT_SECRETS },
  ]) {
    await assert.rejects(openTokenKeys(secrets, wrong), /JWT_SECRETS/)
  }
})
