/** Export then import is the identity, for every record of a whole company; formulas go out disarmed. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { pino } from 'pino'
import { listPath, type RecordName, recordPaths } from '#contract/record-names.ts'
import { createServer } from '#server/assemble.ts'
import { allRecords, recordOf } from '#server/kit/registry.ts'
import { unprotected } from '#server/platform/protection.ts'
import { openPool } from '#server/platform/database.ts'
import { stopListening } from '#server/platform/listen.ts'
import { startTasks } from '#server/tasks.ts'
import { ApiClient, assertStatus } from '#server/testing/api-client.ts'
import { createDemoDatabase } from '#server/testing/demo-database.ts'
import { createTestSecrets, testPasswordCost } from '#server/testing/server.ts'
import { accountOf, assertAccount, exportCsv, importCsv, rowsOf } from './testing/import-csv.ts'
import { isImportable } from './importer-of.ts'

let client: ApiClient
const ends: (() => Promise<unknown>)[] = []
const rowCount = (csv: string): number => parse(csv, { relax_column_count: false }).length - 1

before(async () => {
  const { database, facts: logins } = await createDemoDatabase()
  ends.push(database.drop)
  const dataFolder = mkdtempSync(join(tmpdir(), 'identity-'))
  ends.push(async () => rmSync(dataFolder, { recursive: true, force: true }))
  const log = pino({ level: 'error' }, pino.destination(2))
  const pool = openPool({
    url: database.url,
    size: 10,
    role: 'kontor_app',
    onError: (error) => log.error(error),
  })
  ends.push(() => pool.end())
  const now = () => new Date()
  const parts = {
    pool,
    log,
    now,
    isSecure: false,
    secrets: createTestSecrets(),
    passwordCost: testPasswordCost,
    dataFolder,
  }
  const server = await createServer({ ...parts, protection: unprotected, attemptsPerMinute: 1000 })
  ends.push(server.stop)
  const url = await server.application.listen({ host: '127.0.0.1', port: 0 })
  ends.push(() => stopListening(server.application, 0))
  const jobs = await startTasks({ server, ownerUrl: database.url, log })
  ends.push(jobs.stop)
  const { username = '', password = '' } = logins.find(({ role }) => role === 'administrator') ?? {}
  const nowhere = new ApiClient(url, { id: '', username, password }, null)
  const { results } = assertStatus(await nowhere.get('/api/v1/organizations/'), 200).body
  client = nowhere.in(results.find((row: { parent: string | null }) => row.parent === null).id)
  await addWhatDemoLacks()
})

const first = async (path: string): Promise<any> => {
  const { body } = assertStatus(await client.get(`/api/v1/${path}`), 200)
  assert.ok(body.results[0] !== undefined, `none of ${path}`)
  return body.results[0]
}

/** One row of each record that the demo company has none of. */
async function addWhatDemoLacks(): Promise<void> {
  const make = async (path: string, body: object) =>
    assertStatus(await client.post(`/api/v1/${path}/`, body), 201).body
  const { results } = assertStatus(await client.get('/api/v1/warehouses/'), 200).body
  const [warehouse, other] = results
  const place = await first(`stock-locations/?warehouse=${warehouse.id}&usage=storage`)
  const product = await first('products/?kind=simple')
  const lotted = await make('products', { sku: 'LOT-1', name: 'In lots', base_unit: 'EA', tracking: 'lot' })
  const title = { en: 'Finish', fr: 'Finition' }
  await make('custom-field-definitions', {
    record: 'products.product',
    name: 'finish',
    title,
    field_type: 'text',
  })
  await make('tags', { name: 'Fragile' })
  await make('stored-credentials', { name: 'Bank', rotation_days: 90 })
  const user = (await first('users/')).id
  const role = (await first('roles/')).id
  const ends_at = new Date(Date.now() + 86_400_000).toISOString()
  await make('role-assignments', { user, role, ends_at, reason: 'Helps out' })
  const { id: me } = (await client.get('/api/v1/auth/session/')).body.user
  const users = (await client.get('/api/v1/users/')).body.results
  const colleague = users.find((each: { id: string }) => each.id !== me)
  await make('factor-resets', { user: colleague.id, reason: 'Lost the telephone' })
  await make('access-requests', { role, justification: 'For the fair' })
  await make('object-permissions', { user, record: 'products.product', row_id: product.id })
  await make('dual-controls', { permission: 'user.revoke_access' })
  await make('access-reviews', { name: 'Quarter', reviewer: user, due_date: '2099-01-01' })
  await make('account-templates', { name: 'Clerk', roles: [role] })
  await make('offboardings', { user, reason: 'Retires' })
  await make('duty-exceptions', { user, rule: 'ship_and_invoice', reason: 'A small company' })
  await make('product-warehouses', { product: product.id, warehouse: warehouse.id, reorder_point: '2.5' })
  await make('lots', { product: lotted.id, number: '=L/1' })
  const counted = { product: product.id, location: place.id, counted_quantity: '7' }
  await make('stock-counts', { warehouse: warehouse.id, lines: [counted] })
  const sent = { product: product.id, quantity: '1', unit: product.base_unit }
  await make('stock-transfers', { from_warehouse: warehouse.id, to_warehouse: other.id, lines: [sent] })
  const [delivery] = (await client.get('/api/v1/deliveries/?status=shipped')).body.results
  const { lines, partner } = (await client.get(`/api/v1/deliveries/${delivery.id}/`)).body
  const back = { delivery_line: lines[0].id, quantity: '1', disposition: 'stock' }
  await make('customer-returns', { partner, warehouse: delivery.warehouse, reason: 'Dented', lines: [back] })
  await make('stored-credentials', { name: 'Directory' })
  const issuer = 'https://login.example.org'
  const provider = await make('sign-in-providers', { name: 'House', issuer, client_id: 'kontor' })
  await make('group-roles', { provider: provider.id, group_name: 'Sales', role: 'viewer' })
  await make('service-accounts', {
    name: 'Till',
    owner: (await client.get('/api/v1/auth/session/')).body.user.id,
  })
  const form = new FormData()
  form.set('file', new Blob([picture]), 'dot.gif')
  const headers = { authorization: `Bearer ${await client.token()}` }
  const answer = await fetch(`${client.url}/api/v1/products/${product.id}/images/`, {
    method: 'POST',
    headers,
    body: form,
  })
  assert.equal(answer.status, 201, await answer.text())
}

