/** The security page and its alerts: what happened is there at once, once, and for those it concerns alone. */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { BrowserClient } from '#server/testing/browser-client.ts'
import { testPassword } from '#server/testing/company.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { defaultIdentitySettings } from '#server/platform/identity-configuration.ts'
import { alertKinds } from './alerts.ts'
import { alertText } from './letters.ts'
import { reportSecurity, watchSecurity } from './watch.ts'

const { alerts: defaultThresholds } = defaultIdentitySettings
const path = '/api/v1/security/overview/'
const wrong = 'not the password at all'
/** The day on the page begins a minute later each minute; not while it is looked at here. */
const started = new Date()
let server: TestServer

before(async () => {
  server = await startServer({ now: () => started })
  const { id } = server.as.administrator.account ?? {}
  await server.sql(`update user_account set email = 'watch@example.org', language = 'de' where id = $1`, [id])
})
after(() => server.stop())

const read = async () => assertStatus(await server.as.administrator.get(path), 200).body
const logIn = (username: string, password = testPassword) =>
  new BrowserClient(server.url).logIn({ username, password })
async function fail(username: string, times: number): Promise<void> {
  for (let time = 0; time < times; time++) assertStatus(await logIn(username, wrong), 401)
}
const newUser = (username: string) => server.addUser({ username, role: 'viewer', organization: server.root })

/** As the worker does it, without waiting for its minute. */
const running = () => ({
  pool: server.pool,
  now: () => new Date(),
  asOwner: (text: string, values: readonly unknown[]) => server.sql(text, values) as never,
  signal: new AbortController().signal,
})
const watch = (thresholds = defaultThresholds) => watchSecurity({ ...running(), thresholds })
const mails = () =>
  server.sql<{ recipient: string; subject: string; body: string }>(
    `select recipient, subject, body from outgoing_mail where subject like 'Kontor: S%' order by created_at, id`,
  )

test('failures are counted by name and by address, whether or not the name exists', async () => {
  await newUser('carla')
  const before = (await read()).logins
  await fail('carla', 2)
  await fail('CARLA', 1)
  await fail('never heard of', 4)
  assertStatus(await logIn('carla'), 200)
  const { logins } = await read()
  assert.deepEqual([logins.failed - before.failed, logins.succeeded - before.succeeded], [3, 1])
  const carla = logins.by_user.find(({ username }: { username: string }) => username === 'carla')
  assert.deepEqual([carla.failed, carla.addresses], [3, 1])
  const [here] = logins.by_address
  assert.deepEqual([here.address, here.unknown_names], ['127.0.0.1', 4])
  assert.deepEqual(
    logins.latest.slice(0, 4).map(({ action }: { action: string }) => action),
    ['LOGIN_SUCCESS', 'LOGIN_FAILED', 'LOGIN_FAILED', 'LOGIN_FAILED'],
  )
  assert.ok(!JSON.stringify(logins).includes('never heard of'), 'the name is of no tenant')
})

test('a lock is an entry and on the page, until it ends or an administrator ends it', async () => {
  await newUser('dora')
  await fail('dora', 6)
  assertStatus(await logIn('dora'), 401)
  const [locked, ...others] = (await read()).locked_accounts
  assert.deepEqual([locked.username, locked.failed_attempts, others], ['dora', 6, []])
  const unlock = `/api/v1/users/${locked.user_id}/unlock/`
  assertStatus(await server.as.sales.post(unlock, {}, { version: null }), 403)
  assertStatus(await server.other.as.administrator.post(unlock, {}, { version: null }), 404)
  const done = await server.as.administrator.post(unlock, {}, { version: null })
  assert.deepEqual(assertStatus(done, 200).body, { unlocked: true })
  assert.deepEqual((await server.as.administrator.post(unlock, {}, { version: null })).body, {
    unlocked: false,
  })
  assert.deepEqual((await read()).locked_accounts, [])
  assertStatus(await logIn('dora'), 200)
  const trail = await server.sql<{ action: string; user_id: string | null; context: { failures?: number } }>(
    `select action, user_id, context from audit_log where record_label = 'dora' and action like 'ACCOUNT\\_%'
    order by sequence`,
  )
  assert.deepEqual(
    trail.map(({ action, user_id, context }) => [action, user_id, context.failures]),
    [
      ['ACCOUNT_LOCKED', null, 6],
      ['ACCOUNT_UNLOCKED', server.as.administrator.account?.id, undefined],
    ],
  )
})

