/** From the shipped order to the paid invoice and its credit note, as a book-keeper would tell it. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openBooks, type Books } from '#server/modules/sales/testing/books.ts'
import { assertRefused, assertStatus } from '#server/testing/api-client.ts'

let books: Books
before(async () => {
  books = await openBooks()
})
after(() => books.shop.server.stop())

test('what is shipped is invoiced, posted, paid in two parts, and every state follows', async () => {
  const { shop, chief } = books
  const hare = await shop.product('HARE', { price: '12.50' })
  await shop.receive(hare, '10')
  const order = await shop.confirmed([{ product: hare, quantity: '10' }])
  await books.ship(order.id)
  const draft = assertStatus(
    await chief.post('/api/v1/invoices/from-orders/', { orders: [order.id] }),
    201,
  ).body
  assert.equal(draft.state, 'draft')
  assert.equal(draft.number, null)
  assert.equal(draft.gross_total, '148.75')
  assert.equal(draft.lines[0].tax_code, 'DE-S-19')
  const posted = await shop.move('invoices', draft.id, 'post')
  assert.match(posted.number, /^INV-\d{4}-00001$/)
  assert.equal(posted.state, 'open')
  assert.equal(posted.open_amount, '148.75')
  assert.equal(posted.frozen.seller.vat_id, 'DE123456788')
  assert.equal(posted.frozen.language, 'de')
  assert.equal(posted.frozen.lines[posted.lines[0].id].unit, 'Stk')
  assert.equal(posted.lines[0].tax_reasons[0].code, 'sales.tax_domestic')
  const invoiced = await shop.read('sales-orders', order.id)
  assert.equal(invoiced.invoice_state, 'fully')
  assert.equal(invoiced.lines[0].invoiced_quantity, '10')
  const [delivery] = (await chief.get('/api/v1/deliveries/')).body.results
  assert.equal(delivery.invoice_state, 'fully')

  await books.pay([{ invoice: posted.id, amount: '100' }], '100')
  assert.equal((await shop.read('invoices', posted.id)).state, 'partly_paid')
  const tooMuch = {
    partner: shop.customer,
    amount: '60',
    allocations: [{ invoice: posted.id, amount: '50' }],
  }
  assertRefused(await chief.post('/api/v1/payments/', tooMuch), 'sales.over_allocated')
  const rest = await books.pay([{ invoice: posted.id, amount: '48.75' }], '60')
  assert.equal(rest.unallocated_amount, '11.25')
  const paid = await shop.read('invoices', posted.id)
  assert.deepEqual([paid.state, paid.open_amount], ['paid', '0'])

  const [allocation] = rest.allocations
  assertStatus(
    await chief.post(`/api/v1/payment-allocations/${allocation.id}/reverse/`, {}, { version: null }),
    201,
  )
  assert.equal((await shop.read('invoices', posted.id)).open_amount, '48.75')
  const again = await chief.post(
    `/api/v1/payment-allocations/${allocation.id}/reverse/`,
    {},
    { version: null },
  )
  assertRefused(again, 'sales.already_reversed')
  assert.equal((await shop.read('payments', rest.id)).unallocated_amount, '60')
})