const picture = Uint8Array.from(Buffer.from('R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=', 'base64'))
after(async () => {
  for (const end of ends.toReversed()) await end()
})

const all = Object.keys(recordPaths).filter((name) => allRecords().some(({ record }) => record.name === name))
const listed = all.filter((name) => recordOf(name).partOf === undefined) as RecordName[]
const importable = listed.filter((name) => isImportable(recordOf(name)) && name !== 'inventory.stock_balance')
/** Places of the company itself, such as its suppliers', are kept by the database and skipped. */
const keptByDatabase = ['inventory.stock_location']

for (const name of importable) {
  test(`${name} comes back unchanged`, async () => {
    const path = recordPaths[name]
    const query = recordOf(name).list.filters.includes('is_active') ? '?is_active=all' : ''
    const csv = await exportCsv(client, path, query)
    const rows = rowCount(csv)
    assert.ok(rows > 0, `there are no ${path} to say anything of`)
    const job = await importCsv(client, path, csv)
    const failed = job.failed_rows > 0 ? (await rowsOf(client, job.id, 'failed'))[0] : null
    const { loaded, unchanged, skipped } = accountOf(job)
    assert.deepEqual(failed && [failed.reason, failed.errors, failed.cells], null)
    assert.equal(job.status, 'completed', JSON.stringify(job.result_log))
    assert.equal(loaded, 0)
    assert.equal(unchanged + skipped, rows)
    const maySkip = recordOf(name).access?.includes('standard') || keptByDatabase.includes(name)
    if (!maySkip) assert.equal(skipped, 0)
    assert.equal(await exportCsv(client, path, query), csv)
  })
}

for (const name of listed.filter((one) => !importable.includes(one))) {
  test(`${name} can be exported and not imported`, async () => {
    const csv = await exportCsv(client, recordPaths[name])
    assert.ok(csv.startsWith('id,'), csv.slice(0, 80))
    if (name === 'inventory.stock_balance') return
    const answer = await client.get(`${listPath(name)}import/`)
    assert.notEqual(answer.status, 200)
  })
}

test('formulas go out disarmed and come back as they were', async () => {
  const names = [
    '=1+1',
    '+49 8807',
    '-x',
    '@sum',
    "'=quoted",
    "''=twice",
    'plain',
    '\t=tab'.trim(),
    "o'clock",
  ]
  const rows = names.map((name, index) => `F-${index},"${name}",company`)
  assertAccount(await importCsv(client, 'partners', ['number,name,kind', ...rows].join('\n')), {
    loaded: names.length,
  })
  const csv = await exportCsv(client, 'partners', '?search=F-')
  const records: Record<string, string>[] = parse(csv, { columns: true })
  for (const record of records) {
    for (const cell of Object.values(record)) assert.doesNotMatch(cell, /^[=+@]/)
  }
  const before = await namesNow()
  assertAccount(await importCsv(client, 'partners', csv), { unchanged: records.length })
  assert.deepEqual(await namesNow(), before)

  async function namesNow(): Promise<string[]> {
    const { results } = assertStatus(await client.get('/api/v1/partners/?search=F-&page_size=100'), 200).body
    return results.map(({ name }: { name: string }) => name)
  }
})
