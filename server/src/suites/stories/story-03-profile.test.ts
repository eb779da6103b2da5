/** Story 3: everybody keeps his own profile: contact, language, time zone, preferences, picture, history. */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { assertRefused, assertStatus } from '#server/testing/api-client.ts'
import type { BrowserClient } from '#server/testing/browser-client.ts'
import { testPassword } from '#server/testing/company.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { stoppedClock } from '#server/platform/clock.ts'
import { newUser } from '#server/modules/user/factor/testing/people.ts'
import { picture } from '#server/suites/special.ts'

const story = 'story 03: User profile'
const clock = stoppedClock('2026-11-21T08:00:00Z')
const me = '/api/v1/profiles/me/'
let server: TestServer
let browser: BrowserClient

before(async () => {
  server = await startServer({ now: clock.now })
  browser = await newUser(server, 'anna')
})
after(() => server.stop())

async function patch(body: unknown, method = 'PATCH') {
  const { headers } = await browser.get(me)
  return browser.send(method, me, body, { 'if-match': headers.get('etag') ?? '' })
}

async function upload(bytes: Uint8Array<ArrayBuffer>, name: string) {
  const form = new FormData()
  form.append('file', new Blob([bytes]), name)
  const headers = { cookie: browser.cookie, 'x-csrf-token': browser.csrfToken }
  const answer = await fetch(`${server.url}${me}photo/`, { method: 'POST', headers, body: form })
  return { status: answer.status, body: await answer.json(), headers: answer.headers }
}

test(`${story}: PRF-07, PRF-09: it is one's own, and only for who is signed in`, async () => {
  const { body } = assertStatus(await browser.get(me), 200)
  assert.deepEqual([body.username, body.display_name, body.language], ['anna', 'Test anna', 'en'])
  assert.equal(body.password, undefined)
  assertStatus(await server.nobody.get(me), 401)
  assertStatus(await server.nobody.get('/api/v1/profiles/me/history/'), 401)
})

test(`${story}: UPR-01, PRF-13: name, phone, job title and manager are one's own to change`, async () => {
  const manager = server.as.administrator.account?.id
  const wanted = { display_name: 'Anna Neu', phone_number: '+49 89 1234', job_title: 'Buyer', manager }
  const { body } = assertStatus(await patch(wanted), 200)
  assert.deepEqual({ ...body, ...wanted }, body)
  assert.equal(body.manager_name, 'Test administrator')
  assertRefused(await patch({ display_name: '' }), 'kit.required', '/display_name')
  assertRefused(await patch({ manager: body.id }), 'user.own_manager', '/manager')
  assertRefused(await patch({ phone_number: 'x'.repeat(60) }), 'kit.too_long', '/phone_number')
  const stale = await browser.send('PATCH', me, { job_title: 'Late' }, { 'if-match': '"1"' })
  assertRefused(stale, 'kit.version_stale')
})

test(`${story}: PRF-08, PRF-09: what others decide over stays theirs, and so do others' profiles`, async () => {
  for (const name of ['username', 'status', 'kind', 'department', 'site', 'employee_id', 'hire_date', 'id']) {
    assertRefused(await patch({ [name]: 'x' }), 'kit.read_only', `/${name}`)
  }
  const [row] = await server.sql(
    `select count(*)::integer as n from user_account where display_name = 'Anna Neu'`,
  )
  assert.deepEqual(row, { n: 1 })
  const { body } = assertStatus(
    await patch({ display_name: 'Anna Neu', email: 'anna@example.org' }, 'PUT'),
    200,
  )
  assert.deepEqual([body.phone_number, body.job_title, body.manager], ['', '', null])
})

test(`${story}: UPR-02, UPR-06: language, time zone and preferences`, async () => {
  const preferences = { start_page: 'sales.sales_order', dense: true }
  const wanted = { language: 'de', timezone: 'Africa/Addis_Ababa', preferences }
  const { body } = assertStatus(await patch(wanted), 200)
  assert.deepEqual({ ...body, ...wanted }, body)
  const { user } = (await browser.get('/api/v1/auth/session/')).body
  assert.deepEqual([user.language, user.timezone], ['de', 'Africa/Addis_Ababa'])
  assertRefused(await patch({ timezone: 'Mars/Olympus' }), 'kit.wrong_format', '/timezone')
  assertRefused(await patch({ preferences: 'dense' }), 'kit.check_failed', '/preferences')
  assertRefused(await patch({ preferences: { much: 'x'.repeat(20_000) } }), 'kit.too_long', '/preferences')
})

test(`${story}: UPR-04: an address, where codes and links go, asks for the password again`, async () => {
  clock.advance(5 * 60_000)
  assertRefused(await patch({ email: 'thief@example.org' }), 'user.not_confirmed')
  assertStatus(await browser.post('/api/v1/auth/confirm/', { password: testPassword }), 204)
  assert.equal(
    assertStatus(await patch({ email: 'anna.neu@example.org' }), 200).body.email,
    'anna.neu@example.org',
  )
})

test(`${story}: UPR-03, PRF-10: a picture is taken, checked by its content, shown, replaced and removed`, async () => {
  const made = assertStatus(await upload(Uint8Array.from(picture), 'me.png'), 200)
  const { profile_picture: photo } = made.body
  assertStatus(await browser.get(`/api/v1/files/${photo}/content/`), 200)
  assert.ok((await upload(Uint8Array.from(Buffer.from('<script>')), 'me.png')).status >= 400)
  assert.equal((await browser.get(me)).body.profile_picture, photo)
  assert.equal(assertStatus(await patch({ profile_picture: null }), 200).body.profile_picture, null)
  assert.deepEqual(await server.sql('select 1 from file where id = $1', [photo]), [])
  // A paper of somebody else would be opened to whoever sees the photo.
  const [paper] = await server.sql<{ id: string }>(
    `insert into file (tenant_id, organization_id, original_filename, media_type, size_bytes, digest, created_by)
    values ($1, $1, 'pay.png', 'image/png', 1, repeat('a', 64), $2) returning id`,
    [server.tenant, server.as.administrator.account?.id],
  )
  assertRefused(await patch({ profile_picture: paper?.id }), 'kit.reference_missing', '/profile_picture')
  const unknown = await patch({ profile_picture: '01890000-0000-7000-8000-000000000000' })
  assertRefused(unknown, 'kit.reference_missing', '/profile_picture')
})

test(`${story}: UPR-05: every change is kept with before and after, by whom, and seen`, async () => {
  const { results } = assertStatus(await browser.get(`${me}history/`), 200).body
  const changed = results.flatMap((each: { changes: object }) => Object.entries(each.changes))
  const of = (field: string) =>
    changed.filter(([name]: [string]) => name === field).map(([, to]: [string, unknown]) => to)
  assert.deepEqual(of('email'), [{ old: 'anna@example.org', new: 'anna.neu@example.org' }])
  assert.deepEqual(of('display_name'), [{ old: 'Test anna', new: 'Anna Neu' }])
  assert.deepEqual(of('timezone'), [{ old: 'UTC', new: 'Africa/Addis_Ababa' }])
  assert.equal(results[0].actor_name, 'Anna Neu')
  const stranger = await newUser(server, 'bert')
  const other = JSON.stringify((await stranger.get(`${me}history/`)).body)
  assert.ok(!other.includes('Anna'), other)
})
