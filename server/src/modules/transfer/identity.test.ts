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
import { loadDemo } from '#server/demo/load-demo.ts'
import { allRecords, recordOf } from '#server/kit/registry.ts'
import { openPool } from '#server/platform/database.ts'
import { stopListening } from '#server/platform/listen.ts'
import { startTasks } from '#server/tasks.ts'
import { ApiClient, assertStatus } from '#server/testing/api-client.ts'
import { createTestDatabase } from '#server/testing/database.ts'
import { testPasswordCost, testSecrets } from '#server/testing/server.ts'
import { accountOf, assertAccount, exportCsv, importCsv, rowsOf } from './testing/import-csv.ts'
import { isImportable } from './importer-of.ts'

let client: ApiClient
const ends: (() => Promise<unknown>)[] = []
const rowCount = (csv: string): number => parse(csv, { relax_column_count: false }).length - 1

before(async () => {
  const database = await createTestDatabase()
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
  const logins = (await loadDemo(database.url, pool, dataFolder, now())) ?? []
  const parts = {
    pool,
    log,
    now,
    isSecure: false,
    secrets: testSecrets,
    passwordCost: testPasswordCost,
    dataFolder,
  }
  const server = await createServer({ ...parts, attemptsPerMinute: 1000 })
  ends.push(server.stop)
  const url = await server.application.listen({ host: '127.0.0.1', port: 0 })
  ends.push(() => stopListening(server.application, 0))
  const jobs = await startTasks(server, database.url, log)
  ends.push(jobs.stop)
  const { username = '', password = '' } = logins.find(({ role }) => role === 'administrator') ?? {}
  const nowhere = new ApiClient(url, { id: '', username, password }, null)
  const { results } = assertStatus(await nowhere.get('/api/v1/organizations/'), 200).body
  client = nowhere.in(results.find((row: { parent: string | null }) => row.parent === null).id)
})
after(async () => {
  for (const end of ends.toReversed()) await end()
})

const all = Object.keys(recordPaths).filter((name) => allRecords().some(({ record }) => record.name === name))
const listed = all.filter((name) => recordOf(name).partOf === undefined) as RecordName[]
const importable = listed.filter((name) => isImportable(recordOf(name)) && name !== 'inventory.stock_balance')
/** What the demo company has none of, so that the property would say nothing. */
const mayBeEmpty = ['common.custom_field_definition', 'common.tag', 'common.file', 'products.product_image']

for (const name of importable) {
  test(`${name} comes back unchanged`, async () => {
    const path = recordPaths[name]
    const csv = await exportCsv(
      client,
      path,
      '?is_active=all'.slice(0, 'is_active' in recordOf(name).fields ? undefined : 0),
    )
    const rows = rowCount(csv)
    if (rows === 0) return assert.ok(mayBeEmpty.includes(name) || rows > 0, `the demo company has no ${path}`)
    const job = await importCsv(client, path, csv)
    const failed = job.failed_rows > 0 ? (await rowsOf(client, job.id, 'failed'))[0] : null
    const { loaded, unchanged, skipped } = accountOf(job)
    assert.deepEqual(failed && [failed.reason, failed.errors, failed.cells], null)
    assert.equal(job.status, 'completed', JSON.stringify(job.result_log))
    assert.equal(loaded, 0)
    assert.equal(unchanged + skipped, rows)
    if (!recordOf(name).access?.includes('standard')) assert.equal(skipped, 0)
    assert.equal(
      await exportCsv(client, path, 'is_active' in recordOf(name).fields ? '?is_active=all' : ''),
      csv,
    )
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
