/** Story 10: a manager lends somebody a role for a time; it ends by itself, and what it made possible is marked. */
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { type ApiClient, assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { untilSo } from '#server/testing/processes.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { story } from './story.ts'

const assignments = '/api/v1/role-assignments/'
const hour = 3_600_000
const later = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString()
let server: TestServer
let chief: ApiClient
let manager: ApiClient
let second: ApiClient
let member: ApiClient
let operator: string

before(async () => {
  server = await startServer()
  chief = server.as.administrator
  manager = await person('manager', 'manager')
  second = await person('second', 'manager')
  member = await person('member', 'viewer')
  operator = await roleId('operator')
})
after(() => server.stop())

const person = (username: string, role: string) =>
  server.addUser({ username, role, organization: server.plant1 })
const roleId = async (code: string) => (await chief.get(`/api/v1/roles/${code}/`)).body.id
const lend = (more: object, by: ApiClient = manager) =>
  by.post(assignments, {
    user: member.account?.id,
    role: operator,
    kind: 'elevation',
    reason: 'Stands in',
    ...more,
  })
const addTag = (name = 'Lent') => member.post('/api/v1/tags/', { name })
const may = async () => (await addTag(`Lent ${Math.random()}`)).status === 201
const move = (id: string, from: number, to: number) =>
  server.sql('update role_assignment set starts_at = $2, ends_at = $3 where id = $1', [
    id,
    later(from),
    later(to),
  ])
let lent: any

const step = story('10: Temporary Access Elevation')

step('TMP-01: a manager gives a role for a time, none he lacks, and says why', async () => {
  const times = { starts_at: later(hour), ends_at: later(2 * hour) }
  assertRefused(await lend({ ...times, reason: '' }), 'kit.required', '/reason')
  assertRefused(await lend({ ...times, role: await roleId('accounts') }), 'kit.forbidden')
  assertRefused(await lend({ ...times, user: manager.account?.id }, member), 'kit.forbidden')
  lent = assertStatus(await lend(times), 201).body
  assert.deepEqual([lent.status, lent.kind, lent.assigned_by], ['approved', 'elevation', manager.account?.id])
})

step('TMP-02: start and end are exact; before and after them it gives nothing', async () => {
  assertRefused(await lend({ starts_at: later(0) }), 'user.period_missing', '/ends_at')
  assertRefused(await lend({ ends_at: later(hour) }), 'user.period_missing', '/starts_at')
  const reversed = { starts_at: later(2 * hour), ends_at: later(hour) }
  assertStatus(await lend(reversed), 400)
  assertRefused(
    await lend({ starts_at: later(0), ends_at: later(31 * 24 * hour) }),
    'user.elevation_too_long',
    '/ends_at',
  )
  assert.equal(await may(), false)
  await move(lent.id, -hour, hour)
  await untilSo(may)
})

step('TMP-05: every action done by it is in the audit trail, and marked', async () => {
  const tag = assertStatus(await addTag(), 201).body
  const entries = (await chief.get(`/api/v1/audit-logs/?record_id=${tag.id}`)).body.results
  assert.equal(entries[0].context.elevation, lent.id)
  const session = (await member.get('/api/v1/auth/session/')).body
  assert.deepEqual(
    session.elevations.map(({ id, role }: any) => [id, role]),
    [[lent.id, 'operator']],
  )
  const own = { permission: 'common.add_tag', justification: 'For good' }
  assertRefused(await member.post('/api/v1/access-requests/', own), 'user.request_held')
})

step(
  'TMP-05: what a right on a single row lends for a time is marked, too; what is given for good is not',
  async () => {
    const tag = assertStatus(await chief.post('/api/v1/tags/', { name: 'Row' }), 201).body
    const give = async (more: object) =>
      assertStatus(
        await chief.post('/api/v1/object-permissions/', {
          user: member.account?.id,
          record: 'common.tag',
          row_id: tag.id,
          can_change: true,
          ...more,
        }),
        201,
      ).body
    const marked = async (name: string) => {
      assertStatus(await member.patch(`/api/v1/tags/${tag.id}/`, { name }), 200)
      const query = `record_id=${tag.id}&action=UPDATE`
      return (await chief.get(`/api/v1/audit-logs/?${query}`)).body.results[0].context.elevation
    }
    // What the role lends is taken away for a moment: it would let him change the tag as well.
    await move(lent.id, hour, 2 * hour)
    const right = await give({ ends_at: later(hour) })
    assert.equal(await marked('First'), right.id)
    assertStatus(await chief.patch(`/api/v1/object-permissions/${right.id}/`, { ends_at: null }), 200)
    assert.equal(await marked('Second'), undefined)
    await move(lent.id, -hour, hour)
  },
)

step('TMP-04: longer only with the approval of another', async () => {
  const more = { starts_at: later(hour), ends_at: later(3 * hour) }
  const longer = assertStatus(await lend(more), 201).body
  assert.deepEqual([longer.status, longer.extends], ['requested', lent.id])
  const approve = (by: ApiClient) => by.post(`${assignments}${longer.id}/approve/`)
  for (const each of [manager, member]) assert.notEqual((await approve(each)).status, 200)
  assert.equal(assertStatus(await approve(second), 200).body.approved_by, second.account?.id)
  assertStatus(await second.post(`${assignments}${longer.id}/end/`, { reason: 'Not needed' }), 200)
})

step('TMP-03: at its end it is gone by itself, without anybody writing', async () => {
  await move(lent.id, -hour, 1000)
  await untilSo(async () => !(await may()))
  const refused = assertStatus(await addTag(), 403).body
  assert.equal(refused.denial.permission, 'common.add_tag')
  assert.deepEqual((await member.get('/api/v1/auth/session/')).body.elevations, [])
})

step('TMP-06: one who asks in a hurry gets it for a time', async () => {
  const wish = { permission: 'common.add_tag', role: operator, is_urgent: true, justification: 'Now' }
  const asked = assertStatus(await member.post('/api/v1/access-requests/', wish), 201).body
  const path = `/api/v1/access-requests/${asked.id}/approve/`
  const done = assertStatus(await manager.post(path, { ends_at: later(hour) }), 200).body
  assert.equal(await may(), true)
  const given = (await chief.get(`${assignments}${done.assignment}/`)).body
  assert.deepEqual([given.kind, given.approved_by], ['elevation', manager.account?.id])
})
