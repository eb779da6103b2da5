/** Random histories from several clients at once, compared with a small oracle that knows only what was answered. */
import assert from 'node:assert/strict'
import { randomInt, randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { brokenRules } from './books.ts'
import { type Answer, ShopUnderTest } from './shop-under-test.ts'

const seed = Number(process.env.KONTOR_SEED ?? randomInt(2 ** 31))
const seconds = Number(process.env.KONTOR_SOAK_SECONDS ?? 12)
const clients = 6
const shop = new ShopUnderTest()
before(() => shop.start())
after(() => shop.stop())

/** Mulberry32: one stream a client, so that a seed replays what each of them tried. */
function streamOf(start: number): (most: number) => number {
  let state = start >>> 0
  return (most) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % most
  }
}

/** What should lie in the warehouse, by product: only what the server said it did is counted. */
type Oracle = Map<string, bigint>

interface Setting {
  readonly warehouse: string
  readonly products: readonly string[]
  readonly partners: readonly string[]
}

async function settingOf(): Promise<{ setting: Setting; oracle: Oracle }> {
  const levels = (await shop.call('GET', '/api/v1/stock-levels/?page_size=100')).body.results as any[]
  const partners = (await shop.call('GET', '/api/v1/partners/?is_customer=true&page_size=30')).body
    .results as any[]
  const some = levels.slice(0, 12)
  const oracle = new Map(some.map((level): [string, bigint] => [level.product, BigInt(level.on_hand)]))
  const warehouse = String(some[0]?.warehouse)
  return {
    setting: { warehouse, products: [...oracle.keys()], partners: partners.map(({ id }) => id) },
    oracle,
  }
}

const refusals = new Map<string, number>()
let done = 0

