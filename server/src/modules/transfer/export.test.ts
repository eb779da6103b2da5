/** Exports over HTTP: filters, rights, the audit trail, and many rows while only few are held. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { exportCsv } from './testing/import-csv.ts'

let server: TestServer
const count = 12_000

before(async () => {
  server = await startServer()
  await server.sql(
    `insert into partner (tenant_id, number, name, kind, notes)
    select $1, 'E-' || n, 'Name ' || n, case when n % 2 = 0 then 'company' else 'person' end, repeat('x', 5000)
    from generate_series(1, $2::int) n`,
    [server.tenant, count],
  )
})
after(() => server.stop())

async function read(query: string): Promise<Record<string, string>[]> {
  return parse(await exportCsv(server.as.administrator, 'partners', query), { columns: true })
}

test('a filtered list gives the rows of the filter and no others', async () => {
  const rows = await read('?kind=person&search=E-11')
  assert.ok(rows.length > 100)
  assert.ok(rows.every(({ kind, number }) => kind === 'person' && number?.includes('E-11')))
  assertRefused(await server.as.administrator.get('/api/v1/partners/export/?colour=red'), 'kit.filter')
})

test('every row of a long list comes once, and the trail says who took it', async () => {
  const rows = await read('')
  assert.equal(rows.length, count)
  assert.equal(new Set(rows.map(({ number }) => number)).size, count)
  const trail = await server.sql<{ actor_name: string }>(
    `select actor_name from audit_log where tenant_id = $1 and action = 'EXPORT' order by id desc limit 1`,
    [server.tenant],
  )
  assert.equal(trail.length, 1)
})

test('a reader who stops is no error, and the next one is served', async () => {
  const client = server.as.administrator
  const headers = { authorization: `Bearer ${await client.token()}`, 'x-organization': server.root }
  const answer = await fetch(`${server.url}/api/v1/partners/export/`, { headers })
  const reader = answer.body?.getReader()
  assert.ok(!(await reader?.read())?.done)
  await reader?.cancel()
  assertStatus(await client.get('/api/v1/partners/'), 200)
  const text = `select 1 from pg_stat_activity where datname = current_database() and query like '%partner%'
    and state <> 'idle' and pid <> pg_backend_pid()`
  while ((await server.sql(text)).length > 0); // it takes back what it began
})
