/** Story 4: passwords are changed, forgotten and reset, and nothing tells a stranger whether a name exists. */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { type ApiClient, assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { BrowserClient } from '#server/testing/browser-client.ts'
import { testPassword } from '#server/testing/company.ts'
import { type MailBox, openMailBox } from '#server/testing/mail-box.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { stoppedClock } from '#server/platform/clock.ts'
import { newUser, withApp } from '#server/modules/user/factor/testing/people.ts'

const story = 'story 04: Password management'
const clock = stoppedClock('2026-11-21T08:00:00Z')
const reset = '/api/v1/auth/password/reset/'
const change = '/api/v1/auth/password/change/'
const session = '/api/v1/auth/session/'
const minute = 60_000

let box: MailBox
let server: TestServer
let nobody: ApiClient

before(async () => {
  box = await openMailBox()
  const identity = { publicUrl: 'https://erp.example.org' }
  server = await startServer({ now: clock.now, withJobs: true, smtpUrl: box.url, identity })
  nobody = server.nobody
})
after(async () => {
  await server.stop()
  await box.stop()
})

const logIn = (username: string, password: string) =>
  new BrowserClient(server.url).logIn({ username, password })
const askFor = async (body: object) => assertStatus(await nobody.post(reset, body), 204)
/** Each is asked for a minute after the one before, since more often none is sent. */
async function linkFor(username: string): Promise<string> {
  clock.advance(minute + 1)
  const text = await nextLetter(username, /new password/i, () => askFor({ username }))
  return /#([\w-]{43})/.exec(text)?.[1] ?? assert.fail(text)
}
const lettersTo = (username: string, subject: RegExp) =>
  box.mails.filter(
    (mail) => mail.to?.[0]?.address === `${username}@example.org` && subject.test(mail.subject ?? ''),
  )
/** The text of the letter that comes because of `work`. */
async function nextLetter(username: string, subject: RegExp, work: () => Promise<unknown>): Promise<string> {
  const before = lettersTo(username, subject).length
  await work()
  await box.waitFor(() => lettersTo(username, subject).length > before)
  return lettersTo(username, subject).at(-1)?.text ?? ''
}

test(`${story}: PWD-05, PWD-02: a change needs the old password and a good new one`, async () => {
  const browser = await newUser(server, 'anna')
  const to = (old_password: string, new_password: string) =>
    browser.post(change, { old_password, new_password })
  assertRefused(
    await to('not my password 1', 'marble candle 52 finch'),
    'user.password_wrong',
    '/old_password',
  )
  assertRefused(await to(testPassword, 'short'), 'kit.too_short', '/new_password')
  assertRefused(await to(testPassword, 'Password1234!'), 'user.password_common', '/new_password')
  const text = await nextLetter('anna', /changed/, async () =>
    assertStatus(await to(testPassword, 'marble candle 52 finch'), 204),
  )
  assert.match(text, /user anna/)
  assertStatus(await nobody.post(change, { old_password: 'a', new_password: 'b' }), 401)
})

test(`${story}: PWD-04: none of the last twelve comes back, by reset neither`, async () => {
  const again = { token: await linkFor('anna'), new_password: testPassword }
  assertRefused(await nobody.post(`${reset}confirm/`, again), 'user.password_reused', '/new_password')
  // The link has not served yet.
  assertStatus(
    await nobody.post(`${reset}confirm/`, { ...again, new_password: 'copper lagoon 36 heron' }),
    204,
  )
  assertStatus(await logIn('anna', 'copper lagoon 36 heron'), 200)
})

test(`${story}: PWD-06: the answer is the same and does the same work, whoever is named`, async () => {
  await newUser(server, 'bert')
  await server.sql(`update user_account set email = null where username = 'huber.viewer'`)
  const answers: unknown[] = []
  for (const username of ['bert', 'nobody.at.all', 'huber.viewer', "' or 1=1 --"]) {
    const { status, body, headers } = await nobody.post(reset, { username })
    answers.push([status, body, headers.get('content-length'), headers.get('content-type')])
  }
  assert.deepEqual(new Set(answers.map((each) => JSON.stringify(each))).size, 1)
  await box.waitFor(() => lettersTo('bert', /new password/i).length === 1)
  // The one statement of the route takes the name to a job; what is found is found there.
  const [plan] = await server.sql<{ source: string }>(
    `select prosrc as source from pg_proc where proname = 'ask_password_reset'`,
  )
  assert.doesNotMatch(plan?.source ?? '', /user_account|accounts_/)
})

test(`${story}: PWD-06: the link goes to the address, holds an hour and is not in the database`, async () => {
  const secret = await linkFor('bert')
  assert.match(
    lettersTo('bert', /new password/i).at(-1)?.text ?? '',
    /https:\/\/erp\.example\.org\/en\/new-password#/,
  )
  const check = await nobody.post(`${reset}check/`, { token: secret })
  assert.deepEqual(assertStatus(check, 200).body, { username: 'bert', display_name: 'Test bert' })
  const kept = await server.sql(`select l::text, a::text from password_link l, audit_log a`)
  assert.ok(!JSON.stringify(kept).includes(secret))
  clock.advance(60 * minute)
  assertRefused(await nobody.post(`${reset}check/`, { token: secret }), 'user.link_over')
  const late = { token: secret, new_password: 'granite meadow 71 otter' }
  assertRefused(await nobody.post(`${reset}confirm/`, late), 'user.link_over')
})

test(`${story}: PWD-06, PWD-08: it serves once, ends every session and token, and writes so`, async () => {
  const browser = new BrowserClient(server.url)
  assertStatus(await browser.logIn({ username: 'bert', password: testPassword }), 200)
  const { body: pair } = await nobody.post('/api/v1/auth/token/', {
    username: 'bert',
    password: testPassword,
  })
  const [earlier, token] = [await linkFor('bert'), await linkFor('bert')]
  const body = { token, new_password: 'granite meadow 71 otter' }
  const both = await Promise.all([1, 2].map(() => nobody.post(`${reset}confirm/`, body)))
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [204, 401])
  assertRefused(await nobody.post(`${reset}confirm/`, { ...body, token: earlier }), 'user.link_over')
  assertStatus(await browser.get(session), 401)
  assertStatus(await nobody.get(session, { headers: { authorization: `Bearer ${pair.access}` } }), 401)
  assertStatus(await nobody.post('/api/v1/auth/token/refresh/', { refresh: pair.refresh }), 401)
  assertStatus(await logIn('bert', testPassword), 401)
  assertStatus(await logIn('bert', body.new_password), 200)
  await box.waitFor(() => lettersTo('bert', /changed/).length === 1)
  const trail = await server.sql(
    `select action from audit_log where record_label = 'bert' and action like 'PASSWORD_RESET' order by sequence`,
  )
  assert.deepEqual(trail, [{ action: 'PASSWORD_RESET' }])
})

