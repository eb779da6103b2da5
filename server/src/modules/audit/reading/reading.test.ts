/** The trail read by those who may: state, life of a record, what it was on a day, packages, erasure. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after, before } from 'node:test'
import { createSealer, type Sealer } from '#server/modules/audit/chain/seal.ts'
import { passHorizon } from '#server/modules/audit/testing/chain-under-test.ts'
import { type Line, readLine } from '#server/modules/audit/verify/package.ts'
import { verifyPackage } from '#server/modules/audit/verify/verify.ts'
import { type ApiClient, assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'

const folder = mkdtempSync(join(tmpdir(), 'kontor-audit-'))
let server: TestServer
let sealer: Sealer
let today = new Date('2026-05-01T10:00:00Z')

before(async () => {
  server = await startServer()
  sealer = createSealer({ secret: 'only for tests', dataFolder: folder, checkpointSeconds: 0 })
})
after(async () => {
  rmSync(folder, { recursive: true })
  await server.stop()
})

async function seal(): Promise<void> {
  await passHorizon(server.sql as never)
  await sealer.seal(server.sql as never)
}

/** Entries say when they were written by the database's clock; here they are dated as if days had passed. */
async function onDay(day: string, work: () => Promise<unknown>): Promise<void> {
  today = new Date(`${day}T10:00:00Z`)
  await server.sql('begin; alter table audit_log disable trigger user')
  const [last] = await server.sql<{ last: number }>(
    'select coalesce(max(sequence), 0) as last from audit_log',
  )
  await server.sql('rollback')
  await work()
  await server.sql('alter table audit_log disable trigger user')
  await server.sql('update audit_log set occurred_at = $1 where sequence > $2', [
    today.toISOString(),
    last?.last,
  ])
  await server.sql('alter table audit_log enable trigger user')
}

const query = (parameters: Record<string, string>) => `?${new URLSearchParams(parameters)}`
const linesOf = (text: string): Line[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line, index) => readLine(line, index + 1))

async function packageOf(client: ApiClient, filter = ''): Promise<Line[]> {
  const answer = await client.get(`/api/v1/audit/package/${filter}`)
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return linesOf(String(answer.body))
}

test('a record is as it was on any day of its life, and nothing before and after', async () => {
  const { administrator } = server.as
  let id = ''
  const path = () => `/api/v1/organizations/${id}/`
  await onDay('2026-05-01', async () => {
    const values = { name: 'Shop', code: 'SHOP', organization_type: 'Team', parent: server.root, tags: ['a'] }
    id = assertStatus(await administrator.post('/api/v1/organizations/', values), 201).body.id
  })
  await onDay('2026-05-04', () => administrator.patch(path(), { name: 'Store', tags: ['a', 'b'] }))
  await onDay('2026-05-06', () => administrator.patch(path(), { name: 'Market' }))
  await onDay('2026-05-08', () => administrator.delete(path()))
  const asOf = async (instant: string) => {
    const address = `/api/v1/audit/as-of/${query({ record: 'organization.organization', id, instant })}`
    return assertStatus(await administrator.get(address), 200).body
  }
  assert.equal((await asOf('2026-04-30')).exists, false)
  const third = await asOf('2026-05-03')
  assert.deepEqual([third.exists, third.values.name, third.values.tags], [true, 'Shop', ['a']])
  assert.equal(third.values.parent, server.root)
  assert.equal(third.last_entry.action, 'CREATE')
  assert.equal((await asOf('2026-05-04T09:59:59Z')).values.name, 'Shop')
  assert.deepEqual((await asOf('2026-05-04')).values.tags, ['a', 'b'])
  assert.equal((await asOf('2026-05-07T00:00:00+02:00')).values.name, 'Market')
  assert.equal((await asOf('2026-05-09')).exists, false)
  const life = `/api/v1/audit/timeline/${query({ record: 'organization.organization', id })}`
  const { results } = assertStatus(await administrator.get(life), 200).body
  assert.deepEqual(
    results.map(({ action }: { action: string }) => action),
    ['CREATE', 'UPDATE', 'UPDATE', 'DELETE'],
  )
})

