/** Access reviews: what they gather, who decides, what a withdrawal ends, what the clock does, and the export. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after, before } from 'node:test'
import type { AsOwner } from '#server/platform/jobs.ts'
import { type ApiClient, assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { lookAfterReviews } from './look-after-reviews.ts'
import { publishExports } from './publish-exports.ts'

const reviews = '/api/v1/access-reviews/'
const day = 24 * 60 * 60_000
let server: TestServer
let chief: ApiClient
let reviewer: ApiClient
let deputy: ApiClient

before(async () => {
  server = await startServer()
  chief = server.as.administrator
  const role = {
    code: 'reviewer',
    name: 'Reviewer',
    permissions: [
      'user.view_accessreview',
      'user.view_accessreviewline',
      'user.decide_accessreview',
      'user.complete_accessreview',
    ],
  }
  assertStatus(await chief.post('/api/v1/roles/', role), 201)
  const place = { role: 'reviewer', organization: server.root, includesDescendants: true }
  reviewer = await server.addUser({ username: 'reviewer', ...place })
  deputy = await server.addUser({ username: 'deputy', ...place })
  await server.sql(
    `update user_account set email = username || '@example.org' where username in ('reviewer', 'deputy')`,
  )
})
after(() => server.stop())

/** Once for all, that midnight may pass meanwhile. */
const begun = Date.now()
const on = (days: number) => new Date(begun + days * day).toISOString().slice(0, 10)
const roleId = async (code: string) => (await chief.get(`/api/v1/roles/${code}/`)).body.id
let users = 0
const clerk = (role: string, organization = server.plant1) => {
  users += 1
  return server.addUser({ username: `clerk${users}`, role, organization })
}
const draft = async (more: object = {}, organization = server.root) => {
  const body = { name: 'Quarter', reviewer: reviewer.account?.id, due_date: on(14), ...more }
  return assertStatus(await chief.post(reviews, body, { organization }), 201).body.id as string
}
const start = (id: string) => chief.post(`${reviews}${id}/start/`)
const linesOf = async (id: string) =>
  (await reviewer.get(`/api/v1/access-review-lines/?review=${id}&page_size=100`)).body.results as Record<
    string,
    any
  >[]
const decide = (id: string, lines: object[], by = reviewer) =>
  by.post(`${reviews}${id}/decide/`, { lines }, { version: null })
const mails = () =>
  server.sql<{ recipient: string; subject: string }>(
    'select recipient, subject from outgoing_mail where recipient like $1 order by created_at, recipient',
    ['%@example.org'],
  )
const asOwner = async <R>(text: string, values: readonly unknown[]) => (await server.sql(text, values)) as R[]
const clock = (days: number) =>
  lookAfterReviews({
    pool: server.pool,
    now: () => new Date(begun + days * day),
    asOwner,
    signal: new AbortController().signal,
  })

test('it gathers memberships and assignments below its organization, and what they break', async () => {
  const both = await clerk('accounts')
  const give = { user: both.account?.id, role: await roleId('viewer'), reason: 'Looks' }
  const { id: given } = (await chief.post('/api/v1/role-assignments/', give, { organization: server.plant1 }))
    .body
  await clerk('viewer', server.plant2)
  const id = await draft({}, server.plant1)
  assert.equal(assertStatus(await start(id), 200).body.status, 'open')
  const lines = await linesOf(id)
  assert.ok(lines.every(({ organization }) => organization === server.plant1))
  const [membership, assignment] = ['membership', 'regular'].map((kind) =>
    lines.find((line) => line.user === both.account?.id && line.kind === kind),
  )
  assert.ok(membership?.conflicts.includes('invoice_and_payment'))
  assert.deepEqual([assignment?.basis, assignment?.reason, assignment?.conflicts], [given, 'Looks', []])
  assert.equal((await chief.get(`${reviews}${id}/`)).body.open_count, lines.length)
  const critical = await draft({ only_critical: true }, server.plant1)
  assertStatus(await start(critical), 200)
  assert.deepEqual(
    (await linesOf(critical)).map(({ kind }) => kind),
    ['membership'],
  )
  assert.ok((await mails()).some(({ recipient }) => recipient === 'reviewer@example.org'))
})

