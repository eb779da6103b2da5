/** Story 15: who looks after security sees every attempt to come in, and is told of what is not as usual. */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { stoppedClock } from '#server/platform/clock.ts'
import { defaultIdentitySettings } from '#server/platform/identity-configuration.ts'
import { reportSecurity, watchSecurity } from '#server/modules/user/public.ts'
import { type ApiClient, assertStatus } from '#server/testing/api-client.ts'
import { BrowserClient } from '#server/testing/browser-client.ts'
import { testPassword } from '#server/testing/company.ts'
import { type MailBox, openMailBox } from '#server/testing/mail-box.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'

const wrong = 'not the password at all'
const [minute, hour] = [60_000, 3_600_000]
/** Entries are dated by the database, so the clock that is moved on starts where that one is. */
const clock = stoppedClock(new Date().toISOString())
const office = 'Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0'
const elsewhere = 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile Safari/604.1'
let server: TestServer
let box: MailBox
let chief: ApiClient

before(async () => {
  box = await openMailBox()
  server = await startServer({
    now: clock.now,
    withJobs: true,
    smtpUrl: box.url,
    protection: { proxies: ['127.0.0.1'] },
  })
  chief = server.as.administrator
  await server.sql(`update user_account set email = 'watch@example.org' where id = $1`, [chief.account?.id])
  for (const username of ['rosa', 'sepp', 'toni']) {
    await server.addUser({ username, role: 'viewer', organization: server.root })
    await server.sql('update user_account set email = $2 where username = $1', [
      username,
      `${username}@example.org`,
    ])
  }
})
after(async () => {
  await server.stop()
  await box.stop()
})

/** From an address as the proxy in front tells it. */
async function attempt(
  username: string,
  password: string,
  address = '192.0.2.10',
  device = office,
): Promise<number> {
  const browser = new BrowserClient(server.url)
  const headers = { 'x-forwarded-for': address, 'user-agent': device }
  return (await browser.send('POST', '/api/v1/auth/login/', { username, password }, headers)).status
}
async function fail(username: string, times: number, address?: string): Promise<void> {
  for (let time = 0; time < times; time++) assert.equal(await attempt(username, wrong, address), 401)
}
const overview = async () => {
  chief.forgetToken()
  return assertStatus(await chief.get('/api/v1/security/overview/'), 200).body
}
const running = () => ({
  pool: server.pool,
  now: clock.now,
  asOwner: (text: string, values: readonly unknown[]) => server.sql(text, values) as never,
  signal: new AbortController().signal,
})
const watch = () => watchSecurity({ ...running(), thresholds: defaultIdentitySettings.alerts })
const mailTo = (name: string, words: RegExp) =>
  box.waitFor(({ to, text }) => to?.[0]?.address === `${name}@example.org` && words.test(text ?? ''))

async function counted(): Promise<void> {
  await fail('rosa', 2, '192.0.2.10')
  await fail('sepp', 1, '192.0.2.10')
  await fail('rosa', 1, '198.51.100.7')
  const { by_user: users, by_address: addresses } = (await overview()).logins
  const names = users.map((row: any) => [row.username, row.failed, row.addresses])
  assert.deepEqual(names, [
    ['rosa', 3, 2],
    ['sepp', 1, 1],
  ])
  const places = addresses.map((row: any) => [row.address, row.failed, row.names])
  assert.deepEqual(places, [
    ['192.0.2.10', 3, 2],
    ['198.51.100.7', 1, 1],
  ])
}

async function backoff(): Promise<void> {
  await fail('toni', 5)
  assert.equal(await attempt('toni', testPassword), 200, 'five are free')
  await fail('toni', 6)
  for (const wait of [minute, 2 * minute, 4 * minute]) {
    assert.equal(await attempt('toni', testPassword), 401, 'the right password does not help')
    clock.advance(wait - 1)
    assert.equal(await attempt('toni', testPassword), 401)
    clock.advance(2)
    if (wait < 4 * minute) await fail('toni', 1)
  }
  assert.equal(await attempt('toni', testPassword), 200)
  const entries = await chief.get('/api/v1/audit-logs/?action=ACCOUNT_LOCKED&search=toni')
  assert.deepEqual(
    entries.body.results.map((row: any) => row.context.failures),
    [8, 7, 6],
  )
}

async function unusualPlace(): Promise<void> {
  assert.equal(await attempt('sepp', testPassword), 200)
  assert.equal(await attempt('sepp', testPassword, '203.0.113.77', elsewhere), 200)
  const own = await mailTo('sepp', /203\.0\.113\.77/)
  assert.match(own.text ?? '', /Safari iOS/)
  await watch()
  const alert = await mailTo('watch', /sepp signed in from 203\.0\.113\.77, with a device/)
  assert.equal(alert.subject, 'Kontor: Security alert')
  const { alerts, unusual_sessions: sessions } = await overview()
  assert.ok(alerts.some((row: any) => row.kind === 'unusual_session' && row.subject === 'sepp'))
  assert.deepEqual(
    sessions.map((row: any) => [row.username, row.address]),
    [['sepp', '203.0.113.77']],
  )
}

async function manyFailures(): Promise<void> {
  const { failedLogins } = defaultIdentitySettings.alerts
  await fail('rosa', failedLogins - 3)
  clock.advance(4 * hour)
  assert.equal(await attempt('rosa', testPassword), 200)
  await watch()
  const mail = await mailTo('watch', /failed sign-ins under the name rosa/)
  assert.match(mail.text ?? '', /rosa signed in from 192\.0\.2\.10 after \d+ failures/)
}

async function livePage(): Promise<void> {
  const first = await overview()
  assert.ok(first.logins.succeeded > 4 && first.logins.failed > 15 && first.logins.locked >= 3)
  await fail('toni', 6, '198.51.100.99')
  const next = await overview()
  assert.equal(next.logins.failed, first.logins.failed + 6)
  const [latest, before] = next.logins.latest.filter((row: any) => row.username === 'toni')
  assert.deepEqual([latest.action, before.action].toSorted(), ['ACCOUNT_LOCKED', 'LOGIN_FAILED'])
  assert.ok(next.logins.by_address.some((row: any) => row.address === '198.51.100.99'))
  assert.deepEqual(
    next.locked_accounts.map((row: any) => row.username),
    ['toni'],
  )
  assertStatus(await server.as.viewer.get('/api/v1/security/overview/'), 403)
}

async function weeklyReport(): Promise<void> {
  await reportSecurity(running())
  const mail = await mailTo('watch', /Most failures by name/)
  assert.match(mail.text ?? '', /Sign-ins: \d+ of \d+ people, \d+ failed[\s\S]*- toni: \d+/)
  const { body } = assertStatus(await chief.get('/api/v1/security/report/'), 200)
  assert.equal(body.failed, (await overview()).logins.failed)
}

const steps: readonly (readonly [string, () => Promise<void>])[] = [
  ['LGN-04: failures are counted by name and by address', counted],
  ['LGN-05: each further failure waits twice as long, then the account opens', backoff],
  ['LGN-08: an unusual place is told to the user and to those who watch', unusualPlace],
  ['LGN-08: so are many failures, and a way in after them', manyFailures],
  ['LGN-09: the page shows attempts, failures and locks by user and address, as they happen', livePage],
  ['LGN-10: a report comes every week by mail, and for any days on demand', weeklyReport],
]

test('story 15: Login Monitoring', async (story) => {
  for (const [name, step] of steps) await story.test(name, step)
})