test('a right given to a role is no whole list of its rights', async () => {
  const { administrator } = server.as
  const values = { code: 'grows', name: 'Grows', permissions: ['sales.view_quotation'] }
  const { id } = assertStatus(await administrator.post('/api/v1/roles/', values), 201).body
  const permissions = ['sales.add_quotation', 'sales.view_quotation']
  assertStatus(await administrator.patch('/api/v1/roles/grows/', { permissions }), 200)
  const now = new Date(Date.now() + 60_000).toISOString()
  const address = `/api/v1/audit/as-of/${query({ record: 'user.role', id, instant: now })}`
  const { values: role } = assertStatus(await administrator.get(address), 200).body
  assert.deepEqual(role.permissions, permissions)
})

test('a record that no entry tells the beginning of is undone from what it is now', async () => {
  const { administrator } = server.as
  const [country] = await server.sql<{ id: string }>(`select id from organization where id = $1`, [
    server.plant1,
  ])
  const id = country?.id ?? ''
  const path = `/api/v1/organizations/${id}/`
  const before = assertStatus(await administrator.get(path), 200).body
  await server.sql(`update organization set created_at = '2026-01-01' where id = $1`, [id])
  await onDay('2026-06-02', () => administrator.patch(path, { name: 'Renamed' }))
  const address = `/api/v1/audit/as-of/${query({ record: 'organization.organization', id, instant: '2026-06-01' })}`
  const { values, exists } = assertStatus(await administrator.get(address), 200).body
  assert.deepEqual([exists, values.name, values.code], [true, before.name, before.code])
})

test('what is asked wrongly is refused, and who may not read is', async () => {
  const { administrator, sales } = server.as
  const asked = { record: 'organization.organization', id: server.root }
  for (const path of ['timeline', 'as-of', 'state', 'checkpoints', 'package']) {
    assertStatus(await sales.get(`/api/v1/audit/${path}/${query(asked)}`), 403)
    assertStatus(await server.nobody.get(`/api/v1/audit/${path}/`), 401)
  }
  assertStatus(await administrator.get('/api/v1/audit/timeline/'), 400)
  assertStatus(await administrator.get(`/api/v1/audit/as-of/${query({ ...asked, instant: 'May' })}`), 400)
  const unknown = query({ ...asked, record: 'organization.nothing', instant: '2026-05-03' })
  assertRefused(await administrator.get(`/api/v1/audit/as-of/${unknown}`), 'audit.unknown_record')
  const foreign = query({ ...asked, id: server.other.root, instant: '2026-05-03' })
  assertStatus(await administrator.get(`/api/v1/audit/as-of/${foreign}`), 404)
})

test('the state tells what is sealed and signed, and alarms where an entry waits too long', async () => {
  const { administrator } = server.as
  const state = async () => assertStatus(await administrator.get('/api/v1/audit/state/'), 200).body
  assert.ok((await state()).unsealed > 0)
  await seal()
  const sealed = await state()
  assert.deepEqual([sealed.unsealed, sealed.alarms, sealed.checkpoint.position], [0, [], sealed.position])
  assert.equal(sealed.checkpoint.hash, sealed.hash)
  assert.ok(sealed.keys.some((key: { key_id: string }) => key.key_id === sealed.checkpoint.key_id))
  const { body: text } = await administrator.get('/api/v1/audit/checkpoints/')
  const checkpoints = String(text)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  assert.deepEqual(checkpoints, sealer.files.of(server.tenant))
  await onDay('2026-05-01', () =>
    administrator.patch(`/api/v1/organizations/${server.plant1}/`, { name: 'Old' }),
  )
  assert.ok((await state()).alarms.includes('seal_late'))
})

