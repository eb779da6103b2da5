/** Confirming: what is free is reserved, the rest waits; what may not be sold is refused (DOMAIN 4). */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openShop, type Shop } from '#server/modules/sales/testing/shop.ts'
import { assertRefused, assertStatus } from '#server/testing/api-client.ts'

let shop: Shop
before(async () => {
  shop = await openShop()
})
after(() => shop?.server.stop())

const confirm = (id: string, body: object = {}) =>
  shop.chief.post(`/api/v1/sales-orders/${id}/confirm/`, body)

test('of two orders for the last piece, confirmed at once, exactly one gets it', async () => {
  const last = await shop.product('LAST')
  await shop.receive(last, '1')
  const orders = await Promise.all([1, 2, 3].map(() => shop.order([{ product: last, quantity: '1' }])))
  const answers = await Promise.all(orders.map(({ id }) => confirm(id)))
  for (const answer of answers) assertStatus(answer, 200)
  const got = answers.map(({ body }) => body.lines[0].reserved_quantity).toSorted()
  assert.deepEqual(got, ['0', '0', '1'])
  const [level] = await shop.server.sql(
    'select reserved::float, usable::float, open_demand::float from stock_level where product_id = $1',
    [last],
  )
  assert.deepEqual(level, { reserved: 1, usable: 1, open_demand: 2 })
})

test('of two complete-only orders for the last piece one is confirmed and one refused', async () => {
  const sole = await shop.product('SOLE')
  await shop.receive(sole, '1')
  const wish = () => shop.order([{ product: sole, quantity: '1' }], { is_complete_only: true })
  const orders = await Promise.all([wish(), wish()])
  const answers = await Promise.all(orders.map(({ id }) => confirm(id)))
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 409])
  const refused = answers.find(({ status }) => status === 409)
  assert.equal(refused?.body.code, 'inventory.cannot_reserve_all')
})

test('complete-only refuses with the lines that are short, and changes nothing', async () => {
  const [plenty, scarce] = [await shop.product('PLENTY'), await shop.product('SCARCE')]
  await shop.receive(plenty, '50')
  await shop.receive(scarce, '2')
  const lines = [plenty, scarce].map((product) => ({ product, quantity: '5' }))
  const order = await shop.order(lines, { is_complete_only: true })
  const answer = await confirm(order.id)
  assertRefused(answer, 'inventory.cannot_reserve_all')
  const [short] = answer.body.parameters.lines
  assert.equal(answer.body.parameters.lines.length, 1)
  assert.equal(short.document_line, order.lines[1].id)
  assert.equal(Number(short.available), 2)
  assert.equal((await shop.read('sales-orders', order.id)).status, 'draft')
})

test('a product that is not active, a family and a quantity of nothing are refused at once', async () => {
  const gone = await shop.product('GONE')
  const order = await shop.order([{ product: gone, quantity: '1' }])
  await shop.move('products', gone, 'discontinue')
  const write = (line: object) =>
    shop.chief.post('/api/v1/sales-orders/', { partner: shop.customer, lines: [line] })
  assertRefused(await write({ product: gone, quantity: '1' }), 'sales.product_not_sold', '/lines/0/product')
  const family = await shop.product('FAMILY', { price: '', fields: { kind: 'parent' } })
  assertRefused(
    await write({ product: family, quantity: '1' }),
    'sales.product_is_family',
    '/lines/0/product',
  )
  const good = await shop.product('GOOD')
  assertRefused(await write({ product: good, quantity: '0' }), 'sales.quantity_missing', '/lines/0/quantity')
  assertRefused(await write({ product: good, quantity: '0.5' }), 'products.not_whole', '/lines/0/quantity')
  assertRefused(await confirm(order.id), 'sales.products_not_sold')
})

