/** What each step from order to payment answers is what is read next: answers are made of what was written. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openBooks } from '#server/modules/sales/testing/books.ts'
import type { Shop } from '#server/modules/sales/testing/shop.ts'
import { type ApiAnswer, assertStatus } from '#server/testing/api-client.ts'

let shop: Shop
let products: readonly string[]
before(async () => {
  shop = (await openBooks()).shop
  products = await Promise.all(['A', 'B', 'C'].map((sku) => shop.product(sku)))
  for (const product of products) await shop.receive(product, '100')
})
after(() => shop?.server.stop())

/** The answer, after it was compared with what a reader sees. */
async function asRead(plural: string, answer: ApiAnswer): Promise<any> {
  assert.ok(answer.status < 300, JSON.stringify(answer.body))
  const { body } = assertStatus(await shop.chief.get(`/api/v1/${plural}/${answer.body.id}/`), 200)
  assert.deepEqual(answer.body, body)
  return body
}

const lines = () => products.map((product, index) => ({ product, quantity: String(index + 2) }))

test('each step from order to payment', async () => {
  const { chief, customer: partner } = shop
  const move = async (plural: string, { id, version }: any, verb: string, body: object = {}) =>
    asRead(plural, await chief.post(`/api/v1/${plural}/${id}/${verb}/`, body, { version }))
  const draft = await asRead(
    'sales-orders',
    await chief.post('/api/v1/sales-orders/', { partner, lines: lines() }),
  )
  const order = await move('sales-orders', draft, 'confirm')
  const made = await asRead(
    'deliveries',
    await chief.post('/api/v1/deliveries/from-orders/', { orders: [order.id] }),
  )
  const ready = await move('deliveries', made, 'ready')
  const delivery = await move('deliveries', ready, 'ship')
  const drafted = await asRead(
    'invoices',
    await chief.post('/api/v1/invoices/from-deliveries/', { deliveries: [delivery.id] }),
  )
  const invoice = await move('invoices', drafted, 'post')
  assert.notEqual(invoice.number, null)
  assert.equal(invoice.state, 'open')
  const amount = invoice.gross_total
  const allocations = [{ invoice: invoice.id, amount }]
  const payment = await asRead(
    'payments',
    await chief.post('/api/v1/payments/', { partner, amount, allocations }),
  )
  assert.equal(payment.unallocated_amount, '0')
})

test('an order whose lines are changed, dropped, added and put in another order', async () => {
  const { chief, customer: partner } = shop
  const body = { partner, lines: lines() }
  const draft = await asRead('sales-orders', await chief.post('/api/v1/sales-orders/', body))
  const [first, second] = draft.lines
  const changed = [
    { id: second.id, position: 1 },
    { product: products[2], quantity: '7', position: 2 },
    { id: first.id, position: 3, quantity: '9' },
  ]
  const one = `/api/v1/sales-orders/${draft.id}/`
  const order = await asRead(
    'sales-orders',
    await chief.patch(one, { lines: changed }, { version: draft.version }),
  )
  assert.deepEqual(
    order.lines.map(({ quantity }: any) => quantity),
    ['3', '7', '9'],
  )
  const kept = await chief.patch(one, { notes: 'Lines stay' }, { version: order.version })
  await asRead('sales-orders', kept)
})
