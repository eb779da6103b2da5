/** RULINGS 4: an operator reaches another tenant only by a step with reason and end, told in both trails. */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { ApiClient, assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { BrowserClient } from '#server/testing/browser-client.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { makeOperator } from './make-operator.ts'

const actIn = '/api/v1/access/act-in/'
let server: TestServer
let operator: ApiClient

before(async () => {
  server = await startServer()
  operator = await server.addUser({ username: 'olga', role: 'manager', organization: server.root })
})
after(() => server.stop())

const asOwner = (text: string, values: readonly unknown[]) => server.sql(text, values) as never
const become = (isRemoved = false) => makeOperator({ company: 'HUBER', username: 'olga', isRemoved, asOwner })
const step = { organization: 'MEIER', reason: 'Ticket 4711' }

class Acting extends ApiClient {
  readonly #access: string
  constructor(url: string, access: string) {
    super(url, { id: '', username: 'olga', password: '' }, null)
    this.#access = access
  }
  override async token(): Promise<string> {
    return this.#access
  }
}

const trail = (tenant: string) =>
  server.sql<{ action: string; actor_name: string; record_label: string; context: Record<string, string> }>(
    `select action, actor_name, record_label, context from audit_log
    where tenant_id = $1 and action like 'ACT_IN%' order by sequence`,
    [tenant],
  )

test('nobody but an operator may, not even an administrator', async () => {
  assertRefused(assertStatus(await server.as.administrator.post(actIn, step), 403), 'user.not_operator')
  assertRefused(assertStatus(await operator.post(actIn, step), 403), 'user.not_operator')
  assert.equal(await makeOperator({ company: 'HUBER', username: 'none', isRemoved: false, asOwner }), false)
})

test('the step needs a reason and an end within eight hours, and another tenant', async () => {
  assert.equal(await become(), true)
  assertRefused(await operator.post(actIn, { ...step, reason: ' ' }), 'kit.required', '/reason')
  for (const hours of [-1, 9]) {
    const end = new Date(Date.now() + hours * 3_600_000).toISOString()
    assertRefused(await operator.post(actIn, { ...step, ends_at: end }), 'user.acting_time', '/ends_at')
  }
  assertStatus(await operator.post(actIn, { ...step, organization: 'HUBER' }), 404)
  assertStatus(await operator.post(actIn, { ...step, organization: 'NONE' }), 404)
})

test('within it he works under a name of that tenant, and each action is marked; then it is over', async () => {
  const strange = `/api/v1/users/${server.other.as.viewer.account?.id}/`
  assertStatus(await operator.get(strange), 404)
  const { access } = assertStatus(await operator.post(actIn, step), 200).body
  const inside = new Acting(server.url, access)
  assertStatus(await inside.get(strange), 200)
  assertStatus(await operator.get(strange), 404)
  const tag = assertStatus(
    await inside.post('/api/v1/tags/', { name: 'By the operator' }, { organization: server.other.root }),
    201,
  ).body
  const [entry] = await server.sql<{
    tenant_id: string
    actor_name: string
    context: Record<string, string>
  }>('select tenant_id, actor_name, context from audit_log where record_id = $1', [tag.id])
  const [assignment] = await server.sql<{ id: string; reason: string; kind: string }>(
    'select id, reason, kind from role_assignment where tenant_id = $1',
    [server.other.tenant],
  )
  assert.deepEqual([assignment?.reason, assignment?.kind], ['Ticket 4711', 'elevation'])
  assert.equal(entry?.tenant_id, server.other.tenant)
  assert.match(entry?.actor_name ?? '', /olga \(operator\)$/)
  assert.equal(entry?.context.elevation, assignment?.id)
  const mine = `/api/v1/tags/?search=${encodeURIComponent('By the operator')}`
  assert.equal((await operator.get(mine)).body.count, 0)
  assertStatus(await inside.post(`${actIn}end/`), 204)
  assertStatus(await inside.get(strange), 401)
  assertRefused(assertStatus(await operator.post(`${actIn}end/`), 409), 'user.not_acting')
  for (const tenant of [server.tenant, server.other.tenant]) {
    const rows = await trail(tenant)
    assert.deepEqual(
      rows.map(({ action }) => action),
      ['ACT_IN_STARTED', 'ACT_IN_ENDED'],
    )
    assert.match(rows[0]?.record_label ?? '', /Ticket 4711/)
  }
})

test('the tenant sees the step among its assignments and may end it; its end takes everything', async () => {
  const browser = new BrowserClient(server.url)
  await browser.logIn(operator.account as never)
  const session = assertStatus(await browser.post(actIn, step), 200).body
  browser.csrfToken = session.csrf_token
  assert.equal(session.elevations.length, 1)
  const users = () => browser.get('/api/v1/users/')
  assertStatus(await users(), 200)
  const chief = server.other.as.administrator
  const { results } = (await chief.get('/api/v1/role-assignments/?status=approved')).body
  assert.equal(results[0].reason, 'Ticket 4711')
  assertStatus(await chief.post(`/api/v1/role-assignments/${results[0].id}/end/`), 200)
  assertStatus(await users(), 403)
  assert.equal(await become(true), true)
  assertStatus(await operator.post(actIn, step), 403)
})