/** An answer of 2xx, or null where the server had a proper reason; anything else ends the test. */
async function tried(
  method: string,
  path: string,
  body?: unknown,
  etag?: string | null,
): Promise<Answer | null> {
  const headers = {
    ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
    ...(etag ? { 'if-match': etag } : {}),
  }
  const answer = await shop.call(method, path, body, headers)
  if (answer.status < 300) {
    done += 1
    return answer
  }
  assert.ok(answer.status < 500, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
  const code = String(answer.body.code)
  refusals.set(code, (refusals.get(code) ?? 0) + 1)
  return null
}

const add = (oracle: Oracle, product: string, quantity: bigint) =>
  oracle.set(product, (oracle.get(product) ?? 0n) + quantity)

async function receive(
  { warehouse, products }: Setting,
  oracle: Oracle,
  any: (most: number) => number,
): Promise<void> {
  const product = products[any(products.length)] as string
  const quantity = 1 + any(20)
  const day =
    any(3) === 0 ? new Date(Date.now() - 86_400_000 * (1 + any(20))).toISOString().slice(0, 10) : undefined
  const lines = [{ product, quantity: String(quantity), unit: 'EA' }]
  const made = await tried('POST', '/api/v1/goods-receipts/', { warehouse, receipt_date: day, lines })
  const posted = made && (await tried('POST', `/api/v1/goods-receipts/${made.body.id}/post/`, {}, made.etag))
  if (posted) add(oracle, product, BigInt(quantity))
}

async function sell(setting: Setting, oracle: Oracle, any: (most: number) => number): Promise<void> {
  const partner = setting.partners[any(setting.partners.length)]
  const chosen = new Set(
    Array.from({ length: 1 + any(4) }, () => setting.products[any(setting.products.length)]),
  )
  const lines = [...chosen].map((product) => ({ product, quantity: String(1 + any(60)) }))
  const body = { partner, warehouse: setting.warehouse, is_complete_only: any(3) === 0, lines }
  const order = await tried('POST', '/api/v1/sales-orders/', body)
  if (!order) return
  const path = `/api/v1/sales-orders/${order.body.id}/`
  const confirmed = await tried('POST', `${path}confirm/`, {}, order.etag)
  if (!confirmed) return
  if (any(8) === 0) return void (await tried('POST', `${path}cancel/`, {}, confirmed.etag))
  if (any(5) === 0) await amend(path, confirmed, any)
  await deliver(order.body.id, setting, oracle, any)
  const now = await tried('GET', path)
  if (now && any(4) === 0) await tried('POST', `${path}close/`, {}, now.etag)
}

async function amend(path: string, order: Answer, any: (most: number) => number): Promise<void> {
  const lines = order.body.lines.map(({ id, product }: any) => ({
    id,
    product,
    quantity: String(1 + any(12)),
  }))
  await tried('POST', `${path}amend/`, { lines }, order.etag)
}

async function deliver(
  order: string,
  setting: Setting,
  oracle: Oracle,
  any: (most: number) => number,
): Promise<void> {
  const delivery = await tried('POST', '/api/v1/deliveries/from-orders/', { orders: [order] })
  if (!delivery) return
  const path = `/api/v1/deliveries/${delivery.body.id}/`
  const ready = await tried('POST', `${path}ready/`, {}, delivery.etag)
  if (!ready) return
  if (any(6) === 0) return void (await tried('POST', `${path}cancel/`, {}, ready.etag))
  const shipped = await tried('POST', `${path}ship/`, {}, ready.etag)
  if (!shipped) return
  for (const line of shipped.body.lines) add(oracle, line.product, -BigInt(line.quantity))
  if (any(3) > 0) await bill(delivery.body.id, delivery.body.partner, any)
  if (any(4) === 0) await takeBack(shipped, setting, oracle, any)
}

async function bill(delivery: string, partner: string, any: (most: number) => number): Promise<void> {
  const invoice = await tried('POST', '/api/v1/invoices/from-deliveries/', { deliveries: [delivery] })
  const posted =
    invoice && (await tried('POST', `/api/v1/invoices/${invoice.body.id}/post/`, {}, invoice.etag))
  if (!posted) return
  if (any(5) === 0)
    return void (await tried(
      'POST',
      `/api/v1/invoices/${posted.body.id}/cancel/`,
      { reason: 'test' },
      posted.etag,
    ))
  const half = (Number(posted.body.gross_total) / 2).toFixed(2)
  const amount = any(2) === 0 ? half : posted.body.gross_total
  const allocations = [{ invoice: posted.body.id, amount }]
  await tried('POST', '/api/v1/payments/', { partner, amount, allocations })
}

async function takeBack(
  shipped: Answer,
  { warehouse }: Setting,
  oracle: Oracle,
  any: (most: number) => number,
): Promise<void> {
  const line = shipped.body.lines[any(shipped.body.lines.length)]
  const lines = [{ delivery_line: line.id, quantity: '1' }]
  const made = await tried('POST', '/api/v1/customer-returns/', {
    partner: shipped.body.partner,
    warehouse,
    lines,
  })
  const received =
    made && (await tried('POST', `/api/v1/customer-returns/${made.body.id}/receive/`, {}, made.etag))
  if (received) add(oracle, line.product, 1n)
}

test('random histories of several clients leave books that agree', {
  timeout: (seconds + 60) * 1000,
}, async (context) => {
  context.diagnostic(`seed ${seed}; replay with KONTOR_SEED=${seed}`)
  const { setting, oracle } = await settingOf()
  const end = Date.now() + seconds * 1000
  const work = Array.from({ length: clients }, async (_, client) => {
    const any = streamOf(seed + client * 7919)
    while (Date.now() < end) await (any(4) === 0 ? receive : sell)(setting, oracle, any)
  })
  await Promise.all(work)
  context.diagnostic(`${done} calls done, refused: ${JSON.stringify(Object.fromEntries(refusals))}`)
  assert.ok(done > 50)
  assert.deepEqual(await brokenRules(shop), {})
  const levels = await shop.sql<{ product_id: string; on_hand: string }>(
    `select product_id, trim_scale(sum(on_hand))::text as on_hand from stock_level
    where warehouse_id = '${setting.warehouse}' group by 1`,
  )
  for (const { product_id, on_hand } of levels) {
    const expected = oracle.get(product_id)
    if (expected !== undefined) assert.equal(on_hand, String(expected), `on hand of ${product_id}`)
  }
})
