/** The export that may be cut off anywhere: when it is asked for, on each page, before its end. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { completed, hasDied, jobsOf } from './background-job.ts'
import { mustSucceed, type ShopUnderTest } from './shop-under-test.ts'

const path = '/api/v1/partners/export/'

/**
 * Cuts the export off before its n-th statement, starts again, and proves that its file comes to be whole, and that
 * a client that retries with its key gets the same one. False where it had fewer statements.
 */
export async function cutOffExport(shop: ShopUnderTest, point: number): Promise<boolean> {
  const headers = { 'idempotency-key': randomUUID() }
  const jobsBefore = await jobsOf(shop)
  const answer = await shop.callAndKill(path, {}, headers, point)
  const isCutLater = answer !== null && (await hasDied(shop, mustSucceed(answer)))
  if (answer !== null && !isCutLater) return false
  await shop.start()
  if (answer === null)
    assert.equal(await jobsOf(shop), jobsBefore, 'an export that was not taken is not there')
  const first = mustSucceed(await shop.call('POST', path, {}, headers))
  if (answer !== null) assert.equal(first.body.job_id, answer.body.job_id, 'a repeated key is no new export')
  const job = await completed(shop, first.body.job_id)
  const partners = await shop.sql<{ number: string }>('select number from partner')
  assert.deepEqual([job.total_rows, job.done_rows], [partners.length, partners.length])
  const { body: file } = mustSucceed(await shop.call('GET', `/api/v1/data-jobs/${job.id}/output/`))
  assert.equal(Buffer.byteLength(file), job.output_bytes)
  for (const { number } of partners) assert.ok(file.includes(number), `${number} is not in the file`)
  assert.equal(await jobsOf(shop), jobsBefore + 1)
  return true
}
