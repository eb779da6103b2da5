/** Collective and partial invoices with discounts, credit notes and cancelling, to the cent. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sum } from '#contract/kit/decimal.ts'
import { type Books, openBooks } from '#server/modules/sales/testing/books.ts'
import { assertRefused, assertStatus } from '#server/testing/api-client.ts'

let books: Books
before(async () => {
  books = await openBooks()
})
after(() => books?.shop.server.stop())

test('two deliveries of two orders become one invoice, linked line to line', async () => {
  const { shop, chief } = books
  const fox = await shop.product('FOX', { price: '3.35' })
  await shop.receive(fox, '20')
  const orders = [
    await shop.confirmed([{ product: fox, quantity: '3' }]),
    await shop.confirmed([{ product: fox, quantity: '4' }], { customer_reference: 'Best. 7' }),
  ]
  const deliveries: any[] = []
  for (const order of orders) deliveries.push(await books.ship(order.id))
  const body = { deliveries: deliveries.map(({ id }) => id) }
  const draft = assertStatus(await chief.post('/api/v1/invoices/from-deliveries/', body), 201).body
  assert.deepEqual(
    draft.lines.map((line: any) => line.quantity),
    ['3', '4'],
  )
  assert.deepEqual(
    draft.lines.map((line: any) => line.delivery_line),
    deliveries.map(({ lines }) => lines[0].id),
  )
  assert.equal(draft.net_total, '23.45')
  assert.equal(draft.tax_total, '4.46')
  assertRefused(await chief.post('/api/v1/invoices/from-deliveries/', body), 'sales.nothing_to_invoice')
  const posted = await shop.move('invoices', draft.id, 'post')
  assert.equal(posted.frozen.orders.length, 2)
  assert.equal(posted.frozen.buyer.reference, 'Best. 7')
  for (const { id } of orders) assert.equal((await shop.read('sales-orders', id)).invoice_state, 'fully')
  for (const { id } of deliveries) assert.equal((await shop.read('deliveries', id)).invoice_state, 'fully')
})

test('other customers and more than was shipped are refused', async () => {
  const { shop, chief } = books
  const owl = await shop.product('OWL')
  await shop.receive(owl, '4')
  const mine = await shop.confirmed([{ product: owl, quantity: '3' }])
  const other = await books.customer('Andere', 'DE', { number: 'X1' })
  const theirs = await shop.confirmed([{ product: owl, quantity: '1' }], { partner: other })
  assertRefused(
    await chief.post('/api/v1/invoices/from-orders/', { orders: [mine.id] }),
    'sales.nothing_to_invoice',
  )
  await books.ship(mine.id)
  await books.ship(theirs.id)
  assertRefused(
    await chief.post('/api/v1/invoices/from-orders/', { orders: [mine.id, theirs.id] }),
    'sales.other_customer',
  )
  const line = { sales_order_line: mine.lines[0].id, quantity: '4' }
  assertRefused(
    await chief.post('/api/v1/invoices/', { partner: shop.customer, lines: [line] }),
    'sales.more_than_billable',
  )
  const two = await chief.post('/api/v1/invoices/', {
    partner: shop.customer,
    lines: [{ ...line, quantity: '2' }],
  })
  const draft = assertStatus(two, 201).body
  const wish = { orders: [mine.id], quantities: { [mine.lines[0].id]: '2' } }
  assertRefused(await chief.post('/api/v1/invoices/from-orders/', wish), 'sales.more_than_billable')
  const changed = { lines: [{ id: draft.lines[0].id, quantity: '3' }] }
  const whole = assertStatus(await chief.patch(`/api/v1/invoices/${draft.id}/`, changed), 200).body
  assert.equal(whole.net_total, '30')
  assertStatus(await chief.delete(`/api/v1/invoices/${draft.id}/`), 204)
  assertStatus(await chief.post('/api/v1/invoices/from-orders/', { orders: [mine.id] }), 201)
})

test('a discount and freight are shared over partial invoices, and the last takes the rest', async () => {
  const { shop, chief } = books
  const elk = await shop.product('ELK', { price: '33.33' })
  await shop.receive(elk, '3')
  const terms = { discount_percent: '10', charge_amount: '10' }
  const order = await shop.confirmed([{ product: elk, quantity: '3' }], terms)
  await books.ship(order.id)
  const line = order.lines[0].id
  const parts: any[] = []
  for (let part = 0; part < 3; part += 1) {
    const wish = { orders: [order.id], quantities: { [line]: '1' } }
    const draft = assertStatus(await chief.post('/api/v1/invoices/from-orders/', wish), 201).body
    parts.push(await shop.move('invoices', draft.id, 'post'))
  }
  const total = (field: string) => sum(parts.map((part) => part[field]))
  assert.equal(total('allowance_total'), '10', '10 % of 99.99')
  assert.deepEqual(
    parts.map((part) => part.charge_total),
    ['3.33', '3.34', '3.33'],
  )
  assert.equal(total('net_total'), order.net_total)
  for (const {
    lines_total,
    allowance_total,
    charge_total,
    net_total,
    tax_total,
    gross_total,
    taxes,
  } of parts) {
    assert.equal(sum([lines_total, `-${allowance_total}`, charge_total]), net_total)
    assert.equal(sum(taxes.map((tax: any) => tax.net)), net_total)
    assert.equal(sum([net_total, tax_total]), gross_total)
  }
})

test('a credit note lowers what is open, takes the tax code of its line, and never exceeds it', async () => {
  const { shop, chief } = books
  const bee = await shop.product('BEE', { price: '10' })
  await shop.receive(bee, '5')
  const order = await shop.confirmed([{ product: bee, quantity: '5' }], { charge_amount: '5' })
  await books.ship(order.id)
  const posted = await books.posted([order.id])
  assert.equal(posted.gross_total, '65.45')
  const line = posted.lines[0].id
  const path = `/api/v1/invoices/${posted.id}/credit/`
  const draft = assertStatus(
    await chief.post(path, { lines: [{ line, quantity: '2' }], reason: 'Broken' }),
    201,
  ).body
  assert.equal(draft.kind, 'credit_note')
  assert.equal(draft.lines[0].tax_code, posted.lines[0].tax_code)
  assert.equal(draft.gross_total, '26.18', '20 and 2 of the freight, with tax')
  assertRefused(await chief.post(path, { lines: [{ line, quantity: '4' }] }), 'sales.more_than_invoiced')
  const note = await shop.move('invoices', draft.id, 'post')
  assert.match(note.number, /^CN-/)
  assert.equal(note.state, 'paid')
  const lowered = await shop.read('invoices', posted.id)
  assert.deepEqual([lowered.state, lowered.open_amount], ['open', '39.27'])
  const credited = await shop.read('sales-orders', order.id)
  assert.equal(credited.invoice_state, 'partly')
  assert.equal(credited.lines[0].invoiced_quantity, '3')

  await books.pay([{ invoice: posted.id, amount: '30' }], '30')
  const cancelled = await shop.move('invoices', posted.id, 'cancel', { reason: 'Wrong customer' })
  assert.equal(cancelled.state, 'cancelled')
  assert.equal(cancelled.number, posted.number)
  assert.equal((await shop.read('sales-orders', order.id)).invoice_state, 'none')
  assertRefused(await chief.post(`/api/v1/invoices/${posted.id}/cancel/`), 'sales.nothing_to_credit')
  const notes = (await chief.get('/api/v1/invoices/?kind=credit_note')).body.results
  const second = notes.find((entry: any) => entry.credits === posted.id && entry.id !== note.id)
  assert.equal(second.gross_total, '39.27')
  assert.equal(second.open_amount, '30', 'what was paid is owed back')
  const items = (await chief.get(`/api/v1/open-items/?invoice=${second.id}`)).body.results
  const refund = { direction: 'out', allocations: [{ open_item: items[0].id, kind: 'refund', amount: '30' }] }
  await books.pay(refund.allocations, '30', { direction: 'out' })
  assert.equal((await shop.read('invoices', second.id)).state, 'paid')
  const again = assertStatus(
    await chief.post('/api/v1/invoices/from-orders/', { orders: [order.id] }),
    201,
  ).body
  assert.equal(again.gross_total, '65.45')
})

test('an order without discount or charge is open again once its invoice is cancelled', async () => {
  const { shop } = books
  const wasp = await shop.product('WASP', { price: '10' })
  await shop.receive(wasp, '2')
  const order = await shop.confirmed([{ product: wasp, quantity: '2' }])
  await books.ship(order.id)
  const posted = await books.posted([order.id])
  assert.equal((await shop.read('sales-orders', order.id)).invoice_state, 'fully')
  await shop.move('invoices', posted.id, 'cancel', { reason: 'Wrong address' })
  assert.equal((await shop.read('sales-orders', order.id)).invoice_state, 'none')
})

test('five pieces of a box of twelve are billed as pieces, to the cent', async () => {
  const { shop, chief } = books
  const nail = await shop.product('NAIL', { price: '' })
  const unit = async (code: string) =>
    (await shop.server.sql('select id from unit where code = $1', [code]))[0]?.id
  const [box, piece] = [await unit('BOX'), await unit('EA')]
  const conversion = { unit: box, into_unit: piece, numerator: '12', denominator: '1', product: nail }
  assertStatus(await chief.post('/api/v1/unit-conversions/', conversion), 201)
  await shop.receive(nail, '5')
  const order = await shop.confirmed([{ product: nail, quantity: '1', unit: box, unit_price: '10' }])
  await books.ship(order.id)
  const draft = await books.invoice([order.id])
  const [line] = draft.lines
  assert.deepEqual(
    [line.quantity, line.unit, line.price_quantity, line.net_amount],
    ['5', piece, '12', '4.17'],
  )
  await shop.receive(nail, '7')
  await books.ship(order.id)
  const rest = await books.invoice([order.id])
  assert.equal(rest.lines[0].base_quantity, '7')
})
