/** The import that may be cut off anywhere: while its file is staged, in each batch, before its end. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { completed, hasDied, jobsOf } from './background-job.ts'
import { brokenRules } from './books.ts'
import { mustSucceed, type ShopUnderTest } from './shop-under-test.ts'

const path = '/api/v1/partners/import/'
/** More than one batch; the rows that fail and are skipped are to be accounted for as well. */
const good = 230

function fileOf(run: string): { readonly body: () => FormData; readonly rows: number } {
  const rows = Array.from({ length: good }, (_, index) => `${run}-${index},Row ${index},de`)
  rows.splice(50, 0, `${run}-BAD,No language,nonsense`, `${run}-7,The key of an earlier row,de`)
  const text = ['number,name,language', ...rows].join('\n')
  const body = () => {
    const form = new FormData()
    form.set('file', new Blob([text], { type: 'text/csv' }), 'partners.csv')
    return form
  }
  return { body, rows: rows.length }
}

/**
 * Cuts the import off before its n-th statement, starts again, and proves that it comes to its end by itself,
 * and that a client that retries with its key gets the same one. False where it had fewer statements.
 */
export async function cutOffImport(shop: ShopUnderTest, point: number): Promise<boolean> {
  const run = `F${randomUUID().slice(0, 8)}`.toUpperCase()
  const { body, rows } = fileOf(run)
  const headers = { 'idempotency-key': randomUUID() }
  const jobsBefore = await jobsOf(shop)
  const answer = await shop.callAndKill(path, body(), headers, point)
  const isCutLater = answer !== null && (await hasDied(shop, mustSucceed(answer)))
  if (answer !== null && !isCutLater) return false
  await shop.start()
  if (answer === null)
    assert.equal(await jobsOf(shop), jobsBefore, 'an import that was not taken is not there')
  const first = mustSucceed(await shop.call('POST', path, body(), headers))
  if (answer !== null) assert.equal(first.body.job_id, answer.body.job_id, 'a repeated key is no new import')
  await accountOf(shop, first.body.job_id, rows)
  await onlyOnce(shop, run)
  const second = mustSucceed(await shop.call('POST', path, body(), headers))
  assert.deepEqual(second.body, first.body, 'a repeated key gets the stored answer')
  assert.equal(await jobsOf(shop), jobsBefore + 1)
  assert.deepEqual(await brokenRules(shop), {})
  return true
}

/** Every row of the file has its outcome, and the sums agree with them. */
async function accountOf(shop: ShopUnderTest, id: string, rows: number): Promise<void> {
  const job = await completed(shop, id)
  const sums = [job.total_rows, job.done_rows, job.loaded_rows, job.skipped_rows, job.failed_rows]
  assert.deepEqual(sums, [rows, rows, good, 1, 1])
  const found = await shop.sql(
    `select outcome, count(distinct row_number)::int as count from data_job_row where data_job_id = '${id}'
    group by 1 order by 1`,
  )
  assert.deepEqual(found, [
    { outcome: 'failed', count: 1 },
    { outcome: 'loaded', count: good },
    { outcome: 'skipped', count: 1 },
  ])
}

/** Each row stands once in the books, in the trail and among the events. */
async function onlyOnce(shop: ShopUnderTest, run: string): Promise<void> {
  const own = `from partner p where p.number like '${run}-%'`
  const [counts] = await shop.sql(
    `select (select count(*) ${own})::int as partners,
      (select count(*) from audit_log a where a.record_id in (select p.id::text ${own}))::int as trail,
      (select count(*) from outbox_event e where e.record_id in (select p.id ${own}))::int as events`,
  )
  assert.deepEqual(counts, { partners: good, trail: good, events: counts?.events })
  assert.ok([0, good].includes(counts?.events), `${counts?.events} events`)
}