test('the whole chain goes out as a package that verifies; a selection proves the rows that are in it', async () => {
  const { administrator } = server.as
  await seal()
  const options = { keys: sealer.files.keys(), checkpoints: sealer.files.of(server.tenant) }
  const whole = await verifyPackage(await packageOf(administrator), options)
  assert.deepEqual([whole.verdict, whole.complete, whole.first], ['verified', true, null])
  assert.ok(whole.rows > 10)
  await seal()
  const later = { ...options, checkpoints: sealer.files.of(server.tenant) }
  const lines = await packageOf(administrator, '?action=UPDATE')
  const rows = lines.flatMap((line) => (line.kind === 'row' ? [line] : []))
  assert.ok(rows.length > 1 && rows.every(({ action }) => action === 'UPDATE'))
  const some = await verifyPackage(lines, later)
  assert.deepEqual([some.verdict, some.complete, some.rows], ['verified', false, rows.length])
  const forged = lines.map((line) => (line === rows[1] ? { ...line, actor_name: 'somebody else' } : line))
  const { first } = await verifyPackage(forged as Line[], later)
  assert.deepEqual([first?.kind, first?.id], ['changed', rows[1]?.id])
  const exports = await administrator.get('/api/v1/audit-logs/?action=EXPORT&page_size=2')
  assert.deepEqual(exports.body.results[0].context.filter, { action: 'UPDATE' })
  assert.equal(exports.body.results[0].context.rows, rows.length)
  assert.equal(exports.body.results[1].record_label, 'whole chain')
})

test('who sees one organization gets no whole chain, but proof of what he sees', async () => {
  const permissions = ['audit.view_auditlog', 'audit.export_auditlog']
  const role = { code: 'plant-auditor', name: 'Auditor', permissions }
  assertStatus(await server.as.administrator.post('/api/v1/roles/', role), 201)
  const auditor = await server.addUser({ username: 'a1', role: 'plant-auditor', organization: server.plant1 })
  assertRefused(await auditor.get('/api/v1/audit/package/'), 'audit.not_whole')
  await seal()
  const lines = await packageOf(auditor, '?occurred_at__gte=2000-01-01T00:00:00Z')
  const { verdict, rows } = await verifyPackage(lines, { keys: sealer.files.keys() })
  assert.equal(verdict, 'verified')
  const places = new Set(lines.flatMap((line) => (line.kind === 'row' ? [line.organization_id] : [])))
  assert.ok(rows > 0 && [...places].every((place) => place === null || place === server.plant1))
})

test('personal values are shown to whom it is granted, and erased with reason by an entry', async () => {
  const { administrator } = server.as
  const values = { username: 'erased', display_name: 'Petra Privat', email: 'petra@example.com' }
  const { id } = assertStatus(await administrator.post('/api/v1/users/', values), 201).body
  const about = { record: 'user.user_account', id }
  const life = `/api/v1/audit/timeline/${query(about)}`
  const emailIn = async (client: ApiClient) => {
    const { results } = assertStatus(await client.get(life), 200).body
    return results[0].changes.email.new
  }
  assert.equal(await emailIn(administrator), 'petra@example.com')
  const role = { code: 'plain-auditor', name: 'Plain auditor', permissions: ['audit.view_auditlog'] }
  assertStatus(await administrator.post('/api/v1/roles/', role), 201)
  const auditor = await server.addUser({ username: 'a2', role: 'plain-auditor', organization: server.root })
  assert.match((await emailIn(auditor)).commitment, /^[0-9a-f]{64}$/)
  const erase = '/api/v1/audit/erase/'
  assertStatus(await auditor.post(erase, { ...about, reason: 'she asked for it' }), 403)
  assertStatus(await administrator.post(erase, { ...about, reason: 'short' }), 400)
  const reason = 'request of 3 May, article 17'
  const { body } = assertStatus(await administrator.post(erase, { ...about, reason }), 200)
  assert.equal(body.erased, 2)
  assert.deepEqual(await emailIn(administrator), { erased: true })
  assertRefused(await administrator.post(erase, { ...about, reason }), 'audit.nothing_personal')
  const { results } = assertStatus(await administrator.get(life), 200).body
  const entry = results.findLast(({ action }: { action: string }) => action === 'ERASE')
  assert.deepEqual([entry.action, entry.context.reason, entry.context.values], ['ERASE', reason, 2])
  assert.equal(entry.context.ip_address, '127.0.0.1')
})

