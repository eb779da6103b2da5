/** Actions of two persons: begun by one, confirmed by another, done once, and both named (SOD-02, SOD-03, SOD-07). */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { type ApiClient, assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { untilSo } from '#server/testing/processes.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'

const controls = '/api/v1/dual-controls/'
const pending = '/api/v1/pending-actions/'
let server: TestServer
let chief: ApiClient
let second: ApiClient

before(async () => {
  server = await startServer()
  chief = server.as.administrator
})
after(() => server.stop())

async function control(permission: string): Promise<string> {
  const { id } = assertStatus(await chief.post(controls, { permission }), 201).body
  assertStatus(await chief.post(`${controls}${id}/activate/`), 200)
  return id
}
const confirm = (id: string, by: ApiClient) => by.post(`${pending}${id}/confirm/`, {}, { version: null })
const turnDown = (id: string, by: ApiClient, body: object = {}) =>
  by.post(`${pending}${id}/refuse/`, body, { version: null })
const begin = async (path: string, body: object, by = chief, version?: string): Promise<string> => {
  const answer = assertStatus(await by.post(path, body, version === undefined ? {} : { version }), 202)
  assert.equal(answer.body.status, 'pending')
  return answer.body.pending_action
}
const trail = (id: string) =>
  server.sql<{ action: string; user_id: string; context: Record<string, string> }>(
    'select action, user_id, context from audit_log where record_id = $1 order by sequence',
    [id],
  )

test('it is switched on only where two persons could act', async () => {
  const { id } = assertStatus(await chief.post(controls, { permission: 'user.revoke_access' }), 201).body
  assertRefused(await chief.post(`${controls}${id}/activate/`), 'user.second_person_missing')
  second = await server.addUser({
    username: 'second',
    role: 'administrator',
    organization: server.root,
    includesDescendants: true,
  })
  assertStatus(await chief.post(`${controls}${id}/activate/`), 200)
  const odd = { permission: 'sales.view_invoice' }
  assertRefused(await chief.post(controls, odd), 'user.not_controllable', '/permission')
})

test('SOD-03: ending the access of a user takes two; one alone ends nothing', async () => {
  const victim = await server.addUser({ username: 'victim', role: 'viewer', organization: server.root })
  const works = async () => (await victim.get('/api/v1/tags/')).status
  assert.equal(await works(), 200)
  const body = { user: victim.account?.id, reason: 'Left in anger' }
  const id = await begin('/api/v1/auth/revoke/', body)
  assert.equal(await works(), 200)
  assertRefused(assertStatus(await confirm(id, chief), 409), 'user.second_person')
  assertStatus(await confirm(id, server.as.sales), 404)
  assertStatus(await confirm(id, server.other.as.administrator), 404)
  const inbox = (await second.get(`${pending}mine/`)).body
  assert.deepEqual(
    inbox.to_confirm.map((each: { id: string }) => each.id),
    [id],
  )
  assert.equal((await chief.get(`${pending}mine/`)).body.begun[0].id, id)
  const asked = assertStatus(await second.get(`${pending}${id}/call/`), 200).body
  assert.deepEqual([asked.permission, asked.body], ['user.revoke_access', body])
  assertStatus(await server.as.sales.get(`${pending}${id}/call/`), 404)
  const done = assertStatus(await confirm(id, second), 200).body
  assert.deepEqual([done.status, done.result_status], ['confirmed', 200])
  assert.ok(done.result.tokens >= 1)
  assert.equal(await works(), 401)
  assertRefused(assertStatus(await confirm(id, second), 409), 'user.pending_over')
  const about = await trail(id)
  assert.deepEqual(
    about.map((entry) => [entry.action, entry.user_id]),
    [
      ['DUAL_CONTROL_ASKED', chief.account?.id],
      ['DUAL_CONTROL_CONFIRMED', second.account?.id],
    ],
  )
  const [revoked] = (await trail(String(victim.account?.id))).filter(
    ({ action }) => action === 'ACCESS_REVOKED',
  )
  assert.deepEqual(
    [revoked?.user_id, revoked?.context.begun_by, revoked?.context.pending_action],
    [second.account?.id, chief.account?.id, id],
  )
})

test('SOD-02: approving a role assignment takes two beside who assigned it, in the version that was read', async () => {
  await control('user.approve_roleassignment')
  const third = await server.addUser({
    username: 'third',
    role: 'administrator',
    organization: server.root,
    includesDescendants: true,
  })
  const client = await server.addUser({ username: 'clerk', role: 'viewer', organization: server.plant1 })
  const role = (await chief.get('/api/v1/roles/system_administrator/')).body.id
  const give = { user: client.account?.id, role, reason: 'Night shift' }
  const made = assertStatus(
    await chief.post('/api/v1/role-assignments/', give, { organization: server.plant1 }),
    201,
  )
  const path = `/api/v1/role-assignments/${made.body.id}/`
  assertRefused(await chief.post(`${path}approve/`), 'user.own_approval')
  assertRefused(await second.post(`${path}approve/`, {}, { version: 9 }), 'kit.version_stale')
  const stale = await begin(`${path}approve/`, {}, second)
  assert.equal((await chief.get(path)).body.status, 'requested')
  const waiting = (await third.get(`${pending}mine/`)).body.to_confirm.find(
    ({ id }: { id: string }) => id === stale,
  )
  assert.deepEqual([waiting.verb, waiting.row_id], ['approve', made.body.id])
  assertStatus(await chief.patch(path, { reason: 'Night shift, and weekends' }), 200)
  assertRefused(await confirm(stale, third), 'kit.version_stale')
  const id = await begin(`${path}approve/`, {}, second)
  assertRefused(await confirm(id, chief), 'user.own_approval')
  const done = assertStatus(await confirm(id, third), 200).body
  assert.deepEqual([done.result.status, done.result.approved_by], ['approved', third.account?.id])
  const assigned = (await trail(made.body.id)).find(({ action }) => action === 'PERMISSION_ASSIGN')
  assert.equal(assigned?.context.begun_by, second.account?.id)
})

test('SOD-07: an administrative change keeps its organization, is turned down, withdrawn, or runs out', async () => {
  await control('organization.add_organizationmembership')
  for (const { account } of [chief, second, server.as.sales])
    await server.sql('update user_account set email = $2, language = $3 where id = $1', [
      account?.id,
      `${account?.username}@example.org`,
      account === second.account ? 'de' : 'en',
    ])
  const role = (await chief.get('/api/v1/roles/viewer/')).body.id
  const client = await server.addUser({ username: 'mover', role: 'viewer', organization: server.plant1 })
  const body = { user: client.account?.id, role }
  const path = '/api/v1/organization-memberships/'
  assertRefused(await chief.post(path, { ...body, role: 'no role' }), 'kit.reference_missing', '/role')
  const join = () => begin(path, body, chief.in(server.plant2))
  const refused = await join()
  const letters = () =>
    server.sql<{ recipient: string; subject: string }>('select recipient, subject from outgoing_mail')
  const asked = 'Test administrator hat begonnen, eine zweite Person muss bestätigen: Mitgliedschaft: Anlegen'
  assert.deepEqual(await letters(), [
    { recipient: `${second.account?.username}@example.org`, subject: asked },
  ])
  const [shown] = (await second.get(`${pending}mine/`)).body.to_confirm
  assert.deepEqual(
    [shown.record, shown.verb, shown.asked_by_name, shown.changes.user.new, shown.place],
    ['organization.organization_membership', 'add', 'Test administrator', client.account?.id, server.plant2],
  )
  assert.equal((await turnDown(refused, second, { reason: 'Why?' })).body.status, 'refused')
  assert.match(String((await letters()).at(-1)?.subject), /^Refused: Add/)
  assert.equal((await turnDown(await join(), chief)).body.status, 'withdrawn')
  assertRefused(await confirm(refused, second), 'user.pending_over')
  const late = await join()
  await server.sql('update pending_action set expires_at = now() where id = $1', [late])
  assertRefused(await confirm(late, second), 'user.pending_over')
  const id = await join()
  const { result } = assertStatus(await confirm(id, second), 200).body
  assert.deepEqual([result.organization, result.user], [server.plant2, client.account?.id])
  const [row] = (
    await chief.get(`${pending}?permission=organization.add_organizationmembership&status=refused`)
  ).body.results
  assert.deepEqual([row.id, row.reason, row.decided_by], [refused, 'Why?', second.account?.id])
  const form = new FormData()
  form.set('file', new Blob(['user,role\nmover,viewer\n'], { type: 'text/csv' }), 'members.csv')
  const headers = { authorization: `Bearer ${await chief.token()}` }
  const answer = await fetch(`${server.url}${path}import/`, { method: 'POST', headers, body: form })
  const text = await answer.text()
  assert.match(text, /user\.second_person_import/)
})

test('every action that may ask for two is listed with how many could confirm it', async () => {
  const { results } = assertStatus(await chief.get(`${controls}actions/`), 200).body
  const of = (code: string) => results.find(({ permission }: { permission: string }) => permission === code)
  assert.deepEqual(
    [of('user.revoke_access').control.status, of('user.revoke_access').people >= 2],
    ['active', true],
  )
  assert.deepEqual(
    [of('sales.post_invoice').control, of('user.deactivate_dualcontrol').is_always],
    [null, true],
  )
  assert.equal(of('sales.view_invoice'), undefined)
  assertStatus(await server.as.sales.get(`${controls}actions/`), 403)
})

test('two who confirm at once do it once', async () => {
  await control('user.add_role')
  const id = await begin('/api/v1/roles/', { code: 'paired', name: 'Paired', permissions: [] })
  const answers = await Promise.all([confirm(id, second), confirm(id, second)])
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 409])
})

