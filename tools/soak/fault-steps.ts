/** The steps that may be cut off anywhere: confirm, ship, post, import, export. Each prepares what it works on. */
import { randomUUID } from 'node:crypto'
import assert from 'node:assert/strict'
import { brokenRules } from './books.ts'
import { cutOffExport } from './export-step.ts'
import { cutOffImport } from './import-step.ts'
import { type Answer, mustSucceed as must, type ShopUnderTest } from './shop-under-test.ts'

export interface Step {
  readonly name: string
  /** Statements of the step, COMMIT among them; more than it has is found out at once. */
  readonly points: number
  /** False where the step had fewer statements. */
  cutOff(shop: ShopUnderTest, point: number): Promise<boolean>
}

interface Move {
  readonly path: string
  readonly etag: string
  readonly status: string
}

const post = async (shop: ShopUnderTest, path: string, body: unknown, etag: string | null = null) =>
  must(await shop.call('POST', path, body, etag === null ? {} : { 'if-match': etag }))

async function draftOrder(shop: ShopUnderTest): Promise<Answer> {
  const [partner] = (await shop.call('GET', '/api/v1/partners/?is_customer=true&segment=B2C&page_size=1'))
    .body.results
  const levels = (await shop.call('GET', '/api/v1/stock-levels/?page_size=100')).body.results
  const stocked = levels
    .filter((level: any) => Number(level.usable) - Number(level.reserved) >= 2)
    .slice(0, 3)
  const lines = stocked.map(({ product }: any) => ({ product, quantity: '1' }))
  return post(shop, '/api/v1/sales-orders/', { partner: partner.id, warehouse: stocked[0].warehouse, lines })
}

async function readyDelivery(shop: ShopUnderTest): Promise<Answer> {
  const order = await draftOrder(shop)
  await post(shop, `/api/v1/sales-orders/${order.body.id}/confirm/`, {}, order.etag)
  const delivery = await post(shop, '/api/v1/deliveries/from-orders/', { orders: [order.body.id] })
  return post(shop, `/api/v1/deliveries/${delivery.body.id}/ready/`, {}, delivery.etag)
}

async function draftInvoice(shop: ShopUnderTest): Promise<Answer> {
  const ready = await readyDelivery(shop)
  await post(shop, `/api/v1/deliveries/${ready.body.id}/ship/`, {}, ready.etag)
  return post(shop, '/api/v1/invoices/from-deliveries/', { deliveries: [ready.body.id] })
}

const at = (plural: string, move: string, status: string, { body, etag }: Answer): Move => ({
  path: `/api/v1/${plural}/${body.id}/${move}/`,
  etag: etag ?? '',
  status,
})

export const steps: readonly Step[] = [
  {
    name: 'confirm',
    points: 11,
    cutOff: async (shop, point) =>
      cutOffMove(shop, at('sales-orders', 'confirm', 'draft', await draftOrder(shop)), point),
  },
  {
    name: 'ship',
    points: 11,
    cutOff: async (shop, point) =>
      cutOffMove(shop, at('deliveries', 'ship', 'ready', await readyDelivery(shop)), point),
  },
  {
    name: 'post',
    points: 22,
    cutOff: async (shop, point) =>
      cutOffMove(shop, at('invoices', 'post', 'draft', await draftInvoice(shop)), point),
  },
  { name: 'import', points: 36, cutOff: cutOffImport },
  { name: 'export', points: 26, cutOff: cutOffExport },
]

/**
 * Cuts the step off before its n-th statement, starts again, and proves: nothing is half done, a client that
 * retries with its key gets one result, and the books agree. False where the step had fewer statements.
 */
async function cutOffMove(
  shop: ShopUnderTest,
  { path, etag, status }: Move,
  point: number,
): Promise<boolean> {
  const headers = { 'if-match': etag, 'idempotency-key': randomUUID() }
  const answer = await shop.callAndKill(path, {}, headers, point)
  if (answer !== null) return must(answer) && false
  await shop.start()
  const one = path.replace(/[a-z]+\/$/, '')
  const after = (await shop.call('GET', one)).body
  assert.equal(after.status, status, `${path} was cut off before statement ${point}, and yet it moved`)
  assert.equal(`"${after.version}"`, etag)
  const first = must(await shop.call('POST', path, {}, headers))
  const second = must(await shop.call('POST', path, {}, headers))
  assert.deepEqual(second.body, first.body, 'a repeated key gets the stored answer')
  assert.deepEqual(await brokenRules(shop), {})
  return true
}
