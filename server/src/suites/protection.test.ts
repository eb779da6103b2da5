/** What stands before the API: shares of calls, other sites, proxies, headers, counters. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { readRate } from '#server/platform/rate-limits.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'

let server: TestServer
let token: string
const friend = 'https://shop.example.org'
const attempts = 3
const sharesIn = (headers: Headers) =>
  ['ratelimit-limit', 'ratelimit-remaining'].map((name) => Number(headers.get(name)))
const second = (max: number) => ({ max, milliseconds: 600_000 })

before(async () => {
  const rates = { anonymous: second(5), account: second(8), session: second(12) }
  server = await startServer({
    attemptsPerMinute: attempts,
    protection: { rates, origins: [friend], proxies: ['127.0.0.1/32'] },
  })
  token = await server.as.administrator.token()
})
after(() => server.stop())

const call = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(server.url + path, { method, headers, redirect: 'manual' })
const from = (address: string, headers: Record<string, string> = {}) => ({
  'x-forwarded-for': address,
  ...headers,
})

/** Calls until refused; how many were not. */
async function callsUntilRefused(
  headers: Record<string, string>,
  path = '/api/v1/currencies/',
): Promise<number> {
  for (let count = 0; count < 50; count += 1) {
    const answer = await call(path, headers)
    if (answer.status !== 429) {
      await answer.arrayBuffer()
      continue
    }
    const { code, status, detail } = (await answer.json()) as Record<string, unknown>
    assert.deepEqual([code, status], ['kit.too_many_requests', 429])
    assert.match(String(detail ?? ''), /\d+/)
    assert.equal(answer.headers.get('ratelimit-remaining'), '0')
    assert.ok(Number(answer.headers.get('retry-after')) > 0)
    return count
  }
  return 50
}

test('a rate is spelt in words or with a stroke, and nothing else is one', () => {
  assert.deepEqual(readRate('100 per minute'), { max: 100, milliseconds: 60_000 })
  assert.deepEqual(readRate('1000/hour'), { max: 1000, milliseconds: 3_600_000 })
  assert.equal(readRate('OFF'), null)
  for (const text of ['', '100', '0 per minute', '-1/hour', '10 per week', '1e3/hour']) {
    assert.equal(readRate(text), undefined, text)
  }
})

test('strangers share by address; another address has its own share', async () => {
  assert.equal(await callsUntilRefused(from('198.51.100.1')), 5)
  assert.equal(await callsUntilRefused(from('198.51.100.2')), 5)
})

test('credentials that are no good count as a stranger’s', async () => {
  const guess = () => ({ authorization: `Bearer ${crypto.randomUUID()}` })
  const statuses: number[] = []
  for (let count = 0; count < 7; count += 1) {
    statuses.push((await call('/api/v1/partners/', from('198.51.100.3', guess()))).status)
  }
  assert.deepEqual(statuses, [401, 401, 401, 401, 401, 429, 429])
})

test('an account has one share wherever it calls from, and its colleague another', async () => {
  const bearer = { authorization: `Bearer ${token}` }
  const first = await call('/api/v1/partners/', from('198.51.100.4', bearer))
  assert.equal(first.headers.get('ratelimit-limit'), '8')
  const left = Number(first.headers.get('ratelimit-remaining'))
  assert.equal(await callsUntilRefused(from('198.51.100.5', bearer), '/api/v1/partners/'), left)
  const colleague = { authorization: `Bearer ${await server.other.as.administrator.token()}` }
  assert.equal((await call('/api/v1/partners/', from('198.51.100.5', colleague))).status, 200)
})

test('the routes of signing in have a share of their own, whoever one says one is', async () => {
  const statuses: number[] = []
  let last = new Headers()
  for (let count = 0; count < attempts + 1; count += 1) {
    const answer = await fetch(`${server.url}/api/v1/auth/token/`, {
      method: 'POST',
      headers: from('198.51.100.21', { 'content-type': 'application/json' }),
      body: JSON.stringify({ username: `nobody${count}`, password: 'no password' }),
    })
    await answer.arrayBuffer()
    statuses.push(answer.status)
    last = answer.headers
  }
  assert.deepEqual(statuses, [...Array.from({ length: attempts }, () => 401), 429])
  assert.deepEqual(sharesIn(last), [attempts, 0])
  assert.ok(Number(last.get('retry-after')) > 0)
  assert.equal((await call('/api/v1/currencies/', from('198.51.100.21'))).status, 200)
})

test('an API key has a share of its own within that of its account', async () => {
  const { administrator } = server.other.as
  const wanted = { name: 'Shop', owner: administrator.account?.id }
  const { body: account } = await administrator.post('/api/v1/service-accounts/', wanted)
  const key = { name: 'Shop', service_account: account.id, scopes: ['*'], per_minute: 2 }
  const { secret } = (await administrator.post('/api/v1/api-keys/', key)).body
  const answers = []
  for (let count = 0; count < 3; count += 1) {
    answers.push(await call('/api/v1/currencies/', from('198.51.100.22', { 'x-api-key': secret })))
  }
  assert.deepEqual(
    answers.map(({ status, headers }) => [status, ...sharesIn(headers)]),
    [
      [200, 2, 1],
      [200, 2, 0],
      [429, 2, 0],
    ],
  )
  assert.ok(Number(answers[2]?.headers.get('retry-after')) > 0)
})

test('each rejection is counted, without a name', async () => {
  const metrics = await (await call('/metrics')).text()
  assert.match(metrics, /^rate_limit_rejections_total\{kind="anonymous"\} [1-9]/m)
  assert.match(metrics, /^rate_limit_rejections_total\{kind="account"\} [1-9]/m)
  assert.match(metrics, /^rate_limit_rejections_total\{kind="route"\} 1$/m)
  assert.match(metrics, /^rate_limit_rejections_total\{kind="key"\} 1$/m)
  assert.equal((await call('/metrics', from('198.51.100.6'))).status, 404)
})

test('pages of a listed site may call with a token, those of others get no leave', async () => {
  const ask = (origin: string) =>
    call(
      '/api/v1/partners/',
      { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
      'OPTIONS',
    )
  const listed = await ask(friend)
  assert.equal(listed.headers.get('access-control-allow-origin'), friend)
  assert.equal(listed.headers.get('access-control-allow-credentials'), null)
  for (const origin of [
    'https://evil.example.org',
    'null',
    `${friend}.evil.example`,
    'http://shop.example.org',
  ]) {
    assert.equal((await ask(origin)).headers.get('access-control-allow-origin'), null, origin)
  }
})

test('every answer says what a browser may do with it', async () => {
  for (const path of ['/api/v1/auth/session/', '/api/v1/nothing/', '/livez']) {
    const { headers } = await call(path)
    const policy = headers.get('content-security-policy') ?? ''
    assert.match(policy, /default-src 'self'/)
    assert.match(policy, /frame-ancestors 'none'/)
    assert.doesNotMatch(policy.split(';').find((part) => part.includes('script-src')) ?? '', /unsafe|\*|http/)
    assert.equal(headers.get('x-content-type-options'), 'nosniff')
    assert.equal(headers.get('referrer-policy'), 'no-referrer')
    assert.match(headers.get('permissions-policy') ?? '', /microphone=\(\)/)
    if (path.startsWith('/api')) assert.match(headers.get('cache-control') ?? '', /no-store/)
    assert.equal(headers.get('x-powered-by'), null)
    assert.equal(headers.get('server'), null)
  }
})