test(`${story}: PWD-06: by address as well, in one company if named; the inactive get no letter`, async () => {
  clock.advance(2 * minute)
  const before = lettersTo('bert', /new/).length
  await askFor({ email: 'BERT@example.org', tenant: 'meier' })
  await newUser(server, 'cora')
  await server.sql(`update user_account set status = 'suspended' where username = 'cora'`)
  await askFor({ username: 'cora' })
  await nextLetter('bert', /new/, () => askFor({ email: 'BERT@example.org', tenant: 'huber' }))
  assert.equal(lettersTo('bert', /new/).length, before + 1)
  assert.deepEqual(lettersTo('cora', /./), [])
})

test(`${story}: PWD-06: leaving the company voids a link that is under way`, async () => {
  const token = await linkFor('bert')
  const [bert] = await server.sql<{ id: string }>(`select id from user_account where username = 'bert'`)
  const { administrator } = server.as
  administrator.forgetToken()
  const path = `/api/v1/users/${bert?.id}/`
  assertStatus(await administrator.post(`${path}deactivate/`, { reason: 'Left' }), 200)
  assertStatus(await administrator.post(`${path}reactivate/`), 200)
  const body = { token, new_password: 'velvet harbour 83 crane' }
  assertRefused(await nobody.post(`${reset}confirm/`, body), 'user.link_over')
})

test(`${story}: a new password by mail spares nobody the second factor`, async () => {
  const { username } = await withApp(server, 'emil', clock.now())
  const body = { token: await linkFor(username), new_password: 'velvet harbour 83 crane' }
  assertStatus(await nobody.post(`${reset}confirm/`, body), 204)
  const { body: next } = await logIn(username, body.new_password)
  assert.deepEqual([next.next, next.factors], ['second_factor', ['totp', 'recovery']])
})

test(`${story}: PWD-03: a password that is too old is changed at the next sign-in, where it is so set`, async () => {
  await newUser(server, 'dora')
  const { administrator } = server.as
  administrator.forgetToken()
  const root = `/api/v1/organizations/${server.root}/`
  assertStatus(await administrator.patch(root, { password_days: 90 }), 200)
  clock.advance(90 * 24 * 60 * minute + minute)
  const browser = new BrowserClient(server.url)
  const { body } = await browser.logIn({ username: 'dora', password: testPassword })
  assert.equal(body.next, 'change_password')
  const answer = { ticket: body.ticket, new_password: 'velvet harbour 83 crane' }
  assertStatus(await browser.signIn('/api/v1/auth/login/change-password/', answer), 200)
  const again = await logIn('dora', answer.new_password)
  assert.equal(again.body.next, undefined)
})
