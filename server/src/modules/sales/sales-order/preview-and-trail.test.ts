/** What a clerk sees while typing, of the stock and of an order's life. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openShop, type Shop } from '#server/modules/sales/testing/shop.ts'
import { assertRefused, assertStatus } from '#server/testing/api-client.ts'

let shop: Shop
before(async () => {
  shop = await openShop()
})
after(() => shop?.server.stop())

const previewOf = (body: object) =>
  shop.server.as.sales.post('/api/v1/sales-orders/preview/', body, { key: null })

test('a preview shows price, tax, totals and what is free, and writes nothing', async () => {
  const vase = await shop.product('VASE', { price: '12.50' })
  await shop.receive(vase, '8')
  await shop.confirmed([{ product: vase, quantity: '3' }])
  const count = async () => (await shop.server.sql('select count(*)::int as n from sales_order'))[0]
  const before = await count()
  const answer = await previewOf({ partner: shop.customer, lines: [{ product: vase, quantity: '10' }] })
  const { body } = assertStatus(answer, 200)
  const [line] = body.lines
  assert.deepEqual(
    [line.unit_price, line.price_source, line.net_amount, line.base_unit_name],
    ['12.5', 'base', '125.00', 'pcs'],
  )
  assert.deepEqual(line.availability, { on_hand: '8', free: '5' })
  assert.deepEqual([line.tax.category, line.tax.percent, line.tax.problem], ['S', '19', null])
  assert.deepEqual(
    line.tax.why.map((reason: any) => reason.code),
    ['sales.tax_domestic', 'sales.tax_rate_on_supply_date'],
  )
  assert.deepEqual([body.net_total, body.tax_total, body.gross_total], ['125.00', '23.75', '148.75'])
  assert.deepEqual(body.taxes[0].net, '125.00')
  assert.equal(body.approval_state, 'none')
  assert.deepEqual(await count(), before)
})

test('a customer who demands lots that last is shown, promised and sent only such', async () => {
  const cheese = await shop.product('CHEESE', { fields: { tracking: 'lot' } })
  const lot = async (number: string, days: number) => {
    const expires_on = new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
    return assertStatus(await shop.chief.post('/api/v1/lots/', { product: cheese, number, expires_on }), 201)
      .body.id
  }
  const [soon, late] = [await lot('SOON', 90), await lot('LATE', 400)]
  await shop.receive(cheese, '5', shop.warehouse, soon)
  await shop.receive(cheese, '4', shop.warehouse, late)
  const path = `/api/v1/partners/${shop.customer}/`
  const demand = async (minimum_life_days: number) =>
    assertStatus(await shop.chief.patch(path, { minimum_life_days }), 200)
  const lines = [{ product: cheese, quantity: '6' }]
  const free = async () =>
    assertStatus(await previewOf({ partner: shop.customer, lines }), 200).body.lines[0].availability.free
  assert.equal(await free(), '9')
  await demand(180)
  assert.equal(await free(), '4')
  const order = await shop.confirmed(lines)
  assert.equal(await free(), '0')
  const reserved = await shop.server.sql(
    'select reserved::float, minimum_life_days from stock_demand where document_id = $1',
    [order.id],
  )
  assert.deepEqual(reserved, [{ reserved: 4, minimum_life_days: 180 }])
  const sent = await shop.shipped([order.id], { [order.lines[0].id]: '3' })
  assert.deepEqual(
    sent.lines[0].picks.map((pick: any) => pick.lot),
    [late],
  )
  await shop.move('deliveries', sent.id, 'reverse', { reason: 'Not loaded' })
  assert.equal(await free(), '0')
  await demand(0)
  assert.equal(await free(), '5')
})

test('a preview says why a tax cannot be told, instead of refusing', async () => {
  const odd = await shop.product('ODD', { fields: { tax_category: null } })
  const { body } = assertStatus(
    await previewOf({ partner: shop.customer, lines: [{ product: odd, quantity: '1' }] }),
    200,
  )
  assert.equal(body.lines[0].tax.problem.code, 'sales.tax_class_missing')
  assert.equal(body.tax_total, '0.00')
})

test('goods to a French business with a confirmed VAT ID go untaxed, to a doubtful one not', async () => {
  const cup = await shop.product('CUP')
  const buyer = assertStatus(
    await shop.chief.post('/api/v1/partners/', {
      name: 'Maison',
      vat_id: 'FR12345678901',
      addresses: [{ kind: 'billing', address: { country: 'FR' } }],
    }),
    201,
  ).body
  const taxOf = async () => {
    const answer = await previewOf({ partner: buyer.id, lines: [{ product: cup, quantity: '1' }] })
    return assertStatus(answer, 200).body.lines[0].tax
  }
  assert.deepEqual([(await taxOf()).category, (await taxOf()).percent], ['S', '19'])
  await shop.server.sql('update partner set vat_id_valid = true where id = $1', [buyer.id])
  assert.deepEqual([(await taxOf()).category, (await taxOf()).percent], ['K', '0'])
})

test('a preview names every fault at its field', async () => {
  const answer = await previewOf({ partner: shop.customer, lines: [{ quantity: 'many' }] })
  assertRefused(answer, 'kit.required', '/lines/0/product')
  assertRefused(answer, 'kit.wrong_type', '/lines/0/quantity')
  assert.equal((await shop.server.as.viewer.post('/api/v1/sales-orders/preview/', {})).status, 403)
})

test('availability by warehouse has a permission of its own and needs no membership there', async () => {
  const mug = await shop.product('MUG')
  const second = assertStatus(
    await shop.chief.post('/api/v1/warehouses/', {
      name: 'Plant',
      code: 'P1',
      warehouse_type: 'OTHER',
      organization: shop.server.plant1,
    }),
    201,
  ).body
  await shop.receive(mug, '7', second.id)
  await shop.receive(mug, '2')
  const path = `/api/v1/sales-orders/availability/?product=${mug}`
  const seller = await shop.server.addUser({
    username: 'root.seller',
    role: 'sales',
    organization: shop.server.root,
  })
  const { results } = assertStatus(await seller.get(path), 200).body
  assert.deepEqual(
    results.map((row: any) => [row.warehouse_name, row.on_hand, row.free]),
    [
      ['Main', '2', '2'],
      ['Plant', '7', '7'],
    ],
  )
  const one = await seller.get(`${path}&warehouse=${second.id}`)
  assert.equal(one.body.results.length, 1)
  assert.equal((await shop.server.as.viewer.get(path)).status, 403)
  assertRefused(await seller.get('/api/v1/sales-orders/availability/'), 'kit.required', 'product')
  assert.equal((await seller.get('/api/v1/sales-orders/availability/?product=x')).status, 400)
})

test('the trail leads from quotation to delivery, with what follows from what', async () => {
  const hare = await shop.product('HARE')
  await shop.receive(hare, '5')
  const lines = [{ product: hare, quantity: '5' }]
  const quotation = assertStatus(
    await shop.chief.post('/api/v1/quotations/', { partner: shop.customer, lines }),
    201,
  ).body
  await shop.move('quotations', quotation.id, 'send')
  const { sales_order: order } = await shop.move('quotations', quotation.id, 'accept')
  await shop.move('sales-orders', order, 'confirm')
  const [line] = (await shop.read('sales-orders', order)).lines
  const first = await shop.shipped([order], { [line.id]: '2' })
  const second = await shop.delivery([order])
  const trail = assertStatus(await shop.chief.get(`/api/v1/sales-orders/${order}/trail/`), 200).body.results
  assert.deepEqual(
    trail.map((step: any) => [step.record, step.id, step.status, step.sources]),
    [
      ['sales.quotation', quotation.id, 'accepted', []],
      ['sales.sales_order', order, 'confirmed', [quotation.id]],
      ['sales.delivery', first.id, 'shipped', [order]],
      ['sales.delivery', second.id, 'draft', [order]],
    ],
  )
  assert.equal(trail[2].href, `/api/v1/deliveries/${first.id}/`)
  const picker = await shop.server.as.warehouse.get(`/api/v1/sales-orders/${order}/trail/`)
  const seen = picker.body.results.map((step: any) => step.record)
  assert.deepEqual(seen, ['sales.sales_order', 'sales.delivery', 'sales.delivery'], 'quotations are not his')
  const stranger = await shop.server.other.as.administrator.get(`/api/v1/sales-orders/${order}/trail/`)
  assert.equal(stranger.status, 404)
})
