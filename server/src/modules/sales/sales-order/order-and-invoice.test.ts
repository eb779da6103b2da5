/** What an order has to do with its invoices: the trail to the payment, and the floor of an amendment. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Books, openBooks } from '#server/modules/sales/testing/books.ts'
import { assertRefused, assertStatus } from '#server/testing/api-client.ts'

let books: Books
before(async () => {
  books = await openBooks()
})
after(() => books?.shop.server.stop())

test('the trail goes on to invoice, credit note and payment, for whoever may see them', async () => {
  const { shop, chief } = books
  const hare = await shop.product('HARE')
  await shop.receive(hare, '5')
  const order = await shop.confirmed([{ product: hare, quantity: '5' }])
  const delivery = await shop.shipped([order.id])
  const draft = await chief.post('/api/v1/invoices/from-deliveries/', { deliveries: [delivery.id] })
  const invoice = await shop.move('invoices', assertStatus(draft, 201).body.id, 'post')
  const payment = await books.pay([{ invoice: invoice.id, amount: '20' }], '20')
  const credit = assertStatus(await chief.post(`/api/v1/invoices/${invoice.id}/credit/`, {}), 201).body
  const path = `/api/v1/sales-orders/${order.id}/trail/`
  const { results } = assertStatus(await chief.get(path), 200).body
  assert.deepEqual(
    results.map((step: any) => [step.record, step.id, step.sources]),
    [
      ['sales.sales_order', order.id, []],
      ['sales.delivery', delivery.id, [order.id]],
      ['sales.invoice', invoice.id, [delivery.id]],
      ['sales.invoice', credit.id, [invoice.id]],
      ['sales.payment', payment.id, [invoice.id]],
    ],
  )
  assert.deepEqual(
    [results[2].status, results[2].amount, results[2].currency],
    ['partly_paid', '59.5', 'EUR'],
  )
  const seller = await shop.server.as.warehouse.get(path)
  assert.equal(seller.body.results.length, 2, 'the warehouse sees neither invoices nor payments')
})

test('an order is not amended below what is invoiced', async () => {
  const { shop, chief } = books
  const mug = await shop.product('MUG')
  const order = await shop.confirmed([{ product: mug, quantity: '5' }], { invoice_on: 'ordered' })
  const draft = await chief.post('/api/v1/invoices/from-orders/', { orders: [order.id] })
  await shop.move('invoices', assertStatus(draft, 201).body.id, 'post')
  const amend = (quantity: string) =>
    chief.post(`/api/v1/sales-orders/${order.id}/amend/`, { lines: [{ id: order.lines[0].id, quantity }] })
  assertRefused(await amend('4'), 'sales.amend_below', '/lines/0/quantity')
  const cancelled = await chief.post(`/api/v1/sales-orders/${order.id}/cancel/`)
  assertRefused(cancelled, 'sales.already_delivered')
  const raised = assertStatus(await amend('7'), 200).body
  assert.equal(raised.invoice_state, 'partly')
})
