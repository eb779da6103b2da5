/** From quotation to order, as a clerk would tell it (RULINGS 17). */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openShop, type Shop } from '#server/modules/sales/testing/shop.ts'
import { assertRefused, assertStatus } from '#server/testing/api-client.ts'

let now = new Date('2026-03-02T09:00:00Z')
let shop: Shop
before(async () => {
  shop = await openShop({ now: () => now })
})
after(() => shop?.server.stop())

const offer = async (lines: readonly object[], more: object = {}) =>
  assertStatus(await shop.chief.post('/api/v1/quotations/', { partner: shop.customer, lines, ...more }), 201)
    .body
const send = (id: string, verb: string, body: object = {}) =>
  shop.chief.post(`/api/v1/quotations/${id}/${verb}/`, body)

/** Time goes on, and the short token of before does not hold any more. */
function at(instant: string): void {
  now = new Date(instant)
  shop.chief.forgetToken()
  shop.server.other.as.administrator.forgetToken()
}

test('offered, revised, accepted: the order keeps what was offered and knows where it comes from', async () => {
  const bell = await shop.product('BELL', { price: '40' })
  const quotation = await offer([
    { product: bell, quantity: '2' },
    { product: bell, quantity: '1', unit_price: '35', description: 'Bell, scratched' },
  ])
  assert.equal(quotation.number, 'QU-2026-00001')
  assert.deepEqual([quotation.quotation_date, quotation.valid_until], ['2026-03-02', '2026-04-01'])
  await shop.move('quotations', quotation.id, 'send')
  const late = await shop.chief.patch(`/api/v1/quotations/${quotation.id}/`, { notes: 'too late' })
  assertRefused(late, 'kit.not_editable')

  const revised = await shop.move('quotations', quotation.id, 'revise')
  assert.deepEqual([revised.status, revised.revision], ['draft', 2])
  const [first, second] = quotation.lines
  const body = { lines: [{ ...first, quantity: '3' }, second] }
  assertStatus(await shop.chief.patch(`/api/v1/quotations/${quotation.id}/`, body), 200)
  const old = await shop.chief.get(`/api/v1/quotations/${quotation.id}/versions/1/`)
  assert.deepEqual([old.body.status, old.body.net_total, old.body.lines[0].quantity], ['sent', '115', '2'])

  await shop.move('quotations', quotation.id, 'send')
  await shop.chief.post('/api/v1/prices/', {
    price_list: shop.priceList,
    product: bell,
    unit: 'EA',
    price: '99',
    valid_from: '2026-03-01',
  })
  const accepted = await shop.move('quotations', quotation.id, 'accept', { customer_reference: 'PO 7' })
  const order = await shop.read('sales-orders', accepted.sales_order)
  assert.deepEqual([order.status, order.quotation, order.customer_reference], ['draft', quotation.id, 'PO 7'])
  assert.deepEqual(
    order.lines.map((line: any) => [line.quotation_line, line.quantity, line.unit_price, line.price_source]),
    [
      [first.id, '3', '40', 'base'],
      [second.id, '1', '35', 'hand'],
    ],
  )
  assert.equal(order.lines[1].description, 'Bell, scratched')
  assert.equal(order.gross_total, '184.45')
  assertRefused(await send(quotation.id, 'accept'), 'kit.move_not_allowed')
})

test('an approved discount goes over into the order with its approval', async () => {
  const clerk = shop.server.as.sales
  const mug = await shop.product('MUG')
  const lines = [{ product: mug, quantity: '1', discount_percent: '40' }]
  const made = await clerk.post('/api/v1/quotations/', { partner: shop.customer, lines })
  const { id } = assertStatus(made, 201).body
  assertRefused(await clerk.post(`/api/v1/quotations/${id}/send/`), 'sales.approval_needed')
  await shop.move('quotations', id, 'approve')
  assertStatus(await clerk.post(`/api/v1/quotations/${id}/send/`), 200)
  const accepted = assertStatus(await clerk.post(`/api/v1/quotations/${id}/accept/`), 200).body
  const order = await shop.read('sales-orders', accepted.sales_order)
  assert.deepEqual([order.approval_state, order.net_total], ['granted', '6'])
  assertStatus(await clerk.post(`/api/v1/sales-orders/${order.id}/confirm/`), 200)
})

test('a quotation is valid to the end of its last day where the company is', async () => {
  const cup = await shop.product('CUP')
  const { id } = await offer([{ product: cup, quantity: '1' }], { valid_until: '2026-03-10' })
  await shop.move('quotations', id, 'send')
  at('2026-03-10T22:30:00Z') // half past eleven at night in Dießen
  assertRefused(await send(id, 'expire'), 'sales.quotation_still_valid')
  at('2026-03-10T23:30:00Z') // the next day there
  assertRefused(await send(id, 'accept'), 'sales.quotation_expired')
  assert.equal(assertStatus(await send(id, 'expire'), 200).body.status, 'expired')
  const revised = assertStatus(await send(id, 'revise'), 200).body
  assert.deepEqual([revised.status, revised.valid_until], ['draft', '2026-04-10'])
})

test('a quotation without lines is not sent, one of another tenant is not there', async () => {
  const empty = await offer([])
  assertRefused(await send(empty.id, 'send'), 'sales.no_lines')
  const stranger = shop.server.other.as.administrator
  assert.equal((await stranger.get(`/api/v1/quotations/${empty.id}/`)).status, 404)
  assert.equal((await stranger.get(`/api/v1/quotations/${empty.id}/versions/`)).status, 404)
  const rejected = assertStatus(await send(empty.id, 'reject'), 200).body
  assert.equal(rejected.status, 'rejected')
})
