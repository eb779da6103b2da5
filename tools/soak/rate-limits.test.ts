/** Presses on signing in as `bench/k6_rate_limit.js` does, where k6 is not at hand (RLM-07). */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startServer, type TestServer } from '#server/testing/server.ts'

const attempts = Number(process.env.KONTOR_ATTEMPTS ?? 300)
const [share, clients] = [20, 20]
let server: TestServer
before(async () => {
  server = await startServer({ attemptsPerMinute: share, protection: { proxies: ['127.0.0.1/32'] } })
})
after(() => server.stop())

async function attempt(address: string): Promise<Response> {
  const answer = await fetch(`${server.url}/api/v1/auth/token/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
    body: JSON.stringify({ username: 'nobody', password: 'not a password' }),
  })
  await answer.arrayBuffer()
  return answer
}

test(`of ${attempts} attempts of one address its share is looked at, and others are served`, async () => {
  const seen = new Map<number, number>()
  let left = attempts
  const press = async () => {
    while (left > 0) {
      left -= 1
      const { status, headers } = await attempt('198.51.100.1')
      seen.set(status, (seen.get(status) ?? 0) + 1)
      if (status !== 429) continue
      assert.equal(headers.get('ratelimit-limit'), String(share))
      assert.equal(headers.get('ratelimit-remaining'), '0')
      assert.ok(Number(headers.get('retry-after')) > 0)
    }
  }
  await Promise.all(Array.from({ length: clients }, press))
  // A run that goes into the next minute has a second share.
  const looked = seen.get(401) ?? 0
  assert.ok(looked >= share && looked % share === 0, JSON.stringify([...seen]))
  assert.equal(looked + (seen.get(429) ?? 0), attempts)
  assert.equal((await attempt('198.51.100.2')).status, 401)
  const metrics = await (await fetch(`${server.url}/metrics`)).text()
  const counted = /^rate_limit_rejections_total\{kind="route"\} (\d+)$/m.exec(metrics)?.[1]
  assert.equal(Number(counted), seen.get(429))
})
