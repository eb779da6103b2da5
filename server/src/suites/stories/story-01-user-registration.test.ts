/** Story 1: an administrator makes an account in one operation; its first sign-in activates it. */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { type ApiClient, assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { BrowserClient } from '#server/testing/browser-client.ts'
import { letterTo } from '#server/testing/letters.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { stoppedClock } from '#server/platform/clock.ts'

const story = 'story 01: User registration'
const clock = stoppedClock('2026-11-21T08:00:00Z')
const invite = '/api/v1/users/invite/'
const hours = 60 * 60_000

let server: TestServer
let administrator: ApiClient
let roleNamed: (code: string) => string
let person: Readonly<Record<string, unknown>>
let id = ''
let temporary = ''

before(async () => {
  server = await startServer({ now: clock.now, identity: { publicUrl: 'https://erp.example.org' } })
  administrator = server.as.administrator
  const roles = assertStatus(await administrator.get('/api/v1/roles/?page_size=100'), 200).body.results
  roleNamed = (code) => roles.find((each: { code: string }) => each.code === code).id
  person = {
    username: 'Anna.Neu',
    display_name: 'Anna Neu',
    email: 'anna@example.org',
    department: server.plant1,
    site: server.plant2,
    roles: [{ organization: server.root, role: roleNamed('viewer') }],
  }
})
after(() => server.stop())

const logIn = (password: string, username = 'anna.neu') =>
  new BrowserClient(server.url).logIn({ username, password })

test(`${story}: USR-03, URA-07: user, department, site and first roles in one operation`, async () => {
  const { body } = assertStatus(await administrator.post(invite, person), 200)
  assert.deepEqual(body, {
    id: body.id,
    username: 'Anna.Neu',
    status: 'pending_activation',
    sent_to: 'anna@example.org',
  })
  id = body.id
  const user = assertStatus(await administrator.get(`/api/v1/users/${id}/`), 200).body
  assert.deepEqual([user.department, user.site], [server.plant1, server.plant2])
  const list = await administrator.get(`/api/v1/organization-memberships/?user=${id}`)
  assert.deepEqual(
    list.body.results.map((each: { role_name: string }) => each.role_name),
    ['Viewer'],
  )
})

test(`${story}: USR-03: all or nothing, and nobody gives what he does not hold`, async () => {
  const broken = { ...person, username: 'half', roles: [{ organization: server.root, role: server.root }] }
  assertStatus(await administrator.post(invite, broken), 400)
  assertRefused(await administrator.post(invite, person), 'kit.taken', '/username')
  assertStatus(await server.as.viewer.post(invite, { ...person, username: 'sneaky' }), 403)
  const left = await server.sql(`select username from user_account where username in ('half', 'sneaky')`)
  assert.deepEqual(left, [])
})

test(`${story}: USR-12: a template gives place, settings and roles, as far as nothing else is said`, async () => {
  const template = {
    name: 'Plant clerk',
    kind: 'external',
    roles: [roleNamed('viewer')],
    role_organization: server.plant1,
    department: server.plant1,
    job_title: 'Clerk',
    language: 'de',
    preferences: { colours: 'dark' },
  }
  assertStatus(await administrator.post('/api/v1/account-templates/', template), 201)
  const asked = { username: 'from.template', display_name: 'By Template', job_title: 'Head' }
  const unknown = await administrator.post(invite, { ...asked, template: 'No such' })
  assertRefused(unknown, 'kit.reference_missing', '/template')
  const made = assertStatus(await administrator.post(invite, { ...asked, template: 'plant CLERK' }), 200).body
  const user = assertStatus(await administrator.get(`/api/v1/users/${made.id}/`), 200).body
  assert.deepEqual(
    [user.kind, user.department, user.job_title, user.language, user.preferences],
    ['external', server.plant1, 'Head', 'de', { colours: 'dark' }],
  )
  const { results } = (await administrator.get(`/api/v1/organization-memberships/?user=${made.id}`)).body
  assert.deepEqual(
    results.map((each: { role_name: string; organization: string }) => [each.role_name, each.organization]),
    [['Viewer', server.plant1]],
  )
})

test(`${story}: USR-05: the letter has name, temporary password and address, in the language`, async () => {
  const { subject, body } = await letterTo(server, 'anna@example.org', /account/)
  assert.equal(subject, 'Your account for Kontor')
  for (const part of ['Anna.Neu', 'https://erp.example.org', '24 hours']) assert.ok(body.includes(part), body)
  temporary = /password is (\S+)/.exec(body)?.[1] ?? ''
  assert.ok(temporary.length >= 12)
  const german = { ...person, username: 'bert', email: 'bert@example.org', language: 'de', roles: [] }
  assertStatus(await administrator.post(invite, german), 200)
  const letter = await letterTo(server, 'bert@example.org', /Konto/)
  assert.match(letter.body, /vorläufiges Passwort/)
  const trail = JSON.stringify(await server.sql('select * from audit_log'))
  assert.ok(!trail.includes(temporary))
  assert.deepEqual(await server.sql(`select from idempotency_key where route like '%invite%'`), [])
})

test(`${story}: USR-06: a password of the administrator’s choice must be good`, async () => {
  const chosen = { ...person, username: 'chosen', email: null, roles: [] }
  assertRefused(
    await administrator.post(invite, { ...chosen, password: 'short' }),
    'kit.too_short',
    '/password',
  )
  const common = { ...chosen, password: 'Password2026!' }
  assertRefused(await administrator.post(invite, common), 'user.password_common', '/password')
  const good = await administrator.post(invite, { ...chosen, password: 'granite meadow 71 otter' })
  // Without an address there is no letter: then who made the account passes it on.
  assert.equal(assertStatus(good, 200).body.temporary_password, 'granite meadow 71 otter')
})

test(`${story}: USR-04, PWD-07: it serves once, for choosing an own one; that sign-in activates`, async () => {
  const status = async () => (await administrator.get(`/api/v1/users/${id}/`)).body.status
  const browser = new BrowserClient(server.url)
  const first = await browser.logIn({ username: 'anna.neu', password: temporary })
  assert.equal(first.body.next, 'change_password')
  assert.equal(await status(), 'pending_activation')
  assertRefused(await logIn(temporary), 'kit.sign_in_failed')
  const change = (new_password: string) =>
    browser.signIn('/api/v1/auth/login/change-password/', { ticket: first.body.ticket, new_password })
  assertRefused(await change('anna neu 2026'), 'user.password_common', '/new_password')
  assertStatus(await change('marble candle 52 finch'), 200)
  assert.equal(await status(), 'active')
  assertStatus(await logIn('marble candle 52 finch'), 200)
  const trail = await server.sql(
    `select changes from audit_log where record_id = $1 and action = 'ACCOUNT_ACTIVATED'`,
    [id],
  )
  assert.deepEqual(trail, [{ changes: { status: { old: 'pending_activation', new: 'active' } } }])
})

test(`${story}: PWD-07: after 24 hours it is over; a new one is written on request`, async () => {
  const [bert] = await server.sql<{ id: string }>(`select id from user_account where username = 'bert'`)
  const read = async () =>
    /Passwort ist (\S+)/.exec((await letterTo(server, 'bert@example.org', /Konto/)).body)?.[1]
  const old = (await read()) ?? ''
  clock.advance(24 * hours)
  administrator.forgetToken()
  assertRefused(await logIn(old, 'bert'), 'kit.sign_in_failed')
  assertStatus(await administrator.post(`/api/v1/users/${bert?.id}/invite/`, {}, { version: null }), 200)
  const next = (await read()) ?? ''
  assert.notEqual(next, old)
  assert.equal((await logIn(next, 'bert')).body.next, 'change_password')
})

test(`${story}: URA-03: a sensitive role is asked for, and grants nothing until another approves`, async () => {
  const sensitive = { organization: server.root, role: roleNamed('system_administrator') }
  const made = await administrator.post(invite, {
    ...person,
    username: 'chief',
    email: null,
    roles: [sensitive],
  })
  const { body } = assertStatus(made, 200)
  const list = await administrator.get(`/api/v1/role-assignments/?user=${body.id}`)
  assert.deepEqual(
    list.body.results.map((each: { status: string }) => each.status),
    ['requested'],
  )
})
