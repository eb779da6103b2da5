/** Stored credentials: set, used under a name, never shown; their keys change without anybody noticing. */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { Refusal } from '#contract/kit/failure.ts'
import { inTransaction } from '#server/platform/database.ts'
import { assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { rotateMasterKeys } from './rotate-master-keys.ts'
import { createVault, type Vault } from './vault.ts'

const path = '/api/v1/stored-credentials/'
const secret = 'a password of the directory: äöü'
let vault: Vault
let server: TestServer

before(async () => {
  server = await startServer()
  vault = createVault(server.secrets)
})
after(() => server.stop())

async function make(name: string, value: string | null = secret): Promise<string> {
  const { administrator } = server.as
  const { body } = assertStatus(await administrator.post(path, { name }), 201)
  if (value !== null)
    assertStatus(await administrator.post(`${path}${body.id}/set-value/`, { value }, { version: null }), 204)
  return body.id
}

const facts = { id: 'test', address: '192.0.2.1', device: 'test', language: 'en' }

const open = (credentialId: string, tenantId = server.tenant, purpose = 'a test'): Promise<string> => {
  const settings = { tenantId, organizationId: null, organizationIds: [], usableIds: [], userId: null }
  return inTransaction(server.pool, settings, (transaction) =>
    vault.open({ tenantId, credentialId }, purpose, transaction, facts, new Date()),
  )
}

const refusedWith = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code

test('what was set comes out only where code opens it, and each time leaves a trace', async () => {
  const id = await make('directory')
  assert.equal(await open(id), secret)
  const row = assertStatus(await server.as.administrator.get(`${path}${id}/`), 200).body
  assert.ok(row.rotated_at && row.last_used_at)
  const [trace] = await server.sql<{ context: { purpose: string } }>(
    `select actor_name, context from audit_log where action = 'CREDENTIAL_USED' and record_id = $1`,
    [id],
  )
  assert.equal(trace?.context.purpose, 'a test')
  await assert.rejects(open(id, server.tenant, ''))
})

test('neither answers, lists, exports, the trail nor the database hold the value', async () => {
  const id = await make('nowhere')
  await open(id)
  const { administrator } = server.as
  for (const address of [
    `${path}${id}/`,
    path,
    `${path}export/?format=csv`,
    `/api/v1/audit-logs/?record_id=${id}`,
  ]) {
    const { body } = await administrator.get(address)
    assert.ok(!JSON.stringify(body).includes(secret), address)
  }
  const tables = await server.sql<{ name: string }>(
    `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
  )
  for (const { name } of tables) {
    const found = await server.sql(
      `select 1 from "${name}" t where strpos(t::text, $1) > 0 or strpos(t::text, encode($1::bytea, 'hex')) > 0`,
      [secret],
    )
    assert.deepEqual(found, [], name)
  }
  const [masked] = await server.sql<{ changes: object }>(
    `select changes from audit_log where action = 'CREDENTIAL_SET' and record_id = $1`,
    [id],
  )
  assert.deepEqual(masked?.changes, { value: { old: '***', new: '***' } })
})

test('the server’s own role reads no sealed value but by opening it', async () => {
  const settings = {
    tenantId: server.tenant,
    organizationId: null,
    organizationIds: [],
    usableIds: [],
    userId: null,
  }
  const read = inTransaction(server.pool, settings, ({ rows }) =>
    rows('select * from stored_credential_value'),
  )
  await assert.rejects(read, /permission denied/)
})

test('another tenant finds nothing, and what is copied to another place does not open', async () => {
  const [id, twin] = [await make('theirs'), await make('twin', 'something else')]
  await assert.rejects(open(id, server.other.tenant), refusedWith('user.credential_empty'))
  const stranger = server.other.as.administrator
  const set = stranger.post(`${path}${id}/set-value/`, { value: 'x' }, { version: null })
  assertStatus(await set, 404)
  await server.sql(
    `update stored_credential_value v set wrapped_key = o.wrapped_key, sealed_value = o.sealed_value
    from stored_credential_value o where o.credential_id = $1 and v.credential_id = $2`,
    [id, twin],
  )
  await assert.rejects(open(twin), refusedWith('user.credential_locked'))
  await server.sql(
    `update stored_credential_value set sealed_value = set_byte(sealed_value, 40, get_byte(sealed_value, 40) # 1)
    where credential_id = $1`,
    [id],
  )
  await assert.rejects(open(id), refusedWith('user.credential_locked'))
})

test('only who may change credentials sets one; an empty one says so', async () => {
  const id = await make('empty', null)
  await assert.rejects(open(id), refusedWith('user.credential_empty'))
  const address = `${path}${id}/set-value/`
  const set = (value: unknown) => server.as.administrator.post(address, { value }, { version: null })
  assertRefused(await set(''), 'kit.required', '/value')
  assertRefused(await set(5), 'kit.required', '/value')
  assertRefused(await set('x'.repeat(20_001)), 'kit.too_long', '/value')
  const viewer = await server.as.viewer.post(address, { value: 'x' }, { version: null })
  assertRefused(assertStatus(viewer, 403), 'kit.forbidden')
  assertStatus(await server.nobody.post(address, { value: 'x' }, { version: null }), 401)
})

interface Stored {
  readonly master_key: string
  readonly wrapped_key: Buffer
  readonly sealed_value: Buffer
}
const stored = async (id: string) =>
  (
    await server.sql<Stored>('select * from stored_credential_value where credential_id = $1', [id])
  )[0] as Stored

test('a fresh master key wraps every credential; on demand each value is encrypted anew', async () => {
  // Those that another test has spoilt open with no key.
  await server.sql('delete from stored_credential_value')
  const id = await make('rotated')
  const before = await stored(id)
  const rotation = { secrets: server.secrets, asOwner: server.sql as never, now: new Date(), by: 'test' }
  const first = await rotateMasterKeys(rotation)
  const wrapped = await stored(id)
  assert.deepEqual([first.count, wrapped.master_key], [1, first.id])
  assert.notDeepEqual(wrapped.wrapped_key, before.wrapped_key)
  assert.deepEqual(wrapped.sealed_value, before.sealed_value)
  assert.equal(await open(id), secret)
  const second = await rotateMasterKeys({ ...rotation, reencrypts: true })
  const anew = await stored(id)
  assert.equal(anew.master_key, second.id)
  assert.notDeepEqual(anew.sealed_value, before.sealed_value)
  assert.equal(await open(id), secret)
  const trail = await server.sql<{ record_label: string }>(
    `select record_label from audit_log where action = 'CREDENTIAL_KEYS_ROTATED' and tenant_id = $1
    order by sequence`,
    [server.tenant],
  )
  assert.deepEqual(
    trail.map((row) => row.record_label),
    [first.id, second.id],
  )
  // Keys that nothing is wrapped by any more are dropped a day later.
  const later = new Date(rotation.now.getTime() + 25 * 60 * 60_000)
  const third = await rotateMasterKeys({ ...rotation, now: later })
  const ring = JSON.parse((await server.secrets.read('credential-keys')) ?? '')
  assert.deepEqual(Object.keys(ring.keys).toSorted(), [second.id, third.id].toSorted())
  assert.equal(await open(id), secret)
})
