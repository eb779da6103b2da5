/** What happens by itself: assignments are closed, told by mail, and gone in every process at once. */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { ApiClient, assertStatus } from '#server/testing/api-client.ts'
import { type MailBox, openMailBox } from '#server/testing/mail-box.ts'
import { untilSo } from '#server/testing/processes.ts'
import { type SecondServer, startSecondServer } from '#server/testing/second-server.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { endDueAssignments } from './end-due-assignments.ts'

let server: TestServer
let second: SecondServer
let box: MailBox

before(async () => {
  box = await openMailBox()
  server = await startServer({ withJobs: true, smtpUrl: box.url })
  second = await startSecondServer(server)
})
after(async () => {
  await second.stop()
  await server.stop()
  await box.stop()
})

const chief = () => server.as.administrator
const held = async (client: ApiClient) =>
  (await client.get('/api/v1/auth/session/')).body.permissions as Record<string, string[]>
const give = async (client: ApiClient, more: object = {}) => {
  const role = (await chief().get('/api/v1/roles/warehouse/')).body.id
  const body = { user: client.account?.id, role, reason: 'Stands in', ...more }
  return assertStatus(await chief().post('/api/v1/role-assignments/', body), 201).body
}
const elevationOf = async (id: string) => {
  const text = `select action from audit_log where record_id = $1 and action like 'ELEVATION%' order by sequence`
  return (await server.sql<{ action: string }>(text, [id])).map(({ action }) => action)
}
const later = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString()

test('TMP-03, URA-04: an assignment that is over is closed, audited, and its user told in his language', async () => {
  const client = await server.addUser({ username: 'gerda', role: 'viewer', organization: server.root })
  await server.sql(`update user_account set email = 'gerda@example.org', language = 'de' where id = $1`, [
    client.account?.id,
  ])
  const times = { kind: 'elevation', starts_at: later(-1000), ends_at: later(3_600_000) }
  const { id } = await give(client, times)
  const given = await box.waitFor(({ subject }) => subject?.includes('Lager') === true)
  assert.match(given.text ?? '', /Sie haben die Rolle Lager in Huber GmbH\.\nSie endet am .* UTC\./)
  const asOwner = (text: string, values: readonly unknown[]) => server.sql(text, values) as never
  const now = () => new Date(Date.now() + 2 * 3_600_000)
  const run = () =>
    endDueAssignments({ pool: server.pool, now, asOwner, signal: new AbortController().signal })
  assert.equal(await run(), 1)
  assert.equal(await run(), 0)
  const [row] = await server.sql<{ status: string; is_exact: boolean }>(
    'select status, ended_at = ends_at as is_exact from role_assignment where id = $1',
    [id],
  )
  assert.deepEqual([row?.status, row?.is_exact], ['ended', true])
  const [entry] = await server.sql<{ actor_name: string }>(
    `select actor_name from audit_log where record_id = $1 and action = 'PERMISSION_EXPIRED'`,
    [id],
  )
  assert.equal(entry?.actor_name, 'Kontor')
  assert.deepEqual(await elevationOf(id), ['ELEVATION_STARTED', 'ELEVATION_ENDED'])
  await box.waitFor(({ subject }) => subject === 'Ihre Rolle Lager in Huber GmbH ist beendet.')
})

test('an elevation given beforehand is told when it begins, once', async () => {
  const client = await server.addUser({ username: 'soon', role: 'viewer', organization: server.root })
  const { id } = await give(client, {
    kind: 'elevation',
    starts_at: later(60_000),
    ends_at: later(3_600_000),
  })
  assert.deepEqual(await elevationOf(id), [])
  const asOwner = (text: string, values: readonly unknown[]) => server.sql(text, values) as never
  const now = () => new Date(Date.now() + 120_000)
  for (let time = 0; time < 2; time += 1)
    await endDueAssignments({ pool: server.pool, now, asOwner, signal: new AbortController().signal })
  assert.deepEqual(await elevationOf(id), ['ELEVATION_STARTED'])
})

test('a right that is withdrawn in one process is gone in every other', async () => {
  const client = await server.addUser({ username: 'both', role: 'viewer', organization: server.root })
  const there = new ApiClient(second.url, client.account, server.root)
  const mayReceive = async (who: ApiClient) => (await held(who))['inventory.add_goodsreceipt'] !== undefined
  assert.deepEqual([await mayReceive(client), await mayReceive(there)], [false, false])
  const { id } = await give(client)
  await untilSo(() => mayReceive(there))
  assert.equal(await mayReceive(client), true)
  assertStatus(await chief().post(`/api/v1/role-assignments/${id}/end/`), 200)
  assert.equal(await mayReceive(client), false)
  await untilSo(async () => !(await mayReceive(there)))
  const right = { user: client.account?.id, record: 'user.role', row_id: server.tenant, can_view: true }
  assertStatus(await chief().post('/api/v1/object-permissions/', right), 400)
})

test('who leaves an organization leaves what he was given there, too', async () => {
  const client = await server.addUser({ username: 'leaver', role: 'viewer', organization: server.root })
  const { id } = await give(client)
  const path = '/api/v1/organization-memberships/'
  const [membership] = (await chief().get(`${path}?user=${client.account?.id}`)).body.results
  assertStatus(await chief().delete(`${path}${membership.id}/`), 204)
  assert.deepEqual(await held(client), {})
  assert.equal((await chief().get(`/api/v1/role-assignments/${id}/`)).body.status, 'ended')
})
