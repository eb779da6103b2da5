/** OAuth2 client credentials: a key becomes a short, narrow token; introspection and revocation. */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { stoppedClock } from '#server/platform/clock.ts'
import { type ApiAnswer, answerFrom, assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { testPassword } from '#server/testing/company.ts'
import { untilSo } from '#server/testing/processes.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'

const clock = stoppedClock('2026-11-21T08:00:00Z')
const tags = '/api/v1/tags/'
let server: TestServer
let key: { id: string; secret: string; prefix: string }

before(async () => {
  server = await startServer({ now: clock.now })
  const { administrator } = server.as
  const wanted = { name: 'Webshop', owner: administrator.account?.id }
  const { body: made } = assertStatus(await administrator.post('/api/v1/service-accounts/', wanted), 201)
  const membership = { user: made.account, role: 'administrator', organization: server.root }
  assertStatus(await administrator.post('/api/v1/organization-memberships/', membership), 201)
  key = await issue(made.id)
})
after(() => server.stop())

async function issue(account: string) {
  const wanted = { service_account: account, name: 'key', scopes: ['common.*', 'sales.view_*'] }
  return assertStatus(await server.as.administrator.post('/api/v1/api-keys/', wanted), 201).body
}

async function form(path: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
  const body = new URLSearchParams(fields)
  return answerFrom(await fetch(`${server.url}/api/v1/oauth/${path}/`, { method: 'POST', body, headers }))
}

const exchange = (changes: Record<string, string> = {}, client = key): Promise<ApiAnswer> =>
  form('token', {
    grant_type: 'client_credentials',
    client_id: client.id,
    client_secret: client.secret,
    ...changes,
  })
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })
const read = (token: string, path = tags) => server.nobody.get(path, bearer(token))
const add = (token: string) =>
  server.nobody.post(tags, { name: `tag ${token.slice(-8)}`, organization: server.root }, bearer(token))

test('a key is exchanged for a token of a quarter of an hour, by form, by header and by JSON', async () => {
  const { body, headers } = assertStatus(await exchange(), 200)
  assert.deepEqual([body.token_type, body.expires_in, body.scope], ['Bearer', 900, 'common.* sales.view_*'])
  assert.equal(headers.get('cache-control'), 'no-store')
  assertStatus(await read(body.access_token), 200)
  assertStatus(await add(body.access_token), 201)
  const basic = `Basic ${Buffer.from(`${key.prefix}:${key.secret}`).toString('base64')}`
  assertStatus(await form('token', { grant_type: 'client_credentials' }, { authorization: basic }), 200)
  const json = { grant_type: 'client_credentials', client_id: key.id, client_secret: key.secret }
  assertStatus(await server.nobody.post('/api/v1/oauth/token/', json), 200)
  clock.advance(15 * 60_000)
  assertStatus(await read(body.access_token), 401)
  for (const client of Object.values(server.as)) client.forgetToken()
})

test('a token has the scopes asked for, never more than the key', async () => {
  const { body } = assertStatus(await exchange({ scope: 'common.view_tag sales.view_invoice' }), 200)
  assertStatus(await read(body.access_token), 200)
  assertRefused(assertStatus(await add(body.access_token), 403), 'kit.outside_scope')
  for (const scope of ['*', 'sales.*', 'user.view_role', 'common.view_tag user.*']) {
    const refused = assertStatus(await exchange({ scope }), 400)
    assert.equal(refused.body.error, 'invalid_scope', scope)
  }
})

test('a wrong client, secret or grant is refused in the words of the standard', async () => {
  const other = await issue(
    (await server.as.administrator.get('/api/v1/service-accounts/')).body.results[0].id,
  )
  const wrong: Record<string, string>[] = [
    { client_secret: `${key.secret.slice(0, -3)}abc` },
    { client_secret: '' },
    { client_id: other.id },
    { client_id: '' },
    { client_id: 'kontor' },
  ]
  for (const changes of wrong) {
    const refused = assertStatus(await exchange(changes), 401)
    assert.equal(refused.body.error, 'invalid_client', JSON.stringify(changes))
    assert.match(refused.headers.get('www-authenticate') ?? '', /^Basic /)
  }
  const password = { grant_type: 'password', username: 'huber.sales', password: testPassword }
  assert.equal(assertStatus(await exchange(password), 400).body.error, 'unsupported_grant_type')
})

test('a token ends with the key it came from', async () => {
  const client = await issue(
    (await server.as.administrator.get('/api/v1/service-accounts/')).body.results[0].id,
  )
  const token = assertStatus(await exchange({}, client), 200).body.access_token
  assertStatus(await read(token), 200)
  const revoke = `/api/v1/api-keys/${client.id}/revoke/`
  assertStatus(await server.as.administrator.post(revoke, {}, { version: null }), 204)
  assertStatus(await read(token), 401)
  assert.equal(assertStatus(await exchange({}, client), 401).body.error, 'invalid_client')
  assertStatus(await server.nobody.get(tags, { headers: { 'x-api-key': client.secret } }), 401)
  const refused = async () =>
    server.sql<{ reason: string; count: number }>(
      `select context ->> 'reason' as reason, (context ->> 'count')::integer as count from audit_log
      where action = 'KEY_REFUSED' and record_id = $1`,
      [client.id],
    )
  await untilSo(async () => (await refused()).length > 0)
  assert.equal((await refused())[0]?.reason, 'revoked')
})

test('introspection tells the own company of good tokens, and nobody else', async () => {
  const token = assertStatus(await exchange({ scope: 'common.view_tag' }), 200).body.access_token
  const ask = (client = server.as.administrator) => client.post('/api/v1/oauth/introspect/', { token })
  const { body } = assertStatus(await ask(), 200)
  assert.deepEqual([body.active, body.scope, body.client_id], [true, 'common.view_tag', key.id])
  assert.deepEqual((await ask(server.other.as.administrator)).body, { active: false })
  assertStatus(await ask(server.nobody), 401)
  const nonsense = await server.as.administrator.post('/api/v1/oauth/introspect/', { token: 'x' })
  assert.deepEqual(nonsense.body, { active: false })
  assertStatus(await form('revoke', { token }), 200)
  assert.deepEqual((await ask()).body, { active: false })
})

test('whoever holds a token ends it: an access token alone, a refresh token with its family', async () => {
  const [one, two] = [(await exchange()).body.access_token, (await exchange()).body.access_token]
  assertStatus(await form('revoke', { token: one }), 200)
  assert.deepEqual([(await read(one)).status, (await read(two)).status], [401, 200])
  const account = { username: 'huber.sales', password: testPassword }
  const pair = assertStatus(await server.nobody.post('/api/v1/auth/token/', account), 200).body
  assertStatus(await form('revoke', { token: pair.refresh }), 200)
  assertStatus(await server.nobody.get('/api/v1/auth/session/', bearer(pair.access)), 401)
  assertStatus(await form('revoke', { token: 'what is none' }), 200)
  const told = await server.sql<{ what: string; address: string }>(
    `select jsonb_object_keys(changes) as what, ip_address as address from audit_log
    where action = 'TOKEN_REVOKED' order by sequence desc limit 2`,
  )
  assert.deepEqual(told, [
    { what: 'tokens', address: '127.0.0.1' },
    { what: 'token', address: '127.0.0.1' },
  ])
})

test('a form is understood here and nowhere else', async () => {
  const body = new URLSearchParams({ username: 'huber.sales', password: testPassword })
  const answer = await answerFrom(await fetch(`${server.url}/api/v1/auth/login/`, { method: 'POST', body }))
  assertStatus(answer, 415)
})