test('who reads sensitive records leaves an entry a request, with all ids; a change is one already', async () => {
  const { administrator } = server.as
  const last = async () => {
    const { body } = await administrator.get('/api/v1/audit-logs/?action=VIEW&page_size=1')
    return body.results[0]
  }
  const { body } = assertStatus(await administrator.get('/api/v1/users/'), 200)
  const ids = body.results.map((row: { id: string }) => row.id)
  const listed = await last()
  assert.deepEqual([listed.record, listed.record_id, listed.context.ids], ['user.user_account', null, ids])
  assert.equal(listed.user, administrator.account?.id)
  const { version } = assertStatus(await administrator.get(`/api/v1/users/${ids[0]}/`), 200).body
  const one = await last()
  assert.deepEqual([one.record_id, one.context.ids], [ids[0], [ids[0]]])
  await administrator.get('/api/v1/products/')
  const change = { timezone: 'Europe/Berlin' }
  assertStatus(await administrator.patch(`/api/v1/users/${ids[0]}/`, change, { version }), 200)
  assert.equal((await last()).id, one.id)
})

test('whichever way a sensitive record is read leaves an entry: exports, its history, its sessions', async () => {
  const chief = server.as.administrator
  const id = chief.account?.id ?? ''
  const about = query({ record: 'user.user_account', id })
  const views = async () => {
    const text = `select count(*)::integer as count from audit_log where action = 'VIEW'
      and record = 'user.user_account' and context -> 'ids' ? $1`
    const [row] = await server.sql<{ count: number }>(text, [id])
    return row?.count ?? 0
  }
  let seen = await views()
  for (const path of [
    `/api/v1/users/${id}/`,
    '/api/v1/users/?search=chief',
    '/api/v1/users/export/',
    `/api/v1/users/${id}/sessions/`,
    `/api/v1/users/${id}/factors/`,
    `/api/v1/audit/timeline/${about}`,
    `/api/v1/audit/as-of/${about}&instant=2030-01-01`,
  ]) {
    const read = path.includes('search') ? path.replace('chief', chief.account?.username ?? '') : path
    assertStatus(await chief.get(read), 200)
    assert.equal(await views(), seen + 1, path)
    seen += 1
  }
})

test('how long entries are kept is set by record type, never shorter than the law wants it', async () => {
  const { administrator, sales } = server.as
  const path = '/api/v1/audit/retention/'
  const set = (record: unknown, years: unknown) => administrator.put(path, { record, years })
  const { body } = assertStatus(await set('user.user_account', 2), 200)
  assert.deepEqual(body, { standard_years: 10, results: [{ record: 'user.user_account', years: 2 }] })
  assertStatus(await set('user.user_account', 3), 200)
  assert.equal(assertStatus(await administrator.get(path), 200).body.results[0].years, 3)
  for (const [record, years] of [
    ['products.product', 9],
    ['user.user_account', 0],
    ['user.user_account', 1.5],
    ['user.user_account', 101],
    ['user.nothing', 10],
    ['toString', 10],
    [null, 10],
  ]) {
    assertStatus(await set(record, years), 400)
  }
  assertStatus(await sales.put(path, { record: 'user.user_account', years: 2 }), 403)
  assertStatus(await sales.get(path), 403)
  const entries = await administrator.get('/api/v1/audit-logs/?action=SETTING_CHANGED&page_size=1')
  assert.deepEqual(entries.body.results[0].changes, { years: { old: 2, new: 3 } })
  const foreign = await server.sql('select from audit_retention where tenant_id <> $1', [server.tenant])
  assert.equal(foreign.length, 0)
})
