/** Exports over HTTP: filters, rights, the audit trail, and many rows while only few are held. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { fileServices } from '#server/platform/file-services.ts'
import { sweepOutputs } from './public.ts'
import { holdUpJobs } from './testing/hold-up.ts'
import { exportCsv, finished } from './testing/import-csv.ts'

let server: TestServer
const count = 12_000

before(async () => {
  server = await startServer({ withJobs: true })
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

const onlyPersons = { field: 'kind', op: 'eq', value: 'person' }

/** Asks for an export in the background and waits for it. */
async function exported(query: string, body: object = {}) {
  const client = server.as.administrator
  const started = assertStatus(await client.post(`/api/v1/partners/export/${query}`, body), 202).body
  return { started, job: await finished(client, started.job_id) }
}

test('a list exported in the background is the same file, with progress and an entry in the trail', async () => {
  const client = server.as.administrator
  const { started, job } = await exported('?search=E-11', { filters: onlyPersons })
  assert.equal(job.status, 'completed')
  assert.equal(job.job_type, 'export')
  assert.deepEqual([job.done_rows, job.total_rows], [started.total_rows, started.total_rows])
  assert.deepEqual(job.input_params, {
    format: 'csv',
    filters: onlyPersons,
    query: { search: 'E-11' },
  })
  const output = assertStatus(await client.get(job.output_url), 200)
  assert.equal(output.body, await exportCsv(client, 'partners', '?search=E-11&kind=person'))
  assert.equal(Buffer.byteLength(output.body), job.output_bytes)
  assert.match(String(output.headers.get('content-disposition')), /partner-\d{4}-\d\d-\d\d\.csv/)
  const [entry] = await server.sql<{ context: { rows: number } }>(
    `select context from audit_log where tenant_id = $1 and action = 'EXPORT' and context->'filter' ? 'filter'`,
    [server.tenant],
  )
  assert.equal(entry?.context.rows, started.total_rows)
})

test('the whole long list is written without holding it', async () => {
  const { job } = await exported('')
  assert.equal(job.done_rows, count)
  assert.ok(job.output_bytes > count * 5000)
})

test('what is no format, no filter or no right is refused before a job is made', async () => {
  const client = server.as.administrator
  const path = '/api/v1/partners/export/'
  const jobs = () => server.sql('select id from data_job')
  const before = await jobs()
  assertRefused(await client.post(path, { format: 'pdf' }), 'kit.not_a_choice', '/format')
  assertRefused(await client.post(path, { filters: 'kind' }), 'kit.wrong_type', '/filters')
  assertRefused(
    await client.post(path, { filters: { field: 'colour', op: 'eq', value: 'red' } }),
    'kit.filter',
  )
  assertRefused(await server.as.viewer.post('/api/v1/audit-logs/export/', {}), 'kit.forbidden')
  assert.deepEqual(await jobs(), before)
})

test('nobody but its owner gets the file, and nobody after its time', async () => {
  const client = server.as.administrator
  const { job } = await exported('?search=E-119')
  const path = `/api/v1/data-jobs/${job.id}/output/`
  const colleague = await server.addUser({
    username: 'export-colleague',
    role: 'administrator',
    organization: server.root,
  })
  for (const stranger of [colleague, server.other.as.administrator])
    assertRefused(await stranger.get(path), 'kit.not_found')
  await server.sql(`update data_job set expires_at = now() - interval '1 second' where id = $1`, [job.id])
  assertRefused(await client.get(path), 'transfer.expired')
  assert.equal(assertStatus(await client.get(`/api/v1/data-jobs/${job.id}/`), 200).body.output_url, null)
  const asOwner = <R>(text: string, values: readonly unknown[]) => server.sql(text, values) as Promise<R[]>
  await sweepOutputs(asOwner, new Date(), new AbortController().signal)
  const kept = await server.sql<{ output_digest: string | null }>(
    'select output_digest from data_job where output_digest is not null',
  )
  assert.ok(kept.every(({ output_digest }) => output_digest !== job.output_digest))
  for (const { output_digest: digest } of kept)
    assert.notEqual(await fileServices().exports.find(server.tenant, digest ?? ''), null, 'others stay')
})

test('a job is called off by its owner while it is not done, and what is off stays off', async () => {
  const client = server.as.administrator
  const heldUp = await holdUpJobs(server)
  const { body } = assertStatus(await client.post('/api/v1/partners/export/', {}), 202)
  const path = `/api/v1/data-jobs/${body.job_id}/`
  assertRefused(await server.other.as.administrator.post(`${path}cancel/`, {}), 'kit.not_found')
  const cancelled = await heldUp.goOnAfter(() => client.post(`${path}cancel/`, {}))
  assert.equal(assertStatus(cancelled, 200).body.status, 'cancelled')
  assertRefused(await client.post(`${path}cancel/`, {}), 'transfer.not_running')
  assertRefused(await client.get(`${path}output/`), 'transfer.not_ready')
  const { job } = await exported('?search=E-1190') // the one before has had its turn by then
  assert.equal(job.status, 'completed')
  assert.equal(assertStatus(await client.get(path), 200).body.status, 'cancelled')
})