test('REV-04, REV-05: who keeps and who withdraws; a withdrawn right is gone at the next request', async () => {
  const client = await clerk('viewer')
  const extra = { user: client.account?.id, role: await roleId('sales'), reason: 'Helps out' }
  const place = { organization: server.plant1 }
  const { id: assigned } = assertStatus(await chief.post('/api/v1/role-assignments/', extra, place), 201).body
  const may = async () =>
    (await client.get('/api/v1/auth/session/')).body.permissions as Record<string, string[]>
  assert.ok((await may())['sales.add_quotation'])
  const id = await draft({ user: client.account?.id })
  assertStatus(await start(id), 200)
  const lines = await linesOf(id)
  const [membership, assignment] = ['membership', 'regular'].map(
    (kind) => lines.find((line) => line.kind === kind)?.id,
  )
  const gone = { id: assignment, decision: 'withdraw', comment: 'Back in the office' }
  assertRefused(await decide(id, [gone], chief), 'user.not_reviewer')
  assertRefused(await decide(id, [gone], deputy), 'user.not_reviewer')
  assertRefused(
    await decide(id, [{ id: assignment, decision: 'withdraw' }]),
    'user.decision_unknown',
    '/lines/0',
  )
  assertRefused(await decide(id, [{ id: assignment, decision: 'open' }]), 'user.decision_unknown')
  assertStatus(await decide(id, [gone]), 200)
  assert.equal((await may())['sales.add_quotation'], undefined)
  assert.ok((await may())['sales.view_quotation'])
  const row = (await chief.get(`/api/v1/role-assignments/${assigned}/`)).body
  assert.deepEqual([row.status, row.decision], ['ended', 'Back in the office'])
  assertRefused(await decide(id, [gone]), 'user.line_decided')
  assertRefused(await reviewer.post(`${reviews}${id}/complete/`), 'user.review_open')
  assertStatus(await decide(id, [{ id: membership, decision: 'withdraw', comment: 'Left' }]), 200)
  assert.deepEqual(await may(), {})
  const trail = await server.sql<{ action: string; user_id: string }>(
    `select action, user_id from audit_log where record_id = any ($1) and action in
      ('REVIEW_DECIDED', 'PERMISSION_REVOKE') order by sequence`,
    [[assignment, assigned]],
  )
  assert.deepEqual(trail.map((entry) => [entry.action, entry.user_id]).toSorted(), [
    ['PERMISSION_REVOKE', reviewer.account?.id],
    ['REVIEW_DECIDED', reviewer.account?.id],
  ])
})

test('nobody reviews what he has himself, and the reviewer must be able to decide all of it', async () => {
  const role = await roleId('reviewer')
  const alone = await draft({ role })
  assertRefused(await start(alone), 'user.deputy_missing')
  const id = await draft({ role, deputy: deputy.account?.id })
  assertStatus(await start(id), 200)
  const lines = await linesOf(id)
  const lineOf = (client: ApiClient) => lines.find(({ user }) => user === client.account?.id)?.id
  const keep = (client: ApiClient) => [{ id: lineOf(client), decision: 'keep' }]
  assertRefused(await decide(id, keep(reviewer)), 'user.own_review')
  assertRefused(await decide(id, keep(deputy), deputy), 'user.own_review')
  assertStatus(await decide(id, keep(reviewer), deputy), 200)
  assertStatus(await decide(id, keep(deputy)), 200)
  const weak = await draft({ reviewer: server.as.viewer.account?.id, role: await roleId('accounts') })
  assertRefused(await start(weak), 'user.reviewer_lacks')
  const nothing = await draft({ role: await roleId('finance_user') })
  assertRefused(await start(nothing), 'user.review_empty')
})

/** As files: each once, with its digest, and what was changed in the folder is told. */
async function mustPublishOnce(id: string, bytes: Buffer) {
  const folder = mkdtempSync(join(tmpdir(), 'kontor-reviews-'))
  const asOwner: AsOwner = async (text, values) => (await server.sql(text, [...values])) as never
  const published = async () => publishExports(folder, null, asOwner)
  const { written } = await published()
  const [name = ''] = written.filter((each) => each.includes(id))
  const [company = ''] = readdirSync(folder).filter((each) => each !== 'SHA256SUMS')
  assert.deepEqual(readFileSync(join(folder, company, name)), bytes)
  assert.ok(
    readFileSync(join(folder, 'SHA256SUMS'), 'utf8').includes(
      `${createHash('sha256').update(bytes).digest('hex')}  ${company}/${name}`,
    ),
  )
  assert.deepEqual(await published(), { written: [], kept: written, faulty: [] }, 'published once')
  chmodSync(join(folder, company, name), 0o600)
  writeFileSync(join(folder, company, name), 'forged')
  assert.deepEqual((await published()).faulty, [name])
  rmSync(folder, { recursive: true })
  return published
}

