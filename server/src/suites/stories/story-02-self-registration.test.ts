/** Story 2: people ask for an account themselves, prove their address, and wait for an administrator. */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { type ApiClient, assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { BrowserClient } from '#server/testing/browser-client.ts'
import { type MailBox, openMailBox } from '#server/testing/mail-box.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { stoppedClock } from '#server/platform/clock.ts'

const story = 'story 02: Self-registration'
const clock = stoppedClock('2026-11-21T08:00:00Z')
const register = '/api/v1/auth/register/'
const person = {
  tenant: 'huber',
  username: 'Anna.Neu',
  display_name: 'Anna Neu',
  email: 'anna@example.org',
  language: 'en',
}
let box: MailBox
let server: TestServer
let administrator: ApiClient
let nobody: ApiClient
let anna = ''
let token = ''

before(async () => {
  box = await openMailBox()
  const identity = { publicUrl: 'https://erp.example.org' }
  server = await startServer({ now: clock.now, withJobs: true, smtpUrl: box.url, identity })
  nobody = server.nobody
  administrator = server.as.administrator
  await server.sql(`update user_account set email = 'chief@example.org' where id = $1`, [
    administrator.account?.id,
  ])
})
after(async () => {
  await server.stop()
  await box.stop()
})

const lettersTo = (name: string, subject: RegExp) =>
  box.mails.filter(
    (mail) => mail.to?.[0]?.address === `${name}@example.org` && subject.test(mail.subject ?? ''),
  )
async function letter(name: string, subject: RegExp, count = 1): Promise<string> {
  await box.waitFor(() => lettersTo(name, subject).length >= count)
  return lettersTo(name, subject).at(-1)?.text ?? ''
}
const linkIn = (text: string) => /#([\w-]{43})/.exec(text)?.[1] ?? assert.fail(text)
const ask = async (body: object) => assertStatus(await nobody.post(register, body), 204)
const verify = (secret: string) => nobody.post(`${register}verify/`, { token: secret })
const accounts = () => server.sql(`select status from user_account where username_lower = 'anna.neu'`)

test(`${story}: REG-01: the form takes name, user name, address, language and kind, and checks them`, async () => {
  assertRefused(await nobody.post(register, { ...person, email: 'anna' }), 'kit.wrong_format', '/email')
  assertRefused(await nobody.post(register, { ...person, username: '' }), 'kit.required', '/username')
  assertRefused(await nobody.post(register, { ...person, kind: 'system' }), 'kit.not_a_choice', '/kind')
})

test(`${story}: a company takes registrations only where it says so; the answer is the same`, async () => {
  await ask(person)
  await ask({ ...person, tenant: 'no such company' })
  const root = `/api/v1/organizations/${server.root}/`
  assertStatus(await administrator.patch(root, { self_registration: true }), 200)
  await ask({ ...person, email: 'bert@example.org', username: 'bert', language: 'de' })
  assert.match(await letter('bert', /Bestätigen/), /https:\/\/erp\.example\.org\/de\/verify-registration#/)
  assert.deepEqual(lettersTo('anna', /./), [])
})

test(`${story}: REG-02: nothing reaches an administrator before the address is proven`, async () => {
  await ask(person)
  token = linkIn(await letter('anna', /Confirm/))
  assert.deepEqual(await accounts(), [])
  const kept = JSON.stringify(await server.sql('select r::text from registration r'))
  assert.ok(!kept.includes(token))
  assert.deepEqual(lettersTo('chief', /./), [])
  assertRefused(await verify('x'.repeat(43)), 'user.link_over')
})

test(`${story}: REG-03: proven, it waits for approval, and nobody signs in before`, async () => {
  const both = await Promise.all([verify(token), verify(token)])
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [204, 401])
  assert.deepEqual(await accounts(), [{ status: 'pending_approval' }])
  const [row] = (await administrator.get('/api/v1/users/?status=pending_approval')).body.results
  assert.equal(row.username, 'Anna.Neu')
  anna = row.id
  // Not by a new password either.
  assertStatus(await nobody.post('/api/v1/auth/password/reset/', { username: 'anna.neu' }), 204)
  const credentials = { username: 'anna.neu', password: 'marble candle 52 finch' }
  assertStatus(await new BrowserClient(server.url).logIn(credentials), 401)
})

test(`${story}: REG-04: whoever may approve is told by mail`, async () => {
  assert.match(await letter('chief', /waits/), /Anna Neu \(Anna\.Neu\)/)
})

test(`${story}: a name or address in use is told to its owner alone`, async () => {
  const before = (await server.sql('select 1 from user_account')).length
  await ask({ ...person, email: 'other@example.org' })
  assert.doesNotMatch(await letter('other', /registration/), /#/)
  await ask({ ...person, username: 'anna.two' })
  await letter('anna', /Your registration/)
  assert.equal((await server.sql('select 1 from user_account')).length, before)
})

test(`${story}: REG-03, REG-05, REG-07: approved with a role, it is told and activated by its user`, async () => {
  const path = `/api/v1/users/${anna}/`
  assertStatus(await server.as.sales.post(`${path}approve/`, {}, { version: null }), 403)
  assertRefused(await administrator.post(`${path}approve/`), 'kit.required', '/role')
  const { results } = (await administrator.get('/api/v1/roles/?page_size=100')).body
  const viewer = results.find(({ code }: { code: string }) => code === 'viewer')
  const body = { organization: server.root, role: viewer.id }
  assert.equal(
    assertStatus(await administrator.post(`${path}approve/`, body), 200).body.status,
    'pending_activation',
  )
  const link = linkIn(await letter('anna', /is open/))
  const new_password = 'marble candle 52 finch'
  assertStatus(await nobody.post('/api/v1/auth/password/reset/confirm/', { token: link, new_password }), 204)
  const browser = new BrowserClient(server.url)
  const entered = assertStatus(await browser.logIn({ username: 'anna.neu', password: new_password }), 200)
  assert.equal(entered.body.organizations.length, 3)
  assert.deepEqual(await accounts(), [{ status: 'active' }])
  const trail = await server.sql(
    `select action from audit_log where record_id = $1 and action ~ '^(ACCOUNT|EMAIL)' order by sequence`,
    [anna],
  )
  assert.deepEqual(
    trail.map(({ action }) => action),
    ['ACCOUNT_REGISTERED', 'EMAIL_VERIFIED', 'ACCOUNT_APPROVED', 'ACCOUNT_ACTIVATED'],
  )
})

test(`${story}: REG-03, REG-08: a client account, turned down with a reason that it is told`, async () => {
  await ask({ ...person, username: 'client', email: 'client@example.org', kind: 'external' })
  assertStatus(await verify(linkIn(await letter('client', /Confirm/))), 204)
  const [row] = (await administrator.get('/api/v1/users/?status=pending_approval')).body.results
  assert.deepEqual([row.username, row.kind], ['client', 'external'])
  const path = `/api/v1/users/${row.id}/`
  assertRefused(await administrator.post(`${path}reject/`), 'user.reason_missing', '/reason')
  assertStatus(await administrator.post(`${path}reject/`, { reason: 'Not a customer of ours' }), 200)
  assert.match(await letter('client', /refused/), /Not a customer of ours/)
})

test(`${story}: a link holds a day, and one address gets no flood of letters`, async () => {
  for (const username of ['dora1', 'dora2', 'dora3', 'dora4']) {
    await ask({ ...person, username, email: 'dora@example.org' })
  }
  await ask({ ...person, username: 'emil', email: 'emil@example.org' })
  const late = linkIn(await letter('emil', /Confirm/))
  await letter('dora', /Confirm/, 3)
  assert.equal(lettersTo('dora', /./).length, 3)
  clock.advance(24 * 60 * 60_000)
  assertRefused(await verify(late), 'user.link_over')
})
