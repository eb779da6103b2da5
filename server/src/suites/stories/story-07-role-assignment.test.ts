/** Story 7: roles are given and taken: several at once, for a time, with approval, told and remembered. */
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { type ApiClient, assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { type MailBox, openMailBox } from '#server/testing/mail-box.ts'
import { until, untilSo } from '#server/testing/processes.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { story } from './story.ts'

const assignments = '/api/v1/role-assignments/'
const later = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString()
let server: TestServer
let chief: ApiClient
let clerk: ApiClient
let box: MailBox

before(async () => {
  box = await openMailBox()
  server = await startServer({ withJobs: true, smtpUrl: box.url })
  chief = server.as.administrator
  clerk = await server.addUser({ username: 'clerk', role: 'viewer', organization: server.plant1 })
  const text = `update user_account set email = 'clerk@example.org' where id = $1`
  await server.sql(text, [clerk.account?.id])
})
after(async () => {
  await server.stop()
  await box.stop()
})

async function mailLike(words: RegExp): Promise<void> {
  await until(() => box.mails.some(({ subject }) => words.test(subject ?? '')))
}

const roleId = async (code: string) => (await chief.get(`/api/v1/roles/${code}/`)).body.id
const give = async (role: string, more: object = {}, by = chief) =>
  by.post(
    assignments,
    { user: clerk.account?.id, role: await roleId(role), reason: 'Helps out', ...more },
    { organization: server.plant1 },
  )
const held = async () =>
  (await clerk.get('/api/v1/auth/session/')).body.permissions as Record<string, string[]>
const end = (id: string) => chief.post(`${assignments}${id}/end/`, { reason: 'Over' })
let sales: any

const step = story('07: Role Assignment')

step('URA-01: several roles at once; what they permit adds up', async () => {
  sales = assertStatus(await give('sales_representative'), 201).body
  assertStatus(await give('warehouse_clerk'), 201)
  const permissions = await held()
  for (const permission of ['sales.add_salesorder', 'inventory.post_goodsreceipt', 'sales.view_invoice'])
    assert.deepEqual(permissions[permission], [server.plant1], permission)
  assertRefused(await give('viewer', {}, clerk), 'kit.forbidden')
})

step('URA-02: one that expires gives nothing from then on', async () => {
  const { id } = assertStatus(await give('marketing_user', { ends_at: later(3_600_000) }), 201).body
  assert.ok((await held())['products.add_productimage'])
  await server.sql('update role_assignment set ends_at = $2 where id = $1', [id, later(500)])
  await untilSo(async () => (await held())['products.add_productimage'] === undefined)
  assertRefused(await give('marketing_user', { ends_at: later(-1000) }), 'user.period_over', '/ends_at')
})

step('URA-03: a sensitive role gives nothing until another person approves', async () => {
  const vault = { code: 'vault', name: 'Vault', is_sensitive: true, permissions: ['sales.add_payment'] }
  assertStatus(await chief.post('/api/v1/roles/', vault), 201)
  const { id, status } = assertStatus(await give('vault'), 201).body
  assert.deepEqual([status, (await held())['sales.add_payment']], ['requested', undefined])
  const approve = (by: ApiClient) => by.post(`${assignments}${id}/approve/`)
  assertRefused(assertStatus(await approve(chief), 409), 'user.own_approval')
  const second = await server.addUser({
    username: 'second',
    role: 'administrator',
    organization: server.root,
    includesDescendants: true,
  })
  assert.equal(assertStatus(await approve(second), 200).body.approved_by, second.account?.id)
  assert.deepEqual((await held())['sales.add_payment'], [server.plant1])
})

step('URA-04: the user is told when a role is given and when it ends', async () => {
  await mailLike(/^You have the role Sales representative in Plant 1/)
  await mailLike(/^The role Vault in Plant 1 was asked for you and waits/)
  await mailLike(/^You have the role Vault in Plant 1/)
  assertStatus(await end(sales.id), 200)
  await mailLike(/^Your role Sales representative in Plant 1 has ended/)
})

step('URA-05: who had which role, from whom, when and until when, stays', async () => {
  const kept = assertStatus(await chief.get(`${assignments}${sales.id}/`), 200).body
  assert.deepEqual([kept.status, kept.assigned_by, kept.decision], ['ended', chief.account?.id, 'Over'])
  assert.ok(kept.starts_at !== null && kept.ended_at !== null)
  const { results } = (await chief.get(`${assignments}?user=${clerk.account?.id}&page_size=50`)).body
  assert.equal(results.length, 4)
  assertStatus(await chief.delete(`${assignments}${sales.id}/`, { version: '*' }), 409)
  assertStatus(await chief.patch(`${assignments}${sales.id}/`, { reason: 'Another' }, { version: '*' }), 409)
})

step('URA-06: giving and taking is in the trail, and counts on the next request', async () => {
  assert.equal((await held())['sales.confirm_salesorder'], undefined)
  const { results } = (await chief.get(`/api/v1/audit-logs/?record_id=${sales.id}`)).body
  const actions = results.map(({ action }: any) => action)
  assert.ok(actions.includes('PERMISSION_ASSIGN') && actions.includes('PERMISSION_REVOKE'))
})