test('without lines or without a price nothing is confirmed', async () => {
  assertRefused(await confirm((await shop.order([])).id), 'sales.no_lines')
  const priceless = await shop.product('PRICELESS', { price: '' })
  const order = await shop.order([{ product: priceless, quantity: '1' }])
  assert.equal(order.lines[0].unit_price, null)
  assert.equal(order.lines[0].price_source, 'none')
  assertRefused(await confirm(order.id), 'sales.price_missing')
})

test('a credit limit counts what is ordered, and whoever may approve can accept the risk', async () => {
  const debtor = assertStatus(
    await shop.chief.post('/api/v1/partners/', {
      name: 'Borger',
      addresses: [{ kind: 'billing', address: { country: 'DE' } }],
    }),
    201,
  ).body
  const terms = { partner: debtor.id, credit_limit: '300' }
  assertStatus(await shop.chief.post('/api/v1/partner-companies/', terms), 201)
  const vase = await shop.product('VASE', { price: '100' })
  const order = () => shop.order([{ product: vase, quantity: '2' }], { partner: debtor.id })
  assertStatus(await confirm((await order()).id), 200)
  const second = await order()
  const refused = await confirm(second.id)
  assertRefused(refused, 'sales.credit_limit_exceeded')
  assert.equal(refused.body.parameters.exposure, '476.00')
  const clerk = shop.server.as.sales
  const asked = { accept_credit_risk: true }
  const byClerk = await clerk.post(`/api/v1/sales-orders/${second.id}/confirm/`, asked)
  assertRefused(byClerk, 'sales.credit_limit_exceeded')
  assertStatus(await confirm(second.id, asked), 200)
})

test('of orders confirmed at once only so many pass as the credit limit bears', async () => {
  const { id: partner } = assertStatus(
    await shop.chief.post('/api/v1/partners/', {
      name: 'Eiliger',
      addresses: [{ kind: 'billing', address: { country: 'DE' } }],
    }),
    201,
  ).body
  const terms = { partner, credit_limit: '500' }
  assertStatus(await shop.chief.post('/api/v1/partner-companies/', terms), 201)
  const product = await shop.product('RUSH', { price: '100' })
  const orders: string[] = []
  for (let count = 0; count < 8; count += 1) {
    orders.push((await shop.order([{ product, quantity: '2' }], { partner })).id)
  }
  const answers = await Promise.all(orders.map((id) => confirm(id)))
  const refused = answers.filter(({ status }) => status !== 200)
  for (const answer of refused) assertRefused(answer, 'sales.credit_limit_exceeded')
  assert.equal(answers.length - refused.length, 2) // 238 each
})

test('an order of another tenant is not there, and its products cannot be ordered', async () => {
  const mine = await shop.product('MINE')
  const order = await shop.order([{ product: mine, quantity: '1' }])
  const stranger = shop.server.other.as.administrator
  assert.equal((await stranger.get(`/api/v1/sales-orders/${order.id}/`)).status, 404)
  const move = await stranger.post(`/api/v1/sales-orders/${order.id}/confirm/`, {}, { version: 1 })
  assert.equal(move.status, 404)
  const theirs = await stranger.post('/api/v1/sales-orders/', {
    partner: shop.customer,
    lines: [{ product: mine, quantity: '1' }],
  })
  assertRefused(theirs, 'kit.reference_missing', '/partner')
  const availability = await stranger.get(`/api/v1/sales-orders/availability/?product=${mine}`)
  assert.deepEqual(availability.body.results, [])
})

test('the move needs its permission, the current version and the right status', async () => {
  const thing = await shop.product('THING')
  const order = await shop.order([{ product: thing, quantity: '1' }])
  const path = `/api/v1/sales-orders/${order.id}/confirm/`
  assert.equal((await shop.server.as.viewer.post(path)).status, 403)
  assert.equal((await shop.chief.post(path, {}, { version: 99 })).status, 412)
  assert.equal((await shop.chief.post(path, {}, { version: null })).status, 428)
  assertStatus(await shop.chief.post(path), 200)
  assertRefused(await shop.chief.post(path), 'kit.move_not_allowed')
})