test('nobody switches dual control off alone, nor changes it while it is on', async () => {
  const [row] = (await chief.get(`${controls}?permission=user.revoke_access`)).body.results
  assertRefused(await chief.patch(`${controls}${row.id}/`, { hours: 1 }), 'kit.not_editable')
  assertRefused(await chief.delete(`${controls}${row.id}/`), 'kit.not_editable')
  const id = await begin(`${controls}${row.id}/deactivate/`, {})
  const still = { user: server.as.viewer.account?.id, reason: 'Test' }
  await begin('/api/v1/auth/revoke/', still)
  assertStatus(await confirm(id, second), 200)
  assertStatus(await chief.post('/api/v1/auth/revoke/', still), 200)
})

test('what another process switches on asks for two, without a sign-in anew', async () => {
  const role = { code: 'watched', name: 'Watched', permissions: [] }
  const { pending_action: made } = (await chief.post('/api/v1/roles/', role)).body
  assertStatus(await confirm(made, second), 200)
  assertStatus(await chief.post(controls, { permission: 'user.change_role' }), 201)
  const change = (text: number) =>
    chief.patch('/api/v1/roles/watched/', { description: `Text ${text}` }, { version: '*' })
  assertStatus(await change(0), 200)
  await server.sql(`update dual_control set status = 'active' where permission = 'user.change_role'`)
  let text = 0
  await untilSo(async () => (await change((text += 1))).status === 202)
})

