/** One result per Idempotency-Key: repeated, for another body, and by two at once (DOMAIN 25). */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { tableOf, type Resource } from '#contract/kit/resource.ts'
import { forgetAnswers } from '#server/modules/common/public.ts'
import { assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { isUploaded, pathOf, written } from './served.ts'
import { openWorlds, type World } from './world.ts'

let server: TestServer
let world: World

before(async () => {
  server = await startServer()
  ;[world] = await openWorlds(server)
})
after(() => server.stop())

async function count(record: Resource): Promise<number> {
  const [row] = await server.sql<{ count: string }>(`select count(*) from "${tableOf(record)}"`)
  return Number(row?.count)
}

for (const record of written.filter((record) => !isUploaded(record))) {
  test(`${record.name} is made once per key`, async () => {
    const { chief } = world
    const path = pathOf(record)
    const body = await world.body(record)
    const before = await count(record)
    const key = randomUUID()
    const twins = await Promise.all([chief.post(path, body, { key }), chief.post(path, body, { key })])
    const [first, second] = twins.map((answer) => assertStatus(answer, 201))
    const third = assertStatus(await chief.post(path, body, { key }), 201)
    assert.equal(await count(record), before + 1)
    for (const answer of [second, third]) {
      assert.deepEqual(answer?.body, first?.body)
      assert.equal(answer?.headers.get('etag'), first?.headers.get('etag'))
    }
    const other = await chief.post(path, { ...body, organization: server.plant1 }, { key })
    assertRefused(assertStatus(other, 409), 'kit.key_reused')
    assert.equal(await count(record), before + 1)
  })
}

const tags = '/api/v1/tags/'

test('a key is of one account and one address, and a refusal does not use it up', async () => {
  const key = randomUUID()
  assertStatus(await world.chief.post(tags, { name: '' }, { key }), 400)
  assertStatus(await world.chief.post(tags, { name: 'Kept' }, { key }), 201)
  assertRefused(await world.chief.post('/api/v1/pricing-tiers/', { name: 'Kept' }, { key }), 'kit.key_reused')
  assertStatus(await server.as.sales.post('/api/v1/partners/', { name: 'Other account' }, { key }), 201)
  assertStatus(await server.other.as.administrator.post(tags, { name: 'Kept' }, { key }), 201)
})

test('the answer to a key is given again only to who may still see the row it made', async () => {
  const [key, username] = [randomUUID(), 'mover']
  const mover = await server.addUser({ username, role: 'administrator', organization: server.plant1 })
  const body = {
    organization: server.plant1,
    code: 'MOVED',
    name: 'Moved',
    warehouse_type: 'DISTRIBUTION_CENTER',
  }
  const first = assertStatus(await mover.post('/api/v1/warehouses/', body, { key }), 201).body
  assert.equal((await mover.post('/api/v1/warehouses/', body, { key })).body.id, first.id)
  // From one plant to the other: what he made there is no longer his to see.
  const membership = { user: mover.account?.id, role: 'administrator', organization: server.plant2 }
  assertStatus(await world.chief.post('/api/v1/organization-memberships/', membership), 201)
  const text = 'organization_membership set is_active = false where user_id = $1 and organization_id = $2'
  await server.sql(`update ${text}`, [mover.account?.id, server.plant1])
  const moved = mover.in(server.plant2)
  assertRefused(await moved.post('/api/v1/warehouses/', body, { key }), 'kit.not_found')
})

test('an answer is kept for 30 days', async () => {
  const key = randomUUID()
  const post = (name: string) => world.chief.post(tags, { name }, { key })
  const forgetAt = (days: number) =>
    forgetAnswers(server.sql as never, new Date(Date.now() + days * 86_400_000), new AbortController().signal)
  assertStatus(await post('First'), 201)
  assert.equal(await forgetAt(29.9), 0)
  assertRefused(await post('Second'), 'kit.key_reused')
  assert.ok((await forgetAt(30.1)) > 0)
  assertStatus(await post('Second'), 201)
})

test('a key is short and printable', async () => {
  for (const key of ['x'.repeat(256), 'umläut', 'tab\tin it'])
    assertRefused(
      await world.chief.post(tags, { name: `For ${key.length}` }, { key }),
      'kit.wrong_format',
      'Idempotency-Key',
    )
})