test('asking again costs nothing while nothing has happened, and tells at once when something has', async () => {
  const { administrator } = server.as
  const first = assertStatus(await administrator.get(path), 200)
  const headers = { 'if-none-match': first.headers.get('etag') ?? '' }
  const second = await administrator.get(path, { headers })
  assert.deepEqual(
    [second.status, second.body, second.headers.get('etag')],
    [304, '', headers['if-none-match']],
  )
  await fail('carla', 1)
  const third = assertStatus(await administrator.get(path, { headers }), 200)
  assert.equal(third.body.logins.failed, first.body.logins.failed + 1)
})

/** Something of each kind; gives the reason of the request for a role. */
async function somethingToLookAt(): Promise<string> {
  const { administrator } = server.as
  await newUser('emil')
  const [emil] = await server.sql<{ id: string }>(`select id from user_account where username = 'emil'`)
  const wish = { user: emil?.id, role: 'manager', kind: 'regular', reason: 'stands in for Dora' }
  assertStatus(
    await administrator.post('/api/v1/role-assignments/', { ...wish, organization: server.root }),
    201,
  )
  await server.sql(`update role_assignment set status = 'requested' where user_id = $1`, [emil?.id])
  const made = await administrator.post('/api/v1/stored-credentials/', {
    name: 'directory',
    rotation_days: 30,
  })
  await server.sql(`update stored_credential set created_at = now() - interval '40 days' where id = $1`, [
    assertStatus(made, 201).body.id,
  ])
  const asked = {
    permission: 'common.add_tag',
    justification: 'sorts the samples',
    organization: server.root,
  }
  assertStatus(await server.as.viewer.post('/api/v1/access-requests/', asked), 201)
  await server.sql(
    `insert into pending_action (tenant_id, permission, asked_by_id, expires_at)
    values ($1, 'sales.post_invoice', $2, now() + interval '1 day')`,
    [server.tenant, emil?.id],
  )
  const robot = { name: 'Shop', owner: administrator.account?.id }
  const account = assertStatus(await administrator.post('/api/v1/service-accounts/', robot), 201).body
  const keyText = `insert into api_key (tenant_id, service_account_id, name, prefix, expires_at)
    select $1, $2, $3, $4, now() + make_interval(days => $5)`
  for (const [name, days] of [
    ['soon', 7],
    ['later', 60],
  ] as const) {
    await server.sql(keyText, [server.tenant, account.id, name, name, days])
  }
  assertStatus(await logIn('emil'), 200)
  await server.sql('update user_session set is_unusual = true where user_id = $1', [emil?.id])
  return wish.reason
}

test('open requests, keys that are due and unusual sessions stand on it', async () => {
  const reason = await somethingToLookAt()
  const shown = await read()
  const { open_requests: requests, expiring_keys: keys, unusual_sessions: sessions } = shown
  assert.deepEqual(
    requests.map((each: Record<string, string>) => [each.record, each.username, each.reason]),
    [
      ['user.role_assignment', 'emil', reason],
      ['user.access_request', 'huber.viewer', 'sorts the samples'],
      ['user.pending_action', 'emil', ''],
    ],
  )
  assert.deepEqual(
    keys.map((key: { name: string; is_overdue: boolean }) => [key.name, key.is_overdue]),
    [
      ['directory', true],
      ['soon', false],
    ],
  )
  const { duty_conflicts: conflicts } = shown
  assert.ok(conflicts.open > 0 && conflicts.open === conflicts.count)
  assert.ok(conflicts.results.some((each: { username: string }) => each.username === 'huber.administrator'))
  assert.deepEqual([sessions.length, sessions[0].username, sessions[0].kind], [1, 'emil', 'browser'])
})

test('only who sees security in the whole tenant sees it, and nothing of another', async () => {
  const { as, other, nobody, plant1 } = server
  for (const address of [path, '/api/v1/security/report/']) {
    assertStatus(await nobody.get(address), 401)
    assertStatus(await as.sales.get(address), 403)
    const local = await server.addUser({
      username: `local ${address}`,
      role: 'administrator',
      organization: plant1,
    })
    assertStatus(await local.get(address), 403)
  }
  const { body } = assertStatus(await other.as.administrator.get(path), 200)
  const text = JSON.stringify(body)
  for (const name of ['carla', 'dora', 'emil', 'directory']) assert.ok(!text.includes(name), name)
  assert.deepEqual(body.locked_accounts, [])
})

