/** An import that is cut off goes on where it stopped, with no row twice. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { pino } from 'pino'
import { assertStatus } from '#server/testing/api-client.ts'
import { untilSo } from '#server/testing/processes.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { startTasks } from '#server/tasks.ts'
import { holdUpJobs } from './testing/hold-up.ts'
import { accountOf, finished, upload } from './testing/import-csv.ts'

let server: TestServer
before(async () => {
  server = await startServer()
})
after(() => server.stop())

const log = pino({ level: 'silent' })
const rows = 3000
const file = ['number,name', ...Array.from({ length: rows }, (_, index) => `R-${index},Row ${index}`)].join(
  '\n',
)

const worker = () => {
  const { pool, dataFolder, database } = server
  const parts = { pool, dataFolder, secrets: server.secrets, now: () => new Date() }
  return startTasks({ server: parts, ownerUrl: database.url, log })
}

async function assertAllOnce(id: string): Promise<void> {
  const job = await finished(server.as.administrator, id)
  assert.equal(job.status, 'completed')
  assert.deepEqual(accountOf(job), { loaded: rows, unchanged: 0, skipped: 0, failed: 0 })
  assert.equal(job.done_rows, rows)
  const text = `select count(*)::int as count, count(distinct number)::int as different from partner
    where tenant_id = $1`
  assert.deepEqual(await server.sql(text, [server.tenant]), [{ count: rows, different: rows }])
  const trail = `select count(*)::int as count from audit_log where tenant_id = $1 and record = 'contact.partner'`
  assert.deepEqual(await server.sql(trail, [server.tenant]), [{ count: rows }])
}

test('a worker that is stopped hands its import to the next one', async () => {
  const admin = server.as.administrator
  const { job_id: id } = assertStatus(await upload(admin, 'partners', file), 202).body
  const job = async () => assertStatus(await admin.get(`/api/v1/data-jobs/${id}/`), 200).body
  const heldUp = await holdUpJobs(server)
  const first = await worker()
  await untilSo(async () => (await job()).done_rows > 0)
  const stopped = first.stop()
  await heldUp.release()
  await stopped
  const between = await job()
  assert.equal(between.status, 'running')
  assert.ok(between.done_rows < rows, 'it broke off in the middle')
  const second = await worker()
  await assertAllOnce(id)
  await second.stop()
})

test('a job held by a worker that was killed is free for the next one', async () => {
  const admin = server.as.administrator
  const { job_id: id } = assertStatus(await upload(admin, 'partners', file.replaceAll('R-', 'K-')), 202).body
  // What a killed worker leaves behind: the job locked in its name, and no connection that holds its own lock.
  await server.sql(
    `update graphile_worker._private_jobs set locked_by = 'worker-killed', locked_at = now(), attempts = 1`,
  )
  const next = await worker()
  const job = await finished(admin, id)
  assert.deepEqual(accountOf(job), { loaded: rows, unchanged: 0, skipped: 0, failed: 0 })
  await next.stop()
})

test('nothing runs in the name of a user who is no longer active', async () => {
  const client = await server.addUser({
    username: 'leaver',
    role: 'administrator',
    organization: server.root,
  })
  const { job_id: id } = assertStatus(await upload(client, 'partners', 'number,name\nGONE,Gone'), 202).body
  await server.sql(`update user_account set status = 'inactive' where username = 'leaver'`)
  const next = await worker()
  const text = 'select status, result_log from data_job where id = $1'
  let job: { status: string; result_log: { error?: string } } | undefined
  do [job] = await server.sql<NonNullable<typeof job>>(text, [id])
  while (job?.status === 'pending')
  assert.equal(job?.status, 'failed')
  assert.match(job?.result_log.error ?? '', /no longer active/)
  await next.stop()
})
