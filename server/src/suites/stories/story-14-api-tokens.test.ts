/** Story 14: tokens of programs have a scope, an end and limits, are revoked at once and watched. */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { stoppedClock } from '#server/platform/clock.ts'
import { answerFrom, assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { untilSo } from '#server/testing/processes.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'

const clock = stoppedClock('2026-11-21T08:00:00Z')
const day = 24 * 3_600_000
const [keys, tags] = ['/api/v1/api-keys/', '/api/v1/tags/']
let server: TestServer
let account: { id: string; account: string }

before(async () => {
  server = await startServer({ now: clock.now })
})
after(() => server.stop())

type Key = { readonly id: string; readonly secret: string; readonly scopes: readonly string[] }

async function generate(changes: object): Promise<Key> {
  const wanted = { service_account: account.id, name: 'Webshop', ...changes }
  return assertStatus(await server.as.administrator.post(keys, wanted), 201).body
}

const withKey = ({ secret }: Key) => ({ headers: { 'x-api-key': secret } })
const read = (key: Key, path = tags) => server.nobody.get(path, withKey(key))
const write = (key: Key) =>
  server.nobody.post(tags, { name: `by ${key.id}`, organization: server.root }, withKey(key))

async function exchange(key: Key, scope: string): Promise<{ access_token: string; scope: string }> {
  const fields = { grant_type: 'client_credentials', client_id: key.id, client_secret: key.secret, scope }
  const body = new URLSearchParams(fields)
  const answer = await fetch(`${server.url}/api/v1/oauth/token/`, { method: 'POST', body })
  return assertStatus(await answerFrom(answer), 200).body
}

function later(milliseconds: number): void {
  clock.advance(milliseconds)
  server.as.administrator.forgetToken()
}

type Step = readonly [criterion: string, run: () => Promise<void>]

const steps: readonly Step[] = [
  [
    'KEY-02 an administrator makes a service account, which answers for the token',
    async () => {
      const { administrator } = server.as
      const owner = administrator.account?.id
      await server.sql(`update user_account set email = 'owner@example.org' where id = $1`, [owner])
      const made = await administrator.post('/api/v1/service-accounts/', { name: 'Webshop', owner })
      account = assertStatus(made, 201).body
      const membership = { user: account.account, role: 'manager', organization: server.root }
      assertStatus(await administrator.post('/api/v1/organization-memberships/', membership), 201)
    },
  ],

  [
    'KEY-03 a token has the scope it was generated with; a call outside is 403',
    async () => {
      const key = await generate({ scopes: ['common.view_tag'] })
      assertStatus(await read(key), 200)
      assertRefused(assertStatus(await write(key), 403), 'kit.outside_scope')
      const wider = await generate({ scopes: ['common.*'] })
      assertStatus(await write(wider), 201)
      const { access_token: token, scope } = await exchange(wider, 'common.view_tag')
      const bearer = { headers: { authorization: `Bearer ${token}` } }
      assert.equal(scope, 'common.view_tag')
      assertStatus(await server.nobody.get(tags, bearer), 200)
      const beyond = await server.nobody.post(tags, { name: 'no', organization: server.root }, bearer)
      assertRefused(assertStatus(beyond, 403), 'kit.outside_scope')
    },
  ],

  [
    'KEY-09 a scope gives nothing that its account may not do',
    async () => {
      const key = await generate({ scopes: ['*'] })
      const role = { code: 'wide', name: 'Wide', permissions: ['*'], organization: server.root }
      assertStatus(await server.nobody.post('/api/v1/roles/', role, withKey(key)), 403)
    },
  ],

  [
    'KEY-04 an expired token is rejected',
    async () => {
      const key = await generate({
        scopes: ['common.*'],
        expires_at: new Date(clock.now().getTime() + day).toISOString(),
      })
      assertStatus(await read(key), 200)
      later(day)
      assertStatus(await read(key), 401)
    },
  ],

  [
    'KEY-04 an exhausted token is rejected, and so is one that calls too often',
    async () => {
      const few = await generate({ scopes: ['common.*'], usage_limit: 2 })
      const statuses = [(await read(few)).status, (await read(few)).status]
      assert.deepEqual(statuses, [200, 200])
      assertRefused(assertStatus(await read(few), 401), 'user.key_exhausted')
      const slow = await generate({ scopes: ['common.*'], per_minute: 1 })
      assertStatus(await read(slow), 200)
      assertStatus(await read(slow), 429)
    },
  ],

  [
    'KEY-05 a revoked token is refused with the next call, and what it was exchanged for',
    async () => {
      const key = await generate({ scopes: ['common.*'] })
      const { access_token: token } = await exchange(key, 'common.*')
      const bearer = { headers: { authorization: `Bearer ${token}` } }
      assert.deepEqual([(await read(key)).status, (await server.nobody.get(tags, bearer)).status], [200, 200])
      const revoke = `${keys}${key.id}/revoke/`
      assertStatus(await server.as.administrator.post(revoke, { reason: 'lost' }, { version: null }), 204)
      assert.deepEqual([(await read(key)).status, (await server.nobody.get(tags, bearer)).status], [401, 401])
    },
  ],

  [
    'KEY-06 how a token was used is seen by day and route, and from where',
    async () => {
      const key = await generate({ scopes: ['common.view_tag'] })
      assertStatus(await read(key), 200)
      assertStatus(await write(key), 403)
      const usage = async () =>
        assertStatus(await server.as.administrator.get(`${keys}${key.id}/usage/`), 200).body
      await untilSo(async () => (await usage()).use_count === 2)
      const { days, addresses } = await usage()
      assert.deepEqual(
        days.map(({ route, calls, refusals }: Record<string, unknown>) => [route, calls, refusals]),
        [
          ['GET /api/v1/tags/', 1, 0],
          ['POST /api/v1/tags/', 1, 1],
        ],
      )
      assert.equal(addresses[0].calls, 2)
    },
  ],

  [
    'KEY-07 unusual use is told to the person in charge',
    async () => {
      const key = await generate({ scopes: ['common.*'], networks: ['192.0.2.0/24'] })
      assertRefused(assertStatus(await read(key), 403), 'user.key_network')
      const mails = () =>
        server.sql<{ recipient: string }>(
          `select recipient from outgoing_mail where subject like '%Webshop%' and strpos(body, $1) > 0`,
          [key.secret.slice(0, 15)],
        )
      await untilSo(async () => (await mails()).length > 0)
      assert.deepEqual(await mails(), [{ recipient: 'owner@example.org' }])
    },
  ],

  [
    'KEY-10 rotation gives the next token while the old one ends; one overdue is listed',
    async () => {
      const old = await generate({ scopes: ['common.*'] })
      const rotate = (id: string) =>
        server.as.administrator.post(`${keys}${id}/rotate/`, { overlap_hours: 1 }, { version: null })
      const fresh: Key = assertStatus(await rotate(old.id), 201).body
      assert.deepEqual([(await read(old)).status, (await read(fresh)).status], [200, 200])
      later(day)
      assert.deepEqual([(await read(old)).status, (await read(fresh)).status], [401, 200])
      const lasting = await generate({
        scopes: ['common.*'],
        expires_at: new Date(clock.now().getTime() + 200 * day).toISOString(),
      })
      later(91 * day)
      const { body } = assertStatus(await server.as.administrator.get('/api/v1/api-key-attention/'), 200)
      const overdue = body.keys.filter((each: { is_rotation_overdue: boolean }) => each.is_rotation_overdue)
      assert.ok(overdue.some(({ id }: Key) => id === lasting.id))
    },
  ],

  [
    'KEY-08, KEY-12 making and revoking stand in the trail; the secret is kept nowhere',
    async () => {
      const trail = await server.sql<{ action: string }>(
        `select distinct action from audit_log where record = 'user.api_key' order by 1`,
      )
      const actions = trail.map(({ action }) => action)
      assert.deepEqual(actions, [
        'KEY_CREATED',
        'KEY_REFUSED',
        'KEY_REVOKED',
        'KEY_ROTATED',
        'KEY_USED',
        'SECURITY_ALERT',
        'TOKEN_ISSUED',
      ])
      const key = await generate({ scopes: ['common.*'] })
      const { body } = await server.as.administrator.get(`${keys}${key.id}/`)
      assert.ok(!JSON.stringify(body).includes(key.secret))
    },
  ],
]

test('story 14: API tokens', async (story) => {
  for (const [criterion, run] of steps) await story.test(criterion, run)
})
