/** Background jobs of everybody: who watches over them, what of others they may do, and what stays closed. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { ApiClient } from '#server/testing/api-client.ts'
import { assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { finished } from '#server/modules/transfer/testing/import-csv.ts'

let server: TestServer
/** Exports without watching over anything. */
let clerk: ApiClient
const path = '/api/v1/background-jobs/'

before(async () => {
  server = await startServer({ withJobs: true })
  clerk = await server.addUser({ username: 'clerk', role: 'accounts', organization: server.root })
})
after(() => server.stop())

async function exported(): Promise<string> {
  const { body } = assertStatus(await clerk.post('/api/v1/partners/export/', {}), 202)
  assert.equal((await finished(clerk, body.job_id)).status, 'completed')
  return body.job_id
}

async function found(id: string, query = ''): Promise<Record<string, unknown> | undefined> {
  const { body } = assertStatus(await server.as.administrator.get(`${path}${query}`), 200)
  return body.results.find((row: { id: string }) => row.id === id)
}

const setStatus = (id: string, status: string) =>
  server.sql(
    `update data_job set status = $2, result_log = jsonb_build_object('error', 'The disk was full.') where id = $1`,
    [id, status],
  )

/** As a letter stands after its last attempt. */
async function letter(status: string): Promise<string> {
  const [row] = await server.sql<{ id: string }>(
    `insert into outgoing_mail (tenant_id, recipient, subject, body, status, attempts, last_error)
    values ($1, 'somebody@example.org', 'Your code', 'The code is 123456.', $2, 12, 'No route to host')
    returning id`,
    [server.tenant, status],
  )
  return row?.id ?? ''
}

test('an administrator sees whose job it is, how far it is and why it failed, and never its file', async () => {
  const id = await exported()
  await setStatus(id, 'failed')
  const row = await found(id)
  assert.equal(row?.kind, 'export')
  assert.equal(row?.record, 'contact.partner')
  assert.equal(row?.user_name, 'Test clerk')
  assert.equal(row?.error, 'The disk was full.')
  assert.equal(row?.done_rows, row?.total_rows)
  assert.equal(row?.output_url, null)
  assert.deepEqual(row?._permissions, { moves: ['retry'] })
  assert.notEqual(await found(id, '?status=failed,running'), undefined)
  assert.equal(await found(id, '?status=completed'), undefined)
  assertRefused(await server.as.administrator.get(`/api/v1/data-jobs/${id}/output/`), 'kit.not_found')
  assertRefused(await server.as.administrator.get(`${path}?status=lost`), 'kit.not_a_choice', 'status')
  assertRefused(await server.as.administrator.get(`${path}?page=0`), 'kit.wrong_type', 'page')
})

test('who does not hold the right sees and moves nothing, and no other tenant does', async () => {
  const id = await exported()
  await setStatus(id, 'failed')
  for (const move of ['cancel', 'retry']) {
    assertRefused(await clerk.post(`${path}${id}/${move}/`, {}), 'kit.forbidden')
    assertRefused(await server.other.as.administrator.post(`${path}${id}/${move}/`, {}), 'kit.not_found')
  }
  assertRefused(await clerk.get(path), 'kit.forbidden')
  const { body } = assertStatus(await server.other.as.administrator.get(path), 200)
  assert.deepEqual(body.results, [])
  assert.equal(body.counts.failed, 0)
})

test('the right held in one place shows and moves the jobs of that place alone', async () => {
  const id = await exported()
  await setStatus(id, 'failed')
  const waiting = await letter('failed')
  const watcher = await server.addUser({
    username: 'watcher',
    role: 'administrator',
    organization: server.plant1,
  })
  const { body } = assertStatus(await watcher.get(path), 200)
  assert.deepEqual(body.results, [])
  assertRefused(await watcher.post(`${path}${id}/retry/`, {}), 'kit.not_found')
  assertRefused(await watcher.post(`${path}${waiting}/retry/`, {}), 'kit.not_found')
})

test('what failed or was called off is tried again for who asked for it, and the trail says by whom', async () => {
  const administrator = server.as.administrator
  const id = await exported()
  assertRefused(await administrator.post(`${path}${id}/retry/`, {}), 'transfer.not_ended')
  assertRefused(await administrator.post(`${path}${id}/cancel/`, {}), 'transfer.not_running')
  await setStatus(id, 'pending')
  assert.deepEqual((await found(id))?._permissions, { moves: ['cancel'] })
  assert.equal(
    assertStatus(await administrator.post(`${path}${id}/cancel/`, {}), 200).body.status,
    'cancelled',
  )
  const again = await administrator.post(`${path}${id}/retry/`, {})
  assert.deepEqual(assertStatus(again, 200).body, { id, status: 'pending' })
  const job = await finished(clerk, id)
  assert.equal(job.status, 'completed')
  assert.equal(job.result_log.error, undefined)
  assertStatus(await clerk.get(job.output_url), 200)
  const trail = await server.sql<{ changes: { status: { new: string } }; actor_name: string }>(
    `select changes, actor_name from audit_log where record_id = $1 and action = 'MOVE' order by id`,
    [id],
  )
  assert.deepEqual(
    trail.map(({ changes }) => changes.status.new),
    ['cancelled', 'pending'],
  )
  assert.ok(trail.every(({ actor_name: name }) => name.includes('administrator')))
})

test('a letter that was given up is sent again, one that waits is called off, and none is read', async () => {
  const administrator = server.as.administrator
  const failed = await letter('failed')
  const row = await found(failed)
  assert.deepEqual(
    [row?.kind, row?.recipient, row?.error, row?.attempts],
    ['letter', 'somebody@example.org', 'No route to host', 12],
  )
  assert.doesNotMatch(JSON.stringify(row), /123456|Your code/)
  assertStatus(await administrator.post(`${path}${failed}/retry/`, {}), 200)
  const waiting = await letter('waiting') // no job stands behind this one, so nobody takes it away
  assertStatus(await administrator.post(`${path}${waiting}/cancel/`, {}), 200)
  assertRefused(await administrator.post(`${path}${waiting}/retry/`, {}), 'transfer.not_ended')
  const bodies = await server.sql<{ body: string }>('select body from outgoing_mail where id = $1', [waiting])
  assert.equal(bodies[0]?.body, '')
  while ((await found(failed)) !== undefined); // delivered, so no job any more
  assertRefused(await administrator.post(`${path}${failed}/retry/`, {}), 'kit.not_found')
})