test('an invitation is no way around: what carries a secret is refused where it needs two', async () => {
  const body = { username: 'invited', display_name: 'Invited', roles: [] }
  const invite = (more: object) => chief.post('/api/v1/users/invite/', { ...body, ...more })
  assertRefused(await invite({}), 'user.second_person_secret')
  assertStatus(await server.as.viewer.post('/api/v1/users/invite/', body), 403)
  const [row] = (await chief.get(`${controls}?permission=organization.add_organizationmembership`)).body
    .results
  const off = await begin(`${controls}${row.id}/deactivate/`, {})
  assertStatus(await confirm(off, second), 200)
  const answer = await invite({})
  assert.notEqual(answer.body.code, 'user.second_person_secret')
})

test('a program is no second person, and nobody confirms what a program of his own began', async () => {
  const revoke = '/api/v1/auth/revoke/'
  const account = { name: 'Robot', owner: second.account?.id }
  const made = assertStatus(await chief.post('/api/v1/service-accounts/', account), 201).body
  const role = (await chief.get('/api/v1/roles/administrator/')).body.id
  const membership = { user: made.account, organization: server.root, role, includes_descendants: true }
  const joined = await chief.post('/api/v1/organization-memberships/', membership)
  if (joined.status === 202) assertStatus(await confirm(joined.body.pending_action, second), 200)
  const wanted = { service_account: made.id, name: 'key', scopes: ['*'] }
  const { secret } = assertStatus(await chief.post('/api/v1/api-keys/', wanted), 201).body
  const byKey = (path: string, body: object) =>
    server.nobody.post(path, body, { headers: { 'x-api-key': secret }, version: null })
  const victim = await server.addUser({ username: 'hit', role: 'viewer', organization: server.root })
  const body = { user: victim.account?.id, reason: 'Alone' }
  const text = `select id, status from dual_control where tenant_id = $1 and permission = 'user.revoke_access'`
  const [switched] = await server.sql<{ id: string; status: string }>(text, [server.tenant])
  if (switched === undefined) await control('user.revoke_access')
  else if (switched.status !== 'active')
    assertStatus(await chief.post(`${controls}${switched.id}/activate/`, {}, { version: '*' }), 200)
  const id = await begin(revoke, body)
  assertRefused(assertStatus(await byKey(`${pending}${id}/confirm/`, {}), 403), 'user.person_only')
  const begun = assertStatus(await byKey(revoke, body), 202).body.pending_action
  for (const behind of [chief, second])
    assertRefused(assertStatus(await confirm(begun, behind), 409), 'user.second_person')
  assertStatus(await victim.get('/api/v1/tags/'), 200)
})
