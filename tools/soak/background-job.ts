/** What the steps that run in the background ask of their job. */
import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import type { Answer, ShopUnderTest } from './shop-under-test.ts'

export async function jobsOf(shop: ShopUnderTest): Promise<number> {
  const [row] = await shop.sql<{ count: number }>('select count(*)::int as count from data_job')
  return row?.count ?? 0
}

/** True where the server ended before the job did. */
export async function hasDied(shop: ShopUnderTest, { body }: Answer): Promise<boolean> {
  for (;;) {
    const job = await shop.call('GET', `/api/v1/data-jobs/${body.job_id}/`).catch(() => null)
    if (job === null) break
    if (job.body.status === 'completed') return false
    await pause(20)
  }
  await shop.ended()
  return true
}

export async function completed(shop: ShopUnderTest, id: string): Promise<any> {
  let job: any
  do {
    await pause(20)
    job = (await shop.call('GET', `/api/v1/data-jobs/${id}/`)).body
  } while (['pending', 'running'].includes(job.status))
  assert.equal(job.status, 'completed', JSON.stringify(job.result_log))
  return job
}
