/** From order to delivery, as a clerk would tell it. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openShop, type Shop } from '#server/modules/sales/testing/shop.ts'

let shop: Shop
before(async () => {
  shop = await openShop()
})
after(() => shop?.server.stop())

test('an order is priced, confirmed, delivered in two parts and done', async () => {
  const hare = await shop.product('HARE', { price: '12.50' })
  await shop.receive(hare, '6')
  const order = await shop.order([{ product: hare, quantity: '10' }])
  assert.match(order.number, /^SO-\d{4}-00001$/)
  assert.equal(order.net_total, '125')
  assert.equal(order.tax_total, '23.75')
  assert.equal(order.gross_total, '148.75')
  assert.equal(order.lines[0].description, 'HARE')
  assert.equal(order.lines[0].price_source, 'base')

  const confirmed = await shop.move('sales-orders', order.id, 'confirm')
  assert.equal(confirmed.status, 'confirmed')
  assert.equal(confirmed.lines[0].reserved_quantity, '6')

  const first = await shop.delivery([order.id])
  assert.equal(first.lines[0].quantity, '6')
  const ready = await shop.move('deliveries', first.id, 'ready')
  assert.equal(ready.lines[0].picks[0].quantity, '6')
  const shipped = await shop.move('deliveries', first.id, 'ship')
  assert.equal(shipped.status, 'shipped')
  assert.match(shipped.supply_date, /^\d{4}-\d\d-\d\d$/)
  const partly = await shop.read('sales-orders', order.id)
  assert.equal(partly.delivery_state, 'partly')
  assert.equal(partly.lines[0].delivered_quantity, '6')
  assert.equal(partly.lines[0].open_quantity, '4')

  await shop.receive(hare, '5')
  const waiting = await shop.read('sales-orders', order.id)
  assert.equal(waiting.lines[0].reserved_quantity, '4', 'what came in serves the back order')
  await shop.shipped([order.id])
  const done = await shop.read('sales-orders', order.id)
  assert.equal(done.delivery_state, 'fully')
  assert.equal(done.lines[0].open_quantity, '0')
  const filtered = await shop.chief.get('/api/v1/sales-orders/?delivery_state=fully')
  assert.deepEqual(
    filtered.body.results.map((row: { id: string }) => row.id),
    [order.id],
  )
  const trail = await shop.chief.get('/api/v1/audit-logs/?page_size=100')
  const told = trail.body.results.filter((row: any) => row.record_id === order.id)
  const change = told.find((row: any) => row.changes?.delivery_state?.new === 'fully')
  assert.equal(change?.changes.delivery_state.old, 'partly', 'the trail tells the derived state too')
})

test('a service goes along without stock, and is delivered by shipping', async () => {
  const repair = await shop.product('REPAIR', { unit: 'H', fields: { product_type: 'SERVICE' } })
  const order = await shop.confirmed([{ product: repair, quantity: '1.5' }])
  assert.equal(order.lines[0].supply, 'none')
  const shipped = await shop.shipped([order.id])
  assert.deepEqual(shipped.lines[0].picks, [])
  const done = await shop.read('sales-orders', order.id)
  assert.equal(done.delivery_state, 'fully')
  assert.equal(done.lines[0].delivered_quantity, '1.5')
})
