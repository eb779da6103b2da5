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

test('a lot comes back only on the line it went out on', async () => {
  const { shop, chief } = books
  const paste = await shop.product('PASTE', { fields: { tracking: 'lot' } })
  const [sold, other] = await Promise.all(
    ['A', 'B'].map(async (number) => {
      const body = { product: paste, number, expires_on: '2999-01-01' }
      return assertStatus(await chief.post('/api/v1/lots/', body), 201).body.id as string
    }),
  )
  await shop.receive(paste, '3', shop.warehouse, sold)
  const order = await shop.confirmed([{ product: paste, quantity: '3' }])
  const [line] = (await books.ship(order.id)).lines
  const back = (lot?: string) =>
    chief.post('/api/v1/customer-returns/', {
      partner: shop.customer,
      warehouse: shop.warehouse,
      lines: [{ delivery_line: line.id, quantity: '1', lot }],
    })
  assertRefused(await back(other), 'sales.lot_not_delivered', '/lines/0/lot')
  assert.equal(assertStatus(await back(), 201).body.lines[0].lot, sold)
})

test('what inspection holds back goes to a quarantine place, which the warehouse gets when it has none', async () => {
  const { shop, chief } = books
  const cup = await shop.product('CUP')
  await shop.receive(cup, '10')
  const order = await shop.confirmed([{ product: cup, quantity: '5' }])
  const delivery = await books.ship(order.id)
  const heldBack = async () => {
    const lines = [{ delivery_line: delivery.lines[0].id, quantity: '1', disposition: 'quarantine' }]
    const body = { partner: shop.customer, warehouse: shop.warehouse, lines }
    const { id } = assertStatus(await chief.post('/api/v1/customer-returns/', body), 201).body
    await shop.move('customer-returns', id, 'receive')
    return id
  }
  const held = () =>
    shop.server.sql(
      `select l.name, l.is_pickable, trim_scale(b.on_hand)::text as on_hand from stock_balance b
      join stock_location l on l.id = b.location_id
      where b.product_id = $1 and b.on_hand > 0 and not l.is_pickable order by 1`,
      [cup],
    )
  await shop.move('customer-returns', await heldBack(), 'close')
  await shop.move('customer-returns', await heldBack(), 'close')
  assert.deepEqual(await held(), [{ name: 'Quarantine', is_pickable: false, on_hand: '2' }])

  const closed = { warehouse: shop.warehouse, is_pickable: false }
  const made = await chief.post('/api/v1/stock-locations/', { ...closed, name: 'Packing' })
  assertStatus(made, 201)
  await shop.server.sql(
    `update stock_location set default_for = null, name = 'Sperrlager' where name = 'Quarantine'`,
  )
  await shop.move('customer-returns', await heldBack(), 'close')
  assert.deepEqual(await held(), [{ name: 'Sperrlager', is_pickable: false, on_hand: '3' }])

  await shop.server.sql(
    `update stock_location set name = 'Quarantine', is_active = false where name = 'Sperrlager'`,
  )
  const refused = await heldBack()
  assertRefused(await chief.post(`/api/v1/customer-returns/${refused}/close/`), 'sales.no_quarantine_place')
})

test('a shipment is taken back while nothing of it is invoiced, and after that it comes back as a return', async () => {
  const { shop, chief } = books
  const cask = await shop.product('CASK')
  await shop.receive(cask, '3')
  const order = await shop.confirmed([{ product: cask, quantity: '3' }])
  const delivery = await books.ship(order.id)
  const { id } = await books.invoice([order.id])
  const invoice = await shop.move('invoices', id, 'post')
  const reverse = () => chief.post(`/api/v1/deliveries/${delivery.id}/reverse/`, { reason: 'Never left' })
  assertRefused(await reverse(), 'sales.shipment_invoiced')
  await shop.move('invoices', id, 'cancel', { reason: 'Never left' })
  assert.equal(assertStatus(await reverse(), 200).body.status, 'cancelled')
  const { delivery_state, invoice_state } = await shop.read('sales-orders', order.id)
  assert.deepEqual([delivery_state, invoice_state], ['none', 'none'])
  await books.ship(order.id)
  const again = await books.invoice([order.id])
  assert.equal(again.total_amount, invoice.total_amount)
})
