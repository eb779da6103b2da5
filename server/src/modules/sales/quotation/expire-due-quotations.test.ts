/** Quotations expire by themselves, when their last day has ended where the company is. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { openShop, type Shop } from '#server/modules/sales/testing/shop.ts'
import { assertStatus } from '#server/testing/api-client.ts'
import { expireDueQuotations } from './expire-due-quotations.ts'

let now = new Date('2026-03-02T09:00:00Z')
let shop: Shop
before(async () => {
  shop = await openShop({ now: () => now, withJobs: true })
})
after(() => shop?.server.stop())

async function sent(valid_until: string, organization: string): Promise<string> {
  const product = await shop.product(`CUP-${valid_until}-${organization.slice(-6)}`)
  const body = { partner: shop.customer, lines: [{ product, quantity: '1' }], valid_until, organization }
  const { id } = assertStatus(await shop.chief.post('/api/v1/quotations/', body), 201).body
  await shop.move('quotations', id, 'send')
  return id
}

async function expireAt(instant: string): Promise<number> {
  now = new Date(instant)
  shop.chief.forgetToken()
  const { pool, sql } = shop.server
  return expireDueQuotations({
    pool,
    now: () => now,
    asOwner: sql as never,
    signal: new AbortController().signal,
  })
}

const statusOf = async (id: string) => (await shop.read('quotations', id)).status

test('the day ends where the company is; what is not due stays', async () => {
  const { root, plant1, sql } = shop.server
  const [due, ofSite, later] = [
    await sent('2026-03-10', root),
    await sent('2026-03-10', plant1),
    await sent('2026-03-11', root),
  ]
  assert.equal(await expireAt('2026-03-10T22:30:00Z'), 0) // half past eleven at night in Dießen
  assert.equal(await expireAt('2026-03-10T23:30:00Z'), 2)
  assert.deepEqual(
    [await statusOf(due), await statusOf(ofSite), await statusOf(later)],
    ['expired', 'expired', 'sent'],
  )
  const trail = `select actor_name, changes->'status'->>'new' as status from audit_log
    where record_id = $1 and action = 'MOVE' order by occurred_at desc, id desc limit 1`
  assert.deepEqual(await sql(trail, [due]), [{ actor_name: 'Kontor', status: 'expired' }])
  const told = `select count(*)::int as count from outbox_event where event = 'sales.quotation_expired'`
  assert.deepEqual(await sql(told), [{ count: 2 }])
  assert.equal(await expireAt('2026-03-10T23:40:00Z'), 0)
})

test('the worker does it when the schedule says so', async () => {
  const id = await sent('2026-03-12', shop.server.root)
  now = new Date('2026-03-13T09:00:00Z')
  shop.chief.forgetToken()
  await shop.server.sql(`select graphile_worker.add_job('expire_quotations')`)
  while ((await statusOf(id)) === 'sent') await pause(20)
  assert.equal(await statusOf(id), 'expired')
})