test('REV-06: the export is written once, the same for ever, and its digest stands in the audit trail', async () => {
  const client = await clerk('viewer')
  const id = await draft({ user: client.account?.id })
  assertStatus(await start(id), 200)
  assertRefused(await reviewer.get(`${reviews}${id}/export/`), 'user.export_missing')
  const [line] = await linesOf(id)
  assertStatus(await decide(id, [{ id: line?.id, decision: 'keep', comment: 'Needed' }]), 200)
  assert.equal(assertStatus(await reviewer.post(`${reviews}${id}/complete/`), 200).body.status, 'completed')
  const headers = { authorization: `Bearer ${await reviewer.token()}` }
  const answer = await fetch(`${server.url}${reviews}${id}/export/`, { headers })
  const bytes = Buffer.from(await answer.arrayBuffer())
  const digest = createHash('sha256').update(bytes).digest()
  assert.equal(answer.headers.get('repr-digest'), `sha-256=:${digest.toString('base64')}:`)
  const said = JSON.parse(bytes.toString())
  assert.deepEqual(
    [said.lines[0].username, said.lines[0].decision, said.lines[0].decided_by, said.review.reviewer],
    [client.account?.username, 'keep', 'reviewer', 'reviewer'],
  )
  const checked = async () => assertStatus(await reviewer.get(`${reviews}${id}/export/check/`), 200).body
  assert.deepEqual([(await checked()).is_intact, (await checked()).sha256], [true, digest.toString('hex')])
  const [entry] = await server.sql<{ digest: string }>(
    `select changes #>> '{sha256,new}' as digest from audit_log where record_id = $1 and action = 'REVIEW_CLOSED'`,
    [id],
  )
  assert.equal(entry?.digest, digest.toString('hex'))
  for (const change of [
    `update access_recert_export set file_name = 'x'`,
    'delete from access_recert_export',
  ]) {
    await assert.rejects(server.sql(change), /append-only/)
  }
  await assert.rejects(
    server.sql(`update access_review_line set decision = 'withdraw' where id = $1`, [line?.id]),
    /stays as it is/,
  )
  const published = await mustPublishOnce(id, bytes)
  await server.sql('alter table access_recert_export disable trigger append_only')
  const forged = Buffer.from(bytes.toString().replace('keep', 'kept'))
  await server.sql('update access_recert_export set content = $2, sha256 = sha256($2) where review_id = $1', [
    id,
    forged,
  ])
  assert.deepEqual((await published()).written, [], 'what was changed is not handed out')
  assert.equal((await checked()).is_intact, false, 'the audit trail knows better')
  assertStatus(await server.other.as.administrator.get(`${reviews}${id}/export/`), 404)
})

test('REV-03: the clock starts, reminds by mail, withdraws what nobody decided, and begins anew', async () => {
  await clock(0)
  const client = await clerk('viewer')
  const user = client.account?.id
  const more = { name: 'Every quarter', if_late: 'withdraw', repeat_months: 3, remind_days: 5 }
  const id = await draft({ user, starts_on: on(1), due_date: on(15), ...more })
  const state = async (of = id) => (await chief.get(`${reviews}${of}/`)).body
  await clock(0)
  assert.equal((await state()).status, 'draft')
  await clock(1)
  assert.equal((await state()).status, 'open')
  const told = async () =>
    (await mails()).filter(({ subject }) => subject.includes('Every quarter')).map(({ subject }) => subject)
  assert.equal((await told()).length, 1)
  await clock(9)
  assert.equal((await told()).length, 1, 'too early')
  await clock(10.5)
  await clock(11)
  assert.deepEqual((await told()).slice(1), ['Please decide in the access review Every quarter'])
  await clock(16)
  assert.deepEqual((await told()).slice(2), ['The access review Every quarter is overdue'])
  assertStatus(await client.get('/api/v1/sales-orders/'), 200)
  await clock(23)
  assert.equal((await client.get('/api/v1/sales-orders/', { organization: null })).status, 403)
  assert.deepEqual([(await state()).status, (await state()).withdrawn_count], ['completed', 1])
  await server.sql('update organization_membership set is_active = true where user_id = $1', [user])
  await clock(94)
  const followers = async () =>
    (await chief.get(`${reviews}?search=Every`)).body.results as Record<string, any>[]
  const [next] = (await followers()).filter((row) => row.id !== id)
  assert.deepEqual([next?.status, next?.follows, next?.line_count], ['open', id, 1])
  await clock(95)
  assert.equal((await followers()).length, 2)
})
