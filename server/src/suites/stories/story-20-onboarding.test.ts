/** Story 20: whoever is new is welcomed by his roles, led to what he may do here, and asked later how it goes. */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { BrowserClient } from '#server/testing/browser-client.ts'
import { testPassword } from '#server/testing/company.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { stoppedClock } from '#server/platform/clock.ts'
import { newUser } from '#server/modules/user/factor/testing/people.ts'
import { lessons } from '#contract/user/onboarding.ts'
import { sendCheckIns } from '#server/modules/user/public.ts'

const story = 'story 20: Onboarding'
const path = '/api/v1/onboarding/'
const clock = stoppedClock('2026-11-02T08:00:00Z')
let server: TestServer
let seller: BrowserClient
let keeper: BrowserClient

before(async () => {
  server = await startServer({ now: clock.now })
  seller = await newUser(server, 'seller', 'sales_representative')
  keeper = await newUser(server, 'keeper', 'warehouse_clerk')
})
after(() => server.stop())

interface Shown {
  readonly key: string
  readonly title: string
  readonly steps: readonly string[]
  readonly page: string
  readonly is_of_role: boolean
  readonly is_finished: boolean
}

interface Onboarding {
  readonly is_dismissed: boolean
  readonly started_at: string
  readonly roles: readonly { readonly code: string; readonly name: string }[]
  readonly lessons: readonly Shown[]
  readonly featured: readonly string[]
}

async function show(browser: BrowserClient, language = 'en'): Promise<Onboarding> {
  const headers = { 'accept-language': language }
  const { body } = assertStatus(await browser.send('GET', path, undefined, headers), 200)
  const shown = body.lessons as readonly Shown[]
  return { ...body, lessons: shown, featured: keysOf(shown.filter(isOfRole)) } as Onboarding
}
const patch = (browser: BrowserClient, body: unknown) => browser.send('PATCH', path, body)
const isOfRole = (lesson: Shown) => lesson.is_of_role
const keysOf = (list: readonly Shown[]) => list.map(({ key }) => key)
const asOwner = (text: string, values: readonly unknown[]) => server.sql(text, values) as never

test(`${story}: TOU-05: the welcome names one's roles and teaches what they are for, in one's language`, async () => {
  const sales = await show(seller)
  assert.deepEqual(sales.roles, [{ code: 'sales_representative', name: 'Sales representative' }])
  assert.deepEqual(sales.featured, ['quotations', 'orders'])
  for (const { steps } of sales.lessons) assert.equal(steps.length, 3)
  const store = await show(keeper, 'de')
  assert.deepEqual(store.roles, [{ code: 'warehouse_clerk', name: 'Lagermitarbeit' }])
  assert.deepEqual(store.featured, ['deliveries', 'stock'])
  assert.equal(store.lessons.find(({ key }) => key === 'stock')?.title, 'Bestände sehen')
})

test(`${story}: TOU-06: the guide leads to every function one may use, and to none that one may not`, async () => {
  const { lessons: shown } = await show(seller)
  const permissions = (await seller.get('/api/v1/auth/session/')).body.permissions
  const open = lessons.filter(({ permission }) => permission === null || permission in permissions)
  assert.deepEqual(keysOf(shown).toSorted(), open.map(({ key }) => key).toSorted())
  assert.ok(!keysOf(shown).includes('people'))
  const all = await server.as.administrator.get(path)
  assert.equal(assertStatus(all, 200).body.lessons.length, lessons.length)
})

test(`${story}: TOU-06, TOU-02: what is done is kept for each user; put aside and taken up again`, async () => {
  const body = { finished: ['orders', 'find'], is_dismissed: true }
  assertStatus(await patch(seller, body), 200)
  const after = await show(seller)
  assert.equal(after.is_dismissed, true)
  const finished = after.lessons.filter((lesson) => lesson.is_finished)
  assert.deepEqual(keysOf(finished).toSorted(), ['find', 'orders'])
  assertStatus(await patch(seller, { is_dismissed: false }), 200)
  const again = await show(seller)
  assert.equal(again.is_dismissed, false)
  assert.equal(again.lessons.filter((lesson) => lesson.is_finished).length, 2)
  const other = await show(keeper)
  assert.deepEqual([other.is_dismissed, other.lessons.some((lesson) => lesson.is_finished)], [false, false])
  assertRefused(await patch(seller, { finished: ['no such lesson'] }), 'kit.not_a_choice', '/finished')
  assertRefused(await patch(seller, { is_dismissed: 'yes' }), 'kit.wrong_type', '/is_dismissed')
  assertRefused(await patch(seller, { user_id: 'another' }), 'kit.unknown_field', '/user_id')
  assertStatus(await server.nobody.get(path), 401)
})

test(`${story}: TOU-07: a role of one's own highlights what the role it was copied from does`, async () => {
  const { administrator } = server.as
  const [role] = await server.sql<{ id: string }>(`select id from role where code = 'warehouse_clerk'`)
  const made = await administrator.post(`/api/v1/roles/${role?.id}/copy/`, {
    code: 'night',
    name: 'Night shift',
  })
  assertStatus(made, 201)
  const browser = await newUser(server, 'owl', 'night')
  const { roles, featured } = await show(browser)
  assert.deepEqual([roles[0]?.code, featured], ['night', ['deliveries', 'stock']])
})

test(`${story}: TOU-08: beyond the roles' own there are lessons for whoever wants to learn more`, async () => {
  const { lessons: shown, featured } = await show(seller)
  const others = keysOf(shown.filter((lesson) => !lesson.is_of_role))
  assert.ok(others.includes('security') && others.includes('find'))
  assert.deepEqual(keysOf(shown), [...featured, ...others], 'those of the roles stand first')
})

test(`${story}: TOU-01: a first sign-in starts it, and a second one does not start it anew`, async () => {
  const before = await show(seller)
  assert.equal(before.started_at.slice(0, 10), '2026-11-02')
  const again = new BrowserClient(server.url)
  assertStatus(await again.logIn({ username: 'seller', password: testPassword }), 200)
  assert.equal((await show(again)).started_at, before.started_at)
})

test(`${story}: TOU-09: a week and a month after the first sign-in a letter asks how it goes, once`, async () => {
  const days = [7, 30]
  const check = () => sendCheckIns(asOwner, days, clock.now())
  const letters = () =>
    server.sql<{ recipient: string; subject: string; body: string }>(
      `select recipient, subject, body from outgoing_mail where subject ~ 'getting on|zurecht' order by recipient`,
    )
  assert.equal(await check(), 0)
  await server.sql(`update user_account set language = 'de', display_name = 'Kai' where username = 'keeper'`)
  clock.advance(7 * 24 * 60 * 60_000)
  await check()
  assert.equal(await check(), 0, 'each letter goes out once')
  const week = await letters()
  assert.deepEqual(
    week.map(({ recipient }) => recipient),
    ['keeper', 'owl', 'seller'].map((n) => `${n}@example.org`),
  )
  assert.match(week[0]?.body ?? '', /^Kai, Sie arbeiten jetzt seit 7 Tagen/)
  assert.match(week[2]?.body ?? '', /you have been working with Kontor for 7 days/)
  await server.sql(`update user_account set status = 'suspended' where username = 'owl'`)
  clock.advance(23 * 24 * 60 * 60_000)
  await check()
  const counts = Map.groupBy(await letters(), ({ recipient }) => recipient)
  assert.deepEqual(
    [...counts.values()].map((each) => each.length),
    [2, 1, 2],
    'nobody suspended is written to',
  )
})
