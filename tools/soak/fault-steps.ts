/** The steps that may be cut off anywhere: confirm, ship, post. Each prepares its own document. */
import { randomUUID } from 'node:crypto'
import assert from 'node:assert/strict'
import { brokenRules } from './books.ts'
import type { Answer, ShopUnderTest } from './shop-under-test.ts'

export interface Step {
  readonly name: string
  /** Statements of the step, COMMIT among them; more than it has is found out at once. */
  readonly points: number
  prepare(
    shop: ShopUnderTest,
  ): Promise<{ readonly path: string; readonly etag: string; readonly status: string }>
}

const must = (answer: Answer): Answer => {
  assert.ok(answer.status < 300, `${answer.status} ${JSON.stringify(answer.body)}`)
  return answer
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

const at = (plural: string, move: string, status: string, { body, etag }: Answer) => ({
  path: `/api/v1/${plural}/${body.id}/${move}/`,
  etag: etag ?? '',
  status,
})

export const steps: readonly Step[] = [
  {
    name: 'confirm',
    points: 19,
    prepare: async (shop) => at('sales-orders', 'confirm', 'draft', await draftOrder(shop)),
  },
  {
    name: 'ship',
    points: 16,
    prepare: async (shop) => at('deliveries', 'ship', 'ready', await readyDelivery(shop)),
  },
  {
    name: 'post',
    points: 34,
    prepare: async (shop) => at('invoices', 'post', 'draft', await draftInvoice(shop)),
  },
]

/**
 * Cuts the step off before its n-th statement, starts again, and proves: nothing is half done, a client that
 * retries with its key gets one result, and the books agree. False where the step had fewer statements.
 */
export async function cutOff(shop: ShopUnderTest, step: Step, point: number): Promise<boolean> {
  const { path, etag, status } = await step.prepare(shop)
  const headers = { 'if-match': etag, 'idempotency-key': randomUUID() }
  const answer = await shop.callAndKill(path, {}, headers, point)
  if (answer !== null) return must(answer) && false
  await shop.start()
  const one = path.replace(/[a-z]+\/$/, '')
  const after = (await shop.call('GET', one)).body
  assert.equal(after.status, status, `${step.name} was cut off before statement ${point}, and yet it moved`)
  assert.equal(`"${after.version}"`, etag)
  const first = must(await shop.call('POST', path, {}, headers))
  const second = must(await shop.call('POST', path, {}, headers))
  assert.deepEqual(second.body, first.body, 'a repeated key gets the stored answer')
  assert.deepEqual(await brokenRules(shop), {})
  return true
}