test('what nobody may overlook is told once: in the trail, on the page, by mail in the language of each', async () => {
  await newUser('fritz')
  await fail('fritz', 5)
  assertStatus(await logIn('fritz'), 200)
  await watch()
  const [mail, ...others] = await mails()
  assert.deepEqual(
    [mail?.recipient, mail?.subject, others],
    ['watch@example.org', 'Kontor: Sicherheitswarnung', []],
  )
  assert.match(mail?.body ?? '', /fritz hat sich nach 5 Fehlversuchen von 127\.0\.0\.1 angemeldet/)
  assert.match(mail?.body ?? '', /Zugangsdaten directory sollten alle 30 Tage wechseln/)
  await watch()
  assert.equal((await mails()).length, 1, 'told twice')
  await fail('gone', 1)
  await watch({ ...defaultThresholds, failedLoginsFrom: 3 })
  const last = (await mails()).at(-1)
  assert.match(last?.body ?? '', /gescheiterte Anmeldungen von der Adresse 127\.0\.0\.1/)
  const { alerts } = await read()
  assert.deepEqual(
    new Set(alerts.map(({ kind }: { kind: string }) => kind)),
    new Set(['entered_after_failures', 'credential_overdue', 'failed_logins_from']),
  )
  const elsewhere = await server.sql(
    `select from audit_log where action = 'SECURITY_ALERT' and tenant_id <> $1`,
    [server.tenant],
  )
  assert.equal(elsewhere.length, 0)
})

test('a token used twice, a broken trail, refusals in a row and a step of great power are alerts', async () => {
  const { username = '', password = '' } = server.as.sales.account ?? {}
  const pair = await server.nobody.post('/api/v1/auth/token/', { username, password }, { key: null })
  for (const status of [200, 401]) {
    const { refresh } = pair.body
    assertStatus(await server.nobody.post('/api/v1/auth/token/refresh/', { refresh }, { key: null }), status)
  }
  for (const address of ['/api/v1/roles/', '/api/v1/audit-logs/', path]) {
    assertStatus(await server.as.warehouse.get(address), 403)
  }
  await server.sql(
    `insert into audit_log (tenant_id, action, record_label) values ($1, 'AUDIT_CHAIN_BROKEN', 'position 7')`,
    [server.tenant],
  )
  const retention = { record: 'user.user_account', years: 3 }
  assertStatus(
    await server.as.administrator.put('/api/v1/audit/retention/', retention, { version: null }),
    200,
  )
  await watch({ ...defaultThresholds, denials: 3 })
  const { alerts } = await read()
  const subject = (kind: string) => alerts.find((alert: { kind: string }) => alert.kind === kind)?.subject
  assert.equal(subject('token_reused'), username)
  assert.equal(subject('chain_broken'), 'position 7')
  assert.match(subject('denials'), /warehouse/)
  assert.equal(subject('privileged_step'), 'retention of user.user_account')
})

test('every week those who watch get a report, and who asks gets it for any days', async () => {
  const before = (await mails()).length
  await reportSecurity(running())
  const [report, ...others] = (await mails()).slice(before)
  assert.deepEqual([report?.recipient, others], ['watch@example.org', []])
  assert.match(report?.subject ?? '', /^Kontor: Sicherheit, \d{4}-/)
  assert.match(report?.body ?? '', /gescheitert.*- carla: 4/s)
  const { administrator } = server.as
  const { body } = assertStatus(await administrator.get('/api/v1/security/report/'), 200)
  assert.ok(body.failed > 10 && body.steps.length >= 1 && body.by_user.length > 2)
  const long = await administrator.get('/api/v1/security/report/?from=2020-01-01&to=2020-01-31')
  assert.equal(assertStatus(long, 200).body.failed, 0)
  for (const query of [
    'from=yesterday',
    'from=2026-02-30T',
    'from=2020-01-01&to=2022-01-01',
    'from=2026-02-02&to=2026-02-01',
  ]) {
    assertRefused(await administrator.get(`/api/v1/security/report/?${query}`), 'kit.wrong_format')
  }
})

test('every kind of alert has its words in both languages', () => {
  const facts = {
    failed: 1,
    addresses: 1,
    names: 1,
    address: 'a',
    denied: 1,
    permissions: 1,
    action: 'A',
    by: 'b',
    days: 1,
  }
  const texts = ['en', 'de'].map((language) =>
    alertKinds.map((kind) => alertText({ kind, subject: 'somebody', facts }, language)),
  )
  for (const text of texts.flat()) assert.match(text, /^[^{}]*somebody[^{}]*$/)
  assert.notDeepEqual(texts[0], texts[1])
})
