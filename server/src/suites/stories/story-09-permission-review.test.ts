/** Story 9: an administrator reviews who may do what, finds what belongs apart, and has access recertified. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import test, { after, before } from 'node:test'
import { type ApiClient, assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { lookAfterReviews } from '#server/modules/user/public.ts'

const story = 'story 09: Permission review'
const hour = 60 * 60_000
let server: TestServer
let chief: ApiClient
let auditor: ApiClient
let clerk: ApiClient
let tag = ''

const roleId = async (code: string) => (await chief.get(`/api/v1/roles/${code}/`)).body.id
const at = (hours: number) => new Date(Date.now() + hours * hour).toISOString()
const on = (days: number) => at(24 * days).slice(0, 10)

before(async () => {
  server = await startServer()
  chief = server.as.administrator
  const permissions = [
    'user.view_role',
    'user.explain_access',
    'user.report_duties',
    'user.view_roleassignment',
    'organization.view_organizationmembership',
    ...['view', 'add', 'change', 'start', 'decide', 'complete'].map((verb) => `user.${verb}_accessreview`),
    'user.view_accessreviewline',
  ]
  assertStatus(await chief.post('/api/v1/roles/', { code: 'auditor', name: 'Auditor', permissions }), 201)
  const place = { organization: server.root, includesDescendants: true }
  auditor = await server.addUser({ username: 'auditor', role: 'auditor', ...place })
  clerk = await server.addUser({
    username: 'clerk',
    role: 'sales_representative',
    organization: server.plant1,
  })
  const give = async (role: string, more: object = {}) => {
    const body = { user: clerk.account?.id, role: await roleId(role), reason: 'Helps out', ...more }
    assertStatus(await chief.post('/api/v1/role-assignments/', body, { organization: server.plant1 }), 201)
  }
  await give('accounts')
  await give('quality_assurance', { kind: 'elevation', starts_at: at(-1), ends_at: at(48) })
  tag = assertStatus(await chief.post('/api/v1/tags/', { name: 'Fragile' }), 201).body.id
  const row = { user: clerk.account?.id, record: 'common.tag', row_id: tag, can_delete: true }
  assertStatus(await chief.post('/api/v1/object-permissions/', row), 201)
})
after(() => server.stop())

test(`${story}: REV-01: all users with a role, by inheritance too, each with its source`, async () => {
  const { results } = assertStatus(await auditor.get('/api/v1/roles/sales/users/'), 200).body
  const found = results.filter(({ username }: { username: string }) => username === 'clerk')
  assert.deepEqual(
    found.map(({ kind, path }: { kind: string; path: string[] }) => [kind, path]),
    [['membership', ['sales_representative', 'sales']]],
  )
  assertStatus(await clerk.get('/api/v1/roles/sales/users/'), 403)
})

test(`${story}: REV-02: the whole effective set: role, inheritance, row, and for a time`, async () => {
  const path = `/api/v1/access/effective/?user=${clerk.account?.id}`
  const { results, objects } = assertStatus(await auditor.get(path), 200).body
  const sources = (permission: string) =>
    results
      .find((each: { permission: string }) => each.permission === permission)
      ?.sources.map(({ kind, path: way }: { kind: string; path: string[] }) => `${kind} ${way.join(' ')}`)
  assert.deepEqual(sources('sales.confirm_salesorder'), ['membership sales_representative sales'])
  assert.deepEqual(sources('sales.post_invoice'), ['regular accounts'])
  assert.deepEqual(sources('inventory.change_lot'), ['elevation quality_assurance'])
  assert.deepEqual(objects, [{ record: 'common.tag', view: [tag], change: [], delete: [tag] }])
  assertStatus(await clerk.get(`/api/v1/access/effective/?user=${auditor.account?.id}`), 403)
})

test(`${story}: REV-08: who holds together what belongs apart, with the grants that cause it`, async () => {
  const path = `/api/v1/duty-conflicts/?user=${clerk.account?.id}&rule=sell_and_approve`
  const { results, open } = assertStatus(await auditor.get(path), 200).body
  assert.deepEqual([results.length, open], [1, 1])
  const [{ one_side: one, other_side: other, organizations }] = results
  assert.deepEqual(organizations, [{ id: server.plant1, name: 'Plant 1' }])
  assert.ok(one.every(({ kind }: { kind: string }) => kind === 'membership'))
  assert.ok(other.every(({ role_name: name }: { role_name: string }) => name === 'Accounts'))
})

test(`${story}: REV-03: a review is scheduled, begins by itself, reminds, and comes again`, async () => {
  const body = {
    name: 'Plant 1 each quarter',
    reviewer: auditor.account?.id,
    starts_on: on(1),
    due_date: on(20),
    repeat_months: 3,
  }
  await server.sql(`update user_account set email = 'auditor@example.org' where id = $1`, [
    auditor.account?.id,
  ])
  const made = await auditor.post('/api/v1/access-reviews/', body, { organization: server.plant1 })
  const { id, status } = assertStatus(made, 201).body
  assert.equal(status, 'draft')
  const clock = (days: number) =>
    lookAfterReviews({
      pool: server.pool,
      now: () => new Date(Date.now() + days * 24 * hour),
      asOwner: async <R>(text: string, values: readonly unknown[]) => (await server.sql(text, values)) as R[],
      signal: new AbortController().signal,
    })
  await clock(1.5)
  assert.equal((await auditor.get(`/api/v1/access-reviews/${id}/`)).body.status, 'open')
  await clock(15)
  await clock(100)
  const { results } = (await auditor.get('/api/v1/access-reviews/?ordering=created_at')).body
  assert.deepEqual(
    results.map((row: { follows: string | null; status: string }) => [row.follows, row.status]),
    [
      [null, 'open'],
      [id, 'open'],
    ],
  )
  const mails = await server.sql(`select from outgoing_mail where recipient = 'auditor@example.org'`)
  assert.ok(mails.length >= 3, 'at each start, and a reminder')
})

test(`${story}: REV-04 to REV-07: lines are kept or withdrawn at once, and the export proves it`, async () => {
  const body = { name: 'Clerk', reviewer: auditor.account?.id, due_date: on(5), user: clerk.account?.id }
  const place = { organization: server.plant1 }
  const { id } = assertStatus(await auditor.post('/api/v1/access-reviews/', body, place), 201).body
  const path = `/api/v1/access-reviews/${id}/`
  assertStatus(await auditor.post(`${path}start/`), 200)
  const lines = (await auditor.get(`/api/v1/access-review-lines/?review=${id}`)).body.results
  assert.equal(lines.length, 3)
  const flagged = lines.find(({ kind }: { kind: string }) => kind === 'regular')
  assert.ok(flagged.conflicts.includes('sell_and_approve'))
  assert.equal((await clerk.get('/api/v1/vat-registrations/')).status, 200)
  const decisions = lines.map((line: { id: string; kind: string }) =>
    line === flagged
      ? { id: line.id, decision: 'withdraw', comment: 'Sells and books' }
      : { id: line.id, decision: 'keep' },
  )
  const decide = { lines: decisions }
  assertStatus(await clerk.post(`${path}decide/`, decide, { version: null }), 403)
  assertRefused(await auditor.post(`${path}complete/`), 'user.review_open')
  assertStatus(await auditor.post(`${path}decide/`, decide, { version: null }), 200)
  assert.equal((await clerk.get('/api/v1/vat-registrations/')).status, 403)
  const left = await auditor.get(`/api/v1/duty-conflicts/?user=${clerk.account?.id}&rule=sell_and_approve`)
  assert.equal(left.body.count, 0)
  assertStatus(await auditor.post(`${path}complete/`), 200)
  const headers = { authorization: `Bearer ${await auditor.token()}` }
  const bytes = Buffer.from(await (await fetch(`${server.url}${path}export/`, { headers })).arrayBuffer())
  const digest = createHash('sha256').update(bytes).digest('hex')
  const check = assertStatus(await auditor.get(`${path}export/check/`), 200).body
  assert.deepEqual([check.is_intact, check.sha256], [true, digest])
  const trail = await server.sql<{ action: string }>(
    `select action from audit_log where user_id = $1 and (record_id = $2 or record_id = $3) order by sequence`,
    [auditor.account?.id, id, flagged.id],
  )
  const actions = trail.map(({ action }) => action)
  for (const action of ['REVIEW_STARTED', 'REVIEW_DECIDED', 'REVIEW_CLOSED', 'EXPORT']) {
    assert.ok(actions.includes(action), action)
  }
})
