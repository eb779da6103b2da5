/** Story 17: who lacks a permission asks for it, and somebody who may give it decides. */
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { type ApiClient, assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { type MailBox, openMailBox } from '#server/testing/mail-box.ts'
import { until, untilSo } from '#server/testing/processes.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { story } from './story.ts'

const requests = '/api/v1/access-requests/'
let server: TestServer
let box: MailBox
let chief: ApiClient
let clerk: ApiClient
let lead: ApiClient
let owner: ApiClient

before(async () => {
  box = await openMailBox()
  server = await startServer({ withJobs: true, smtpUrl: box.url })
  chief = server.as.administrator
  clerk = await person('clerk', 'viewer', 'de')
  lead = await person('lead', 'manager')
  owner = await person('owner', 'manager')
  assertStatus(await chief.post('/api/v1/roles/', tagger), 201)
})
after(async () => {
  await server.stop()
  await box.stop()
})

async function person(username: string, role: string, language = 'en'): Promise<ApiClient> {
  const client = await server.addUser({ username, role, organization: server.plant1 })
  await server.sql('update user_account set email = $2, language = $3 where id = $1', [
    client.account?.id,
    `${username}@example.org`,
    language,
  ])
  return client
}
async function mailTo(username: string, words: RegExp) {
  const isIt = ({ to, subject }: MailBox['mails'][number]) =>
    to?.[0]?.address === `${username}@example.org` && words.test(subject ?? '')
  await until(() => box.mails.some(isIt))
  return box.mails.find(isIt) as MailBox['mails'][number]
}
const mayAdd = async (client: ApiClient) =>
  (await client.post('/api/v1/tags/', { name: 'Asked for' })).status !== 403

const wish = { permission: 'common.add_tag', justification: 'Sorts the samples of the fair' }
let asked: any
const tagger = { code: 'tagger', name: 'Tagger', permissions: [wish.permission] }

const step = story('17: Permission Request Process')

step('PRQ-01: a request needs a business justification', async () => {
  assertRefused(await clerk.post(requests, { permission: wish.permission }), 'kit.required', '/justification')
  assert.equal(await mayAdd(clerk), false)
  asked = assertStatus(await clerk.post(requests, wish), 201).body
  assert.deepEqual([asked.status, asked.requester], ['requested', clerk.account?.id])
  assert.equal(await mayAdd(clerk), false, 'asking gives nothing')
})

step('PRQ-02: it goes to those who may give it, and they are told', async () => {
  assert.deepEqual([asked.routed_by, asked.approver], ['organization', null], 'both decide')
  for (const name of ['lead', 'owner']) {
    const mail = await mailTo(name, /^Test clerk asks for “Add tag” in Plant 1$/)
    assert.match(mail.text ?? '', /Justification: Sorts the samples/)
  }
  assert.equal((await lead.get(`${requests}?status=requested`)).body.results[0].id, asked.id)
})

step('PRQ-03: to the owner of the role, else to a superior, else to the organization', async () => {
  const role = {
    code: 'owned',
    name: 'Owned',
    permissions: ['common.change_tag'],
    owner: owner.account?.id,
  }
  const { id } = assertStatus(await chief.post('/api/v1/roles/', role), 201).body
  const owned = assertStatus(await clerk.post(requests, { role: id, justification: 'Same' }), 201).body
  assert.deepEqual([owned.routed_by, owned.approver], ['role_owner', owner.account?.id])
  await mailTo('owner', /asks for “Owned”/)
  const superior = { manager: lead.account?.id }
  assertStatus(await chief.patch(`/api/v1/users/${clerk.account?.id}/`, superior), 200)
  const operator = (await chief.get('/api/v1/roles/operator/')).body.id
  const next = assertStatus(await clerk.post(requests, { role: operator, justification: 'Same' }), 201).body
  assert.deepEqual([next.routed_by, next.approver], ['supervisor', lead.account?.id])
  assertStatus(await lead.post(`${requests}${next.id}/reject/`, { reason: 'Not this year' }), 200)
  const told = await mailTo('clerk', /nicht gewährt$/)
  assert.match(told.text ?? '', /Grund: Not this year/)
})

step('PRQ-06: not by who asked himself', async () => {
  const own = await clerk.post(`${requests}${asked.id}/approve/`)
  assertRefused(assertStatus(own, 409), 'user.own_approval')
  assert.equal(await mayAdd(clerk), false)
})

step('PRQ-04: who asked follows status and history, and is told by mail', async () => {
  assertStatus(await lead.post(`${requests}${asked.id}/approve/`, { reason: 'Go ahead' }), 200)
  assert.equal(await mayAdd(clerk), true)
  const { body } = assertStatus(await clerk.get(`${requests}${asked.id}/`), 200)
  assert.deepEqual([body.status, body.decided_by, body.decision], ['approved', lead.account?.id, 'Go ahead'])
  assert.notEqual(body.assignment, null)
  const mail = await mailTo('clerk', /^Sie haben .* in Plant 1 erhalten$/)
  assert.match(mail.text ?? '', /Grund: Go ahead/)
  const mine = (await clerk.get(requests)).body.results.map(({ status }: any) => status)
  assert.deepEqual(mine.toSorted(), ['approved', 'rejected', 'requested'])
  const trail = await server.sql<{ action: string; user_id: string }>(
    'select action, user_id from audit_log where record_id = $1 order by sequence',
    [asked.id],
  )
  assert.deepEqual(
    trail.map(({ action, user_id }) => [action, user_id]),
    [
      ['CREATE', clerk.account?.id],
      ['ACCESS_REQUESTED', clerk.account?.id],
      ['MOVE', lead.account?.id],
      ['ACCESS_GRANTED', lead.account?.id],
    ],
  )
})

step('PRQ-05: an urgent one may be granted for a time', async () => {
  const night = await person('night', 'viewer')
  const urgent = { ...wish, is_urgent: true, justification: 'The label printer stands still' }
  const { id } = assertStatus(await night.post(requests, urgent), 201).body
  await mailTo('lead', /^Urgent: /)
  const ends_at = new Date(Date.now() + 3_600_000).toISOString()
  const done = assertStatus(await lead.post(`${requests}${id}/approve/`, { ends_at }), 200).body
  assert.equal(done.ends_at, ends_at)
  const assignment = (await chief.get(`/api/v1/role-assignments/${done.assignment}/`)).body
  assert.deepEqual([assignment.kind, assignment.ends_at], ['elevation', ends_at])
  assert.equal(await mayAdd(night), true)
  await server.sql('update role_assignment set ends_at = now() where id = $1', [done.assignment])
  await untilSo(async () => !(await mayAdd(night)))
})
