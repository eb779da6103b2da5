/** Segregation of duties: what is refused, what waits for another person, what is reported, and for whom. */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { type ApiAnswer, type ApiClient, assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { permissions } from '#server/modules/user/permission-codes.ts'

const assignments = '/api/v1/role-assignments/'
const rules = '/api/v1/duty-rules/'
const exceptions = '/api/v1/duty-exceptions/'
let server: TestServer
let chief: ApiClient
let second: ApiClient

before(async () => {
  server = await startServer()
  chief = server.as.administrator
  second = await server.addUser({
    username: 'second',
    role: 'administrator',
    organization: server.root,
    includesDescendants: true,
  })
})
after(() => server.stop())

let users = 0
async function clerk(role = 'viewer', organization = server.plant1): Promise<ApiClient> {
  users += 1
  return server.addUser({ username: `clerk${users}`, role, organization })
}
const roleId = async (code: string) => (await chief.get(`/api/v1/roles/${code}/`)).body.id
const give = async (to: ApiClient, role: string, organization = server.plant1) =>
  chief.post(
    assignments,
    { user: to.account?.id, role: await roleId(role), reason: 'Stands in' },
    { organization },
  )
const conflictsOf = async (client: ApiClient, query = '') =>
  assertStatus(await chief.get(`/api/v1/duty-conflicts/?user=${client.account?.id}${query}`), 200).body
const codesOf = async (client: ApiClient) =>
  (await conflictsOf(client)).results.map(({ rule_code }: { rule_code: string }) => rule_code)
const withRole = (code: string, ...list: string[]) =>
  chief.post('/api/v1/roles/', { code, name: code, permissions: list })
const newRule = (code: string, one: string, other: string, more: object = {}) =>
  chief.post(rules, { code, name: code, one_side: [one], other_side: [other], ...more })

test('the rules of the standard name permissions there are, and let every role of the standard be given', async () => {
  const { results } = assertStatus(await chief.get(`${rules}?page_size=100`), 200).body
  assert.ok(results.length >= 16)
  const known = new Set(permissions.map(({ code }) => code))
  for (const { code, one_side: one, other_side: other, title } of results) {
    for (const permission of [...one, ...other]) assert.ok(known.has(permission), `${code}: ${permission}`)
    assert.ok(title.en && title.de, `${code} has no title in both languages`)
  }
  const roles = (await chief.get('/api/v1/roles/?page_size=100')).body.results
  for (const { code, is_system_role: isSystem, is_sensitive: isSensitive } of roles) {
    if (!isSystem || isSensitive) continue
    assert.equal(assertStatus(await give(await clerk(), code), 201).body.status, 'approved', code)
  }
})

test('SOD-01: a role that would join duties waits, and is approved by another with a reason that is kept', async () => {
  const client = await clerk('accounts')
  const path = `/api/v1/duty-conflicts/preview/?user=${client.account?.id}&role=${await roleId('warehouse')}`
  const told = assertStatus(await chief.get(path, { organization: server.plant1 }), 200).body.results
  assert.deepEqual(
    told.map(({ rule_code: code }: { rule_code: string }) => code),
    ['ship_and_invoice', 'take_back_and_credit'],
  )
  const { body: waiting } = assertStatus(await give(client, 'warehouse'), 201)
  assert.equal(waiting.status, 'requested')
  assert.ok(!(await codesOf(client)).includes('ship_and_invoice'), 'what waits grants nothing')
  const approve = (by: ApiClient, body: object) => by.post(`${assignments}${waiting.id}/approve/`, body)
  assertRefused(await approve(chief, { reason: 'I know' }), 'user.own_approval')
  assertRefused(await approve(second, {}), 'user.duty_reason', '/reason')
  assertStatus(await approve(second, { reason: 'Two people are ill; counted weekly by a third' }), 200)
  const report = await conflictsOf(client)
  const found = report.results.find(
    ({ rule_code: code }: { rule_code: string }) => code === 'ship_and_invoice',
  )
  assert.match(found.exception.reason, /counted weekly/)
  const grant = found.one_side.find(
    ({ permission }: { permission: string }) => permission === 'sales.ship_delivery',
  )
  assert.deepEqual([grant.id, grant.kind, grant.organization], [waiting.id, 'regular', server.plant1])
  assert.ok(found.other_side.some(({ kind }: { kind: string }) => kind === 'membership'))
  const [kept] = (await chief.get(`${exceptions}?user=${client.account?.id}`)).body.results
  assert.deepEqual([kept.status, kept.decided_by], ['approved', second.account?.id])
  const trail = await server.sql(
    `select from audit_log where action = 'DUTY_CONFLICT' and record_id = $1 and user_id = $2`,
    [client.account?.id, second.account?.id],
  )
  assert.equal(trail.length, 2)
})

test('SOD-01: no conflict where the duties are in different organizations', async () => {
  const client = await clerk('accounts', server.plant1)
  assert.equal(assertStatus(await give(client, 'warehouse', server.plant2), 201).body.status, 'approved')
  assert.equal((await give(client, 'warehouse', server.root)).body.status, 'requested', 'reaches both')
})

test('SOD-01: a membership is refused, unless an exception was documented and decided by another', async () => {
  const client = await clerk('accounts')
  const user = client.account?.id
  const membership = { user, role: await roleId('warehouse'), includes_descendants: true }
  const join = () =>
    chief.post('/api/v1/organization-memberships/', membership, { organization: server.root })
  assertRefused(await join(), 'user.duty_conflict', '/role')
  const ask = (rule: string, more: object = {}) =>
    chief.post(exceptions, { user, rule, reason: 'A small site', ...more })
  const made: ApiAnswer[] = [await ask('ship_and_invoice'), await ask('take_back_and_credit')]
  for (const answer of made) {
    const { id, status, ends_at: end } = assertStatus(answer, 201).body
    assert.equal(status, 'requested')
    assert.ok(Date.parse(end) > Date.now() + 300 * 24 * 60 * 60_000)
    assertRefused(await join(), 'user.duty_conflict')
    assertRefused(await chief.post(`${exceptions}${id}/approve/`), 'user.own_approval')
    assertStatus(await second.post(`${exceptions}${id}/approve/`), 200)
  }
  assertStatus(await join(), 201)
  assert.equal((await conflictsOf(client, '&rule=ship_and_invoice&is_excused=false')).count, 0)
  assertStatus(await chief.post(`${exceptions}${made[0]?.body.id}/end/`), 200)
  assert.equal((await conflictsOf(client, '&rule=ship_and_invoice&is_excused=false')).open, 1)
})

test('SOD-01: a strict rule refuses, allows no exception, and binds administrators only where it says so', async () => {
  const strict = { response: 'refuse' }
  const rule = assertStatus(await newRule('strict', 'common.add_tag', 'common.delete_tag', strict), 201).body
  assertStatus(await withRole('tag_maker', 'common.add_tag', 'user.view_role'), 201)
  assertStatus(await withRole('tag_ender', 'common.delete_tag'), 201)
  assertRefused(
    await withRole('tag_both', 'common.add_tag', 'common.delete_tag'),
    'user.duty_conflict',
    '/permissions',
  )
  const client = await clerk('tag_maker')
  const other = await clerk('tag_maker', server.plant2)
  assertRefused(await give(client, 'tag_ender'), 'user.duty_conflict', '/role')
  assertRefused(await give(client, 'tag_ender', server.plant2), 'user.duty_conflict', '/role')
  const excuse = { user: client.account?.id, rule: rule.id, reason: 'Please' }
  assertRefused(await chief.post(exceptions, excuse), 'user.duty_strict', '/rule')
  assert.equal(assertStatus(await give(other, 'administrator'), 201).body.status, 'approved')
  const [seen] = (await conflictsOf(other, '&rule=strict')).results
  assert.equal(seen.by_administrator, true)
  assertStatus(await chief.patch(`${rules}${rule.id}/`, { binds_administrators: true }), 200)
  assertRefused(await give(await clerk(), 'administrator'), 'user.duty_conflict', '/role')
  assertStatus(await chief.patch(`${rules}${rule.id}/`, { is_active: false }), 200)
  assertStatus(await give(client, 'tag_ender'), 201)
  assert.equal((await conflictsOf(client, '&rule=strict')).count, 0)
})

test('a right on a single row counts where that row is, of a user and of a role', async () => {
  assertStatus(await newRule('rows', 'organization.change_bankaccount', 'inventory.post_stockcount'), 201)
  assertStatus(await withRole('counter', 'inventory.post_stockcount'), 201)
  assertStatus(await withRole('banker', 'user.view_role'), 201)
  const account = { iban: 'DE02120300000000202051', bank: 'Bank', holder: 'Huber' }
  const made = await chief.post('/api/v1/bank-accounts/', account)
  const { id: row } = assertStatus(made, 201).body
  const right = async (more: object) =>
    chief.post('/api/v1/object-permissions/', {
      record: 'organization.bank_account',
      row_id: row,
      can_change: true,
      ...more,
    })
  const [here, there] = [await clerk('counter', server.root), await clerk('counter', server.plant2)]
  assertRefused(await right({ user: here.account?.id }), 'user.duty_conflict', '/can_change')
  assertStatus(await right({ user: here.account?.id, can_change: false }), 201)
  assertStatus(await right({ user: there.account?.id }), 201)
  assert.equal((await give(there, 'counter', server.root)).body.status, 'requested', 'both sides would meet')
  assertStatus(await give(here, 'banker', server.root), 201)
  assertRefused(await right({ role: await roleId('banker') }), 'user.duty_conflict', '/can_change')
  const excuse = { user: here.account?.id, rule: 'rows', reason: 'A small site' }
  const { id } = assertStatus(await chief.post(exceptions, excuse), 201).body
  assertStatus(await second.post(`${exceptions}${id}/approve/`), 200)
  assertStatus(await right({ role: await roleId('banker') }), 201)
  const [seen] = (await conflictsOf(here, '&rule=rows')).results
  assert.deepEqual(
    [seen.one_side.map(({ kind }: { kind: string }) => kind), seen.organizations[0].id],
    [['row'], server.root],
  )
})

test('a changed role is refused where a holder would come to join duties', async () => {
  assertStatus(await newRule('holders', 'common.add_unit', 'common.delete_unit'), 201)
  const role = assertStatus(await withRole('unit_maker', 'common.add_unit'), 201).body
  const base = assertStatus(await withRole('unit_ender', 'common.view_unit'), 201).body
  const client = await clerk('unit_maker')
  assertStatus(await give(client, 'unit_ender'), 201)
  const change = (body: object) => chief.patch(`/api/v1/roles/${base.id}/`, body)
  assertRefused(await change({ permissions: ['common.delete_unit'] }), 'user.duty_conflict', '/permissions')
  const heir = assertStatus(await withRole('unit_heir', 'common.delete_unit'), 201).body
  assertRefused(await change({ inherits: [heir.id] }), 'user.duty_conflict', '/permissions')
  assertStatus(await change({ permissions: ['common.view_unit', 'common.view_tag'] }), 200)
  assertStatus(await chief.patch(`/api/v1/roles/${role.id}/`, { description: 'Makes units' }), 200)
})

test("a tenant's own rule stands in the place of the standard's with its code, in that tenant alone", async () => {
  const client = await clerk('accounts')
  assert.ok((await codesOf(client)).includes('bank_and_payment'))
  const own = { response: 'report', is_active: false }
  assertStatus(await newRule('bank_and_payment', 'common.add_tag', 'common.add_unit', own), 201)
  assert.ok(!(await codesOf(client)).includes('bank_and_payment'))
  const { other } = server
  const { body } = await other.as.administrator.get(
    `/api/v1/duty-conflicts/?user=${other.as.accounts.account?.id}&rule=bank_and_payment`,
  )
  assert.equal(body.count, 1)
})

test('a rule names known permissions, each on one side', async () => {
  assertRefused(
    await newRule('odd', 'sales.fly_kite', 'common.add_tag'),
    'user.permission_unknown',
    '/one_side',
  )
  assertRefused(await newRule('odd', 'common.add_tag', 'common.add_tag'), 'user.duty_same', '/other_side')
  const empty = { code: 'odd', name: 'Odd', one_side: ['common.add_tag'] }
  assertRefused(await chief.post(rules, empty), 'user.duty_side_empty', '/other_side')
})

test('SOD-05: the report shows what concerns the organizations of whoever reads it', async () => {
  const client = await clerk('accounts', server.plant1)
  const manager = await server.addUser({ username: 'lead', role: 'manager', organization: server.plant2 })
  const seen = (by: ApiClient) => by.get(`/api/v1/duty-conflicts/?user=${client.account?.id}`)
  assert.equal(assertStatus(await seen(manager), 200).body.count, 0)
  const here = await server.addUser({ username: 'here', role: 'manager', organization: server.plant1 })
  assert.ok(assertStatus(await seen(here), 200).body.count > 0)
  assertRefused(assertStatus(await seen(client), 403), 'kit.forbidden')
  const theirs = await server.other.as.administrator.get(`/api/v1/duty-conflicts/?user=${client.account?.id}`)
  assert.equal(theirs.body.count, 0)
})
