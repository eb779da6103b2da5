/** Amending, closing and cancelling confirmed orders (DOMAIN 7). */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openShop, type Shop } from '#server/modules/sales/testing/shop.ts'
import { assertRefused, assertStatus } from '#server/testing/api-client.ts'

let shop: Shop
before(async () => {
  shop = await openShop()
})
after(() => shop?.server.stop())

const send = (id: string, verb: string, body: object = {}) =>
  shop.chief.post(`/api/v1/sales-orders/${id}/${verb}/`, body)
const amend = (id: string, body: object) => send(id, 'amend', body)

test('"make it 12, add a bell": reserved anew, a new version, the old one readable', async () => {
  const [bike, bell] = [await shop.product('BIKE', { price: '500' }), await shop.product('BELL')]
  await shop.receive(bike, '20')
  await shop.receive(bell, '20')
  const order = await shop.confirmed([{ product: bike, quantity: '10' }])
  const [line] = order.lines
  const lines = [
    { id: line.id, quantity: '12' },
    { product: bell, quantity: '1' },
  ]
  const amended = assertStatus(await amend(order.id, { lines }), 200).body
  assert.equal(amended.status, 'confirmed')
  assert.equal(amended.revision, 2)
  assert.equal(amended.net_total, '6010')
  assert.deepEqual(
    amended.lines.map((row: any) => row.reserved_quantity),
    ['12', '1'],
  )
  const versions = await shop.chief.get(`/api/v1/sales-orders/${order.id}/versions/`)
  assert.deepEqual(
    versions.body.results.map((row: any) => row.revision),
    [1],
  )
  const first = assertStatus(await shop.chief.get(`/api/v1/sales-orders/${order.id}/versions/1/`), 200).body
  assert.equal(first.net_total, '5000')
  assert.equal(first.lines[0].quantity, '10')
  assert.equal((await shop.chief.get(`/api/v1/sales-orders/${order.id}/versions/2/`)).status, 404)
})

test('not below what is delivered or on its way; what is given back serves others', async () => {
  const mug = await shop.product('MUG')
  await shop.receive(mug, '10')
  const order = await shop.confirmed([{ product: mug, quantity: '8' }])
  const waiting = await shop.confirmed([{ product: mug, quantity: '6' }])
  assert.equal(waiting.lines[0].reserved_quantity, '2')
  const { id } = order.lines[0]
  await shop.shipped([order.id], { [id]: '3' })
  await shop.delivery([order.id], { [id]: '2' })
  const tooLittle = await amend(order.id, { lines: [{ id, quantity: '4' }] })
  assertRefused(tooLittle, 'sales.amend_below', '/lines/0/quantity')
  assertRefused(await amend(order.id, { lines: [] }), 'sales.amend_below', '/lines')
  const amended = assertStatus(await amend(order.id, { lines: [{ id, quantity: '5' }] }), 200).body
  assert.equal(amended.lines[0].reserved_quantity, '2')
  assert.equal((await shop.read('sales-orders', waiting.id)).lines[0].reserved_quantity, '5')
})

test('an amendment that leaves nothing open makes the order fully delivered', async () => {
  const cup = await shop.product('CUP')
  await shop.receive(cup, '3')
  const order = await shop.confirmed([{ product: cup, quantity: '5' }])
  await shop.shipped([order.id])
  assert.equal((await shop.read('sales-orders', order.id)).delivery_state, 'partly')
  const lines = [{ id: order.lines[0].id, quantity: '3' }]
  const amended = assertStatus(await amend(order.id, { lines }), 200).body
  assert.equal(amended.delivery_state, 'fully')
})

test('partner, currency and a line’s product stay; a removed line gives its stock back', async () => {
  const [fork, knife] = [await shop.product('FORK'), await shop.product('KNIFE')]
  await shop.receive(fork, '5')
  const order = await shop.confirmed([
    { product: fork, quantity: '5' },
    { product: knife, quantity: '1' },
  ])
  const [first, second] = order.lines
  const other = await amend(order.id, { partner: shop.customer, order_date: '2020-01-01' })
  assertRefused(other, 'sales.amend_fixed', '/order_date')
  const swapped = await amend(order.id, { lines: [{ id: first.id, product: knife }, { id: second.id }] })
  assertRefused(swapped, 'sales.amend_product', '/lines/0')
  const amended = assertStatus(await amend(order.id, { lines: [{ id: second.id }] }), 200).body
  assert.equal(amended.lines.length, 1)
  const next = await shop.confirmed([{ product: fork, quantity: '5' }])
  assert.equal(next.lines[0].reserved_quantity, '5')
})

test('a line that only a cancelled delivery names is emptied, not lost', async () => {
  const [dish, lid] = [await shop.product('DISH'), await shop.product('LID')]
  await shop.receive(dish, '2')
  const order = await shop.confirmed([
    { product: dish, quantity: '2' },
    { product: lid, quantity: '1' },
  ])
  const delivery = await shop.delivery([order.id])
  await shop.move('deliveries', delivery.id, 'cancel')
  const amended = assertStatus(await amend(order.id, { lines: [{ id: order.lines[1].id }] }), 200).body
  const emptied = amended.lines.find((row: any) => row.id === order.lines[0].id)
  assert.equal(emptied.quantity, '0')
  assert.equal(amended.net_total, '10')
  assert.equal((await shop.confirmed([{ product: dish, quantity: '2' }])).lines[0].reserved_quantity, '2')
})

test('complete-only holds for amendments too, and a refused one changes nothing', async () => {
  const pan = await shop.product('PAN')
  await shop.receive(pan, '4')
  const order = await shop.confirmed([{ product: pan, quantity: '4' }], { is_complete_only: true })
  const lines = [{ id: order.lines[0].id, quantity: '5' }]
  assertRefused(await amend(order.id, { lines }), 'inventory.cannot_reserve_all')
  const kept = await shop.read('sales-orders', order.id)
  assert.deepEqual([kept.revision, kept.lines[0].quantity, kept.lines[0].reserved_quantity], [1, '4', '4'])
})

test('closing cancels the open rest and frees it; cancelling is for orders nothing was delivered of', async () => {
  const jug = await shop.product('JUG')
  await shop.receive(jug, '10')
  const order = await shop.confirmed([{ product: jug, quantity: '10' }])
  await shop.shipped([order.id], { [order.lines[0].id]: '4' })
  assertRefused(await send(order.id, 'cancel'), 'sales.already_delivered')
  const underWay = await shop.delivery([order.id], { [order.lines[0].id]: '1' })
  assertRefused(await send(order.id, 'close'), 'sales.delivery_under_way')
  await shop.move('deliveries', underWay.id, 'cancel')
  const closed = assertStatus(await send(order.id, 'close'), 200).body
  assert.equal(closed.lines[0].cancelled_quantity, '6')
  assert.equal(closed.lines[0].reserved_quantity, '0')
  assert.equal(closed.lines[0].open_quantity, '0')
  assert.equal(closed.delivery_state, 'fully')

  const next = await shop.confirmed([{ product: jug, quantity: '6' }])
  assert.equal(next.lines[0].reserved_quantity, '6')
  const cancelled = assertStatus(await send(next.id, 'cancel'), 200).body
  assert.equal(cancelled.status, 'cancelled')
  assert.equal(cancelled.lines[0].reserved_quantity, '0')
  const again = await shop.confirmed([{ product: jug, quantity: '6' }])
  assert.equal(again.lines[0].reserved_quantity, '6', 'what was reserved is free again')
})
