/** Every record is created, read, listed, changed, replaced and deleted through the API, and the trail tells it. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Field } from '#contract/kit/field/field.ts'
import { isUuid } from '#contract/kit/field/value.ts'
import { movesOf, type Resource } from '#contract/kit/resource.ts'
import { equal } from '#server/kit/audit.ts'
import { assertStatus } from '#server/testing/api-client.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { changeable, fixed, isDeletable, isEditable, isUploaded, pathOf, written } from './served.ts'
import { madeByRoute } from './special.ts'
import { nasty } from '#contract/kit/field/fixture.ts'
import { openWorlds, type World } from './world.ts'
import type { Body } from './making.ts'

let server: TestServer
let world: World

before(async () => {
  server = await startServer()
  ;[world] = await openWorlds(server)
})
after(() => server.stop())

for (const record of written) {
  test(`${record.name} lives from creation to deletion`, async () => {
    const path = pathOf(record)
    const row = await createAndCompare(record)
    const one = `${path}${row.id}/`
    const found = assertStatus(
      await world.chief.get(
        `${path}?id=${row.id}&is_active=all`.replace(
          'is_active' in record.fields ? '' : '&is_active=all',
          '',
        ),
      ),
      200,
    ).body
    assert.deepEqual(
      found.results.map(({ id }: Body) => id),
      [row.id],
    )
    if (isEditable(record)) await changeAndReplace(record, one, row)
    if (!isDeletable(record)) return assert.ok((await world.chief.delete(one)).status === 409)
    assertStatus(await world.chief.delete(one), 204)
    assertStatus(await world.chief.get(one), 404)
    assert.equal((await world.chief.get(`${path}?id=${row.id}`)).body.count, 0)
    await mustTell(record, String(row.id), 'DELETE')
  })
}

async function createAndCompare(record: Resource): Promise<Body> {
  const sent = await world.body(record, { full: true })
  if (isUploaded(record)) return world.create(record)
  const answer = assertStatus(await world.chief.post(pathOf(record), sent), 201)
  assert.equal(answer.headers.get('etag'), '"1"')
  assert.equal(answer.body.version, 1)
  assert.equal(answer.body.created_by, world.chief.account?.id)
  assert.match(answer.body.created_at, /^\d{4}-\d\d-\d\dT.*Z$/)
  const { body: row, headers } = assertStatus(
    await world.chief.get(`${pathOf(record)}${answer.body.id}/`),
    200,
  )
  assert.deepEqual(row, answer.body)
  assert.equal(headers.get('etag'), '"1"')
  for (const [name, field] of Object.entries(record.fields)) {
    if (sent[name] !== undefined) assertSame(name, field, sent[name], row[name])
  }
  const { moves, change, delete: mayDelete } = row._permissions
  assert.deepEqual([change, mayDelete], [isEditable(record), isDeletable(record)])
  assert.ok(moves.every((move: string) => movesOf(record).includes(move)))
  await mustTell(record, row.id, 'CREATE', sent)
  return row
}

function assertSame(name: string, field: Field, sent: unknown, read: unknown): void {
  if (field.kind === 'lines')
    return assert.equal((read as unknown[]).length, (sent as unknown[]).length, name)
  const isKey = field.kind === 'reference' || field.kind === 'file'
  if (isKey && (typeof sent !== 'string' || !isUuid(sent))) return assert.ok(isUuid(String(read)), name)
  assert.ok(equal(read, sent), `${name}: ${JSON.stringify(read)} is not ${JSON.stringify(sent)}`)
}

async function changeAndReplace(record: Resource, one: string, row: Body): Promise<void> {
  const [name] = changeable(record) ?? []
  let { version } = row as { version: number }
  if (name !== undefined) {
    const value = `Changed ${nasty}`.slice(0, 40).trim()
    const { body, headers } = assertStatus(await world.chief.patch(one, { [name]: value }, { version }), 200)
    assert.equal(body[name], value)
    version += 1
    assert.equal(body.version, version)
    assert.equal(headers.get('etag'), `"${version}"`)
    assert.deepEqual((await world.chief.get(one)).body, body, 'what is answered is what is read next')
    await mustTell(record, String(row.id), 'UPDATE', { [name]: value })
  }
  const { body: now } = await world.chief.get(one)
  const { body } = assertStatus(await world.chief.put(one, now, { version }), 200)
  assert.deepEqual((await world.chief.get(one)).body, body, 'what is answered is what is read next')
  const plain = ({ version: _v, updated_at: _at, ...rest }: Body) => rest
  assert.deepEqual(plain(body), plain(now), 'a row replaced by itself is what it was')
}

interface Entry {
  readonly changes: Record<string, { old: unknown; new: unknown }>
  readonly user_id: string
}

/** The trail has the entry, its values, and of persons a commitment only. */
async function mustTell(record: Resource, id: string, action: string, sent: Body = {}): Promise<void> {
  const rows = await server.sql<Entry>(
    'select changes, user_id from audit_log where record = $1 and record_id = $2 and action = $3',
    [record.name, id, action],
  )
  assert.equal(rows.length, 1, `${action} of ${record.name} is not told once`)
  const [{ changes, user_id: user } = { changes: {}, user_id: '' }] = rows
  assert.equal(user, world.chief.account?.id)
  for (const [name, value] of Object.entries(sent)) {
    const field = record.fields[name]
    if (typeof value !== 'string' || value === '' || field === undefined || isUuid(value)) continue
    if (!['text', 'long_text', 'money', 'decimal', 'date'].includes(field.kind)) continue
    const told = changes[name]?.new
    if (field.personal) assert.match((told as Body)?.commitment as string, /^[0-9a-f]{64}$/, name)
    else assert.ok(equal(told, value), `${name}: ${JSON.stringify(told)} is told of ${value}`)
  }
}

for (const record of fixed) {
  test(`${record.name} is only read`, async () => {
    const path = pathOf(record)
    const { body } = assertStatus(await world.chief.get(path), 200)
    const one = `${path}${body.results[0]?.id ?? server.tenant}/`
    const methods = madeByRoute.has(record.name) ? [] : ['POST']
    for (const method of [...methods, 'PUT', 'PATCH', 'DELETE']) {
      const answer = await world.chief.send(method, method === 'POST' ? path : one, {}, { version: '*' })
      assert.equal(answer.status, 405, method)
      assert.match(answer.headers.get('allow') ?? '', /GET/)
    }
    if (body.results[0] === undefined) return
    const { _permissions } = assertStatus(await world.chief.get(one), 200).body
    assert.deepEqual([_permissions.change, _permissions.delete], [false, false])
  })
}
