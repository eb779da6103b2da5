/** The trail opened from a delivery, an invoice or a credit note is the order's own. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Books, openBooks } from '#server/modules/sales/testing/books.ts'
import { assertStatus } from '#server/testing/api-client.ts'

let books: Books
before(async () => {
  books = await openBooks()
})
after(() => books.shop.server.stop())

const trail = async (path: string, id: string) =>
  assertStatus(await books.chief.get(`/api/v1/${path}/${id}/trail/`), 200).body.results as {
    readonly record: string
    readonly id: string
  }[]

test('every document of a sale shows the same trail', async () => {
  const { shop, chief } = books
  const cup = await shop.product('CUP')
  await shop.receive(cup, '4')
  const order = await shop.confirmed([{ product: cup, quantity: '4' }])
  const delivery = await books.ship(order.id)
  const invoice = await books.posted([order.id])
  await books.pay([{ invoice: invoice.id, amount: '10' }], '10')
  const wanted = await trail('sales-orders', order.id)
  assert.deepEqual(
    wanted.map(({ record }) => record),
    ['sales.sales_order', 'sales.delivery', 'sales.invoice', 'sales.payment'],
  )
  assert.deepEqual(await trail('deliveries', delivery.id), wanted)
  assert.deepEqual(await trail('invoices', invoice.id), wanted)
  const note = assertStatus(await chief.post(`/api/v1/invoices/${invoice.id}/credit/`, {}), 201).body
  const ids = (await trail('invoices', note.id)).map(({ id }) => id)
  assert.equal(ids.includes(order.id) && ids.includes(note.id), true)
})

test('a delivery of several orders shows them all once', async () => {
  const { shop } = books
  const jug = await shop.product('JUG')
  await shop.receive(jug, '2')
  const orders = [
    await shop.confirmed([{ product: jug, quantity: '1' }]),
    await shop.confirmed([{ product: jug, quantity: '1' }]),
  ]
  const delivery = await shop.delivery(orders.map(({ id }) => id))
  const steps = await trail('deliveries', delivery.id)
  assert.deepEqual(steps.map(({ record }) => record).toSorted(), [
    'sales.delivery',
    'sales.sales_order',
    'sales.sales_order',
  ])
})

test('another company finds nothing there', async () => {
  const { shop } = books
  const order = await shop.order([{ product: await shop.product('MUG'), quantity: '1' }])
  const stranger = shop.server.other.as.administrator
  assertStatus(await stranger.get(`/api/v1/deliveries/${order.id}/trail/`), 404)
})
