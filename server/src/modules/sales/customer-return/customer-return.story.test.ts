/** Goods come back, wait for inspection where nobody picks them, and go where it sends them. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Books, openBooks } from '#server/modules/sales/testing/books.ts'
import { assertRefused, assertStatus } from '#server/testing/api-client.ts'

let books: Books
before(async () => {
  books = await openBooks()
})
after(() => books?.shop.server.stop())

test('two of ten come back, one of them broken', async () => {
  const { shop, chief } = books
  const jug = await shop.product('JUG')
  await shop.receive(jug, '10')
  const order = await shop.confirmed([{ product: jug, quantity: '10' }])
  const delivery = await books.ship(order.id)
  const line = { delivery_line: delivery.lines[0].id }
  const wanted = (quantity: string) => ({
    partner: shop.customer,
    warehouse: shop.warehouse,
    reason: 'Transport damage',
    lines: [
      { ...line, quantity: '1', disposition: 'stock' },
      { ...line, quantity },
    ],
  })
  assertRefused(await chief.post('/api/v1/customer-returns/', wanted('10')), 'sales.more_than_delivered')
  const draft = assertStatus(await chief.post('/api/v1/customer-returns/', wanted('1')), 201).body
  assert.match(draft.number, /^RET-\d{4}-00001$/)
  const received = await shop.move('customer-returns', draft.id, 'receive')
  assert.equal(received.status, 'received')
  const stock = async () =>
    (
      await shop.server.sql<{ on_hand: string; usable: string }>(
        `select trim_scale(on_hand)::text as on_hand, trim_scale(usable)::text as usable from stock_level
        where product_id = $1`,
        [jug],
      )
    )[0]
  assert.deepEqual(await stock(), { on_hand: '2', usable: '0' })
  assert.equal((await shop.read('sales-orders', order.id)).lines[0].returned_quantity, '2')
  assertRefused(await chief.post(`/api/v1/customer-returns/${draft.id}/close/`), 'sales.return_not_inspected')
  const broken = received.lines[1].id
  const closed = await shop.move('customer-returns', draft.id, 'close', {
    dispositions: { [broken]: 'scrap' },
  })
  assert.equal(closed.status, 'closed')
  assert.deepEqual(
    closed.lines.map((row: any) => row.disposition),
    ['stock', 'scrap'],
  )
  assert.deepEqual(await stock(), { on_hand: '1', usable: '1' })
  const invoice = await books.invoice([order.id])
  assert.equal(invoice.lines[0].quantity, '8', 'what came back before is not billed')
  assertRefused(await chief.post('/api/v1/customer-returns/', wanted('8')), 'sales.more_than_delivered')
})
