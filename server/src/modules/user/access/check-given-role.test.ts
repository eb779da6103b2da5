/** Rules over who gets which role are asked wherever one is given, and their verdict counts. */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { invalid } from '#contract/kit/failure.ts'
import { type ApiClient, assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { checkGivenRolesBy, type GivenRole } from './check-given-role.ts'

const assignments = '/api/v1/role-assignments/'
const memberships = '/api/v1/organization-memberships/'
const asked: GivenRole[] = []
let verdict: 'fine' | 'wait' | 'no' = 'fine'
let server: TestServer
let clerk: ApiClient

before(async () => {
  server = await startServer()
  clerk = await server.addUser({ username: 'clerk', role: 'viewer', organization: server.plant1 })
  checkGivenRolesBy(async (given) => {
    asked.push(given)
    if (verdict === 'no') throw invalid('/role', 'user.role_over')
    return { mustWait: verdict === 'wait' }
  })
})
after(async () => {
  // Rules are of the process, which other files may share.
  verdict = 'fine'
  await server.stop()
})

const chief = () => server.as.administrator
const roleId = async (code: string) => (await chief().get(`/api/v1/roles/${code}/`)).body.id
const give = async (more: object = {}) =>
  chief().post(assignments, {
    user: clerk.account?.id,
    role: await roleId('sales'),
    reason: 'Helps out',
    ...more,
  })

test('an assignment is refused, waits or takes effect by what the rules say, and is asked of again', async () => {
  assert.equal(assertStatus(await give(), 201).body.status, 'approved')
  const { occasion, kind, userId, reason, organizationId } = asked.at(-1) as GivenRole
  assert.deepEqual(
    [occasion, kind, userId, reason, organizationId],
    ['given', 'regular', clerk.account?.id, 'Helps out', server.root],
  )
  verdict = 'no'
  assertRefused(assertStatus(await give(), 400), 'user.role_over', '/role')
  verdict = 'wait'
  const { id, status } = assertStatus(await give(), 201).body
  assert.equal(status, 'requested')
  const second = await server.addUser({
    username: 'two',
    role: 'administrator',
    organization: server.root,
    includesDescendants: true,
  })
  verdict = 'no'
  assertStatus(await second.post(`${assignments}${id}/approve/`), 400)
  verdict = 'wait'
  assertStatus(await second.post(`${assignments}${id}/approve/`), 200)
  assert.deepEqual([asked.at(-1)?.occasion, asked.at(-1)?.id], ['approved', id])
})

test('a membership is, too: new, of another role, wider, or switched on again', async () => {
  verdict = 'wait'
  const body = { user: clerk.account?.id, role: await roleId('viewer'), includes_descendants: false }
  const place = { organization: server.plant2 }
  assertRefused(await chief().post(memberships, body, place), 'user.role_sensitive', '/role')
  verdict = 'fine'
  const { id } = assertStatus(await chief().post(memberships, body, place), 201).body
  assert.deepEqual([asked.at(-1)?.kind, asked.at(-1)?.id], ['membership', id])
  const change = (fields: object) => chief().patch(`${memberships}${id}/`, fields)
  assertStatus(await change({ is_active: false }), 200)
  verdict = 'wait'
  for (const more of [{ role: await roleId('sales') }, { is_active: true }]) {
    assertRefused(await change(more), 'user.role_sensitive', '/role')
  }
  verdict = 'fine'
  assertStatus(await change({ is_active: true }), 200)
  verdict = 'wait'
  assertRefused(await change({ includes_descendants: true }), 'user.role_sensitive', '/role')
  assertStatus(await change({ is_default: true }), 200)
  assertStatus(await chief().delete(`${memberships}${id}/`), 204)
})
