/**
 * Presses on signing in and proves that it answers 429 (RLM-07), for k6 (https://k6.io):
 *   k6 run -e KONTOR=http://127.0.0.1:8017 bench/k6_rate_limit.js
 * `tools/soak/rate-limits.test.ts` does the same where k6 is not at hand.
 */
import { check } from 'k6'
import http from 'k6/http'
import { Counter } from 'k6/metrics'

const address = __ENV.KONTOR || 'http://127.0.0.1:8017'
const refused = new Counter('refused')
const others = new Counter('neither_401_nor_429')

export const options = {
  scenarios: { press: { executor: 'constant-vus', vus: 20, duration: '20s', exec: 'press' } },
  thresholds: { refused: ['count>0'], neither_401_nor_429: ['count==0'] },
}

export function press() {
  const body = JSON.stringify({ username: 'nobody', password: 'not a password' })
  const answer = http.post(`${address}/api/v1/auth/token/`, body, {
    headers: { 'Content-Type': 'application/json' },
    responseCallback: http.expectedStatuses(401, 429),
  })
  if (answer.status === 429) {
    refused.add(1)
    check(answer, {
      'says when to come back': ({ headers }) => Number(headers['Retry-After']) > 0,
      'says that nothing is left': ({ headers }) => headers['Ratelimit-Remaining'] === '0',
    })
  } else if (answer.status !== 401) others.add(1)
}
