/** Deliveries: of several orders, in parts, never twice (DOMAIN 4, 7). */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openShop, type Shop } from '#server/modules/sales/testing/shop.ts'
import { assertRefused, assertStatus } from '#server/testing/api-client.ts'

let shop: Shop
before(async () => {
  shop = await openShop()
})
after(() => shop?.server.stop())

const made = async (path: string, body: object) =>
  assertStatus(await shop.chief.post(`/api/v1/${path}/`, body), 201).body
const write = (lines: readonly object[], more: object = {}) =>
  shop.chief.post('/api/v1/deliveries/', {
    partner: shop.customer,
    warehouse: shop.warehouse,
    lines,
    ...more,
  })

test('one delivery serves several orders of a customer', async () => {
  const [cup, lid] = [await shop.product('CUP'), await shop.product('LID')]
  await shop.receive(cup, '10')
  await shop.receive(lid, '10')
  const one = await shop.confirmed([
    { product: cup, quantity: '2' },
    { product: lid, quantity: '1' },
  ])
  const other = await shop.confirmed([{ product: cup, quantity: '3' }])
  const delivery = await shop.delivery([one.id, other.id])
  assert.match(delivery.number, /^DN-\d{4}-\d{5}$/)
  assert.deepEqual(
    delivery.lines.map((line: any) => [line.sales_order_line, line.product, line.quantity]),
    [
      [one.lines[0].id, cup, '2'],
      [one.lines[1].id, lid, '1'],
      [other.lines[0].id, cup, '3'],
    ],
  )
  await shop.move('deliveries', delivery.id, 'ready')
  await shop.move('deliveries', delivery.id, 'ship')
  for (const { id } of [one, other]) {
    assert.equal((await shop.read('sales-orders', id)).delivery_state, 'fully')
  }
  const [level] = await shop.server.sql(
    'select on_hand::float, reserved::float from stock_level where product_id = $1',
    [cup],
  )
  assert.deepEqual(level, { on_hand: 5, reserved: 0 })
})

test('only confirmed orders of the same customer, address and warehouse go together', async () => {
  const jug = await shop.product('JUG')
  await shop.receive(jug, '50')
  const stranger = await made('partners', { name: 'Other' })
  const second = await made('warehouses', { name: 'Second', code: 'M2', warehouse_type: 'OTHER' })
  const lines = [{ product: jug, quantity: '1' }]
  const home = await shop.confirmed(lines)
  const draft = await shop.order(lines)
  const elsewhere = await shop.confirmed(lines, { partner: stranger.id })
  const away = await shop.confirmed(lines, { warehouse: second.id })
  const line = (order: any) => ({ sales_order_line: order.lines[0].id, quantity: '1' })
  const pointer = '/lines/1/sales_order_line'
  assertRefused(await write([line(home), line(draft)]), 'sales.order_not_deliverable', pointer)
  assertRefused(await write([line(home), line(elsewhere)]), 'sales.order_of_other_partner', pointer)
  assertRefused(await write([line(home), line(away)]), 'sales.order_of_other_warehouse', pointer)
  assertRefused(await write([line(home), line(home)]), 'sales.line_twice', pointer)
  const orders = { orders: [home.id, elsewhere.id] }
  assertRefused(await shop.chief.post('/api/v1/deliveries/from-orders/', orders), 'sales.orders_differ')
  assertStatus(await write([line(home)]), 201)
})

test('two deliveries at once never take more than is open', async () => {
  const pot = await shop.product('POT')
  await shop.receive(pot, '10')
  const order = await shop.confirmed([{ product: pot, quantity: '10' }])
  const { id } = order.lines[0]
  const answers = await Promise.all(
    [6, 6, 6].map((quantity) => write([{ sales_order_line: id, quantity: String(quantity) }])),
  )
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [201, 400, 400])
  const refused = answers.find(({ status }) => status === 400)
  assertRefused(refused as never, 'sales.more_than_open', '/lines/0/quantity')
  assert.equal(refused?.body.errors[0].detail, 'Only 4 of this line are still to be delivered.')
})

test('what is not reserved cannot be made ready, and nothing is left of it to deliver', async () => {
  const urn = await shop.product('URN')
  await shop.receive(urn, '1')
  const order = await shop.confirmed([{ product: urn, quantity: '3' }])
  const delivery = await shop.delivery([order.id], { [order.lines[0].id]: '3' })
  const ready = await shop.chief.post(`/api/v1/deliveries/${delivery.id}/ready/`)
  assertRefused(ready, 'inventory.not_reserved')
  assert.equal((await shop.read('deliveries', delivery.id)).status, 'draft')
  const more = await shop.chief.post('/api/v1/deliveries/from-orders/', { orders: [order.id] })
  assertRefused(more, 'sales.nothing_to_deliver')
  await shop.receive(urn, '2')
  assertStatus(await shop.chief.post(`/api/v1/deliveries/${delivery.id}/ready/`), 200)
})

test('reset gives places back, cancel the lines; a shipped delivery stays', async () => {
  const can = await shop.product('CAN')
  await shop.receive(can, '4')
  const order = await shop.confirmed([{ product: can, quantity: '4' }])
  const delivery = await shop.delivery([order.id])
  const allocated = async () => {
    const rows = await shop.server.sql<{ allocated: number }>(
      'select allocated::float from stock_balance where product_id = $1',
      [can],
    )
    return rows[0]?.allocated
  }
  await shop.move('deliveries', delivery.id, 'ready')
  assert.equal(await allocated(), 4)
  const reset = await shop.move('deliveries', delivery.id, 'reset')
  assert.deepEqual([reset.status, reset.lines[0].picks, await allocated()], ['draft', [], 0])
  await shop.move('deliveries', delivery.id, 'ready')
  await shop.move('deliveries', delivery.id, 'cancel')
  assert.equal(await allocated(), 0)
  const again = await shop.shipped([order.id])
  const path = `/api/v1/deliveries/${again.id}/`
  assertRefused(await shop.chief.post(`${path}cancel/`), 'kit.move_not_allowed')
  assertRefused(await shop.chief.patch(path, { notes: 'late' }), 'kit.not_editable')
})

test('picked goods that a count took away are not shipped', async () => {
  const bowl = await shop.product('BOWL')
  await shop.receive(bowl, '10')
  const order = await shop.confirmed([{ product: bowl, quantity: '6' }])
  const delivery = await shop.delivery([order.id])
  const ready = await shop.move('deliveries', delivery.id, 'ready')
  const location = ready.lines[0].picks[0].location
  const lines = [{ product: bowl, location, counted_quantity: '4' }]
  const counted = await made('stock-counts', { warehouse: shop.warehouse, reason: 'count', lines })
  await shop.move('stock-counts', counted.id, 'post')
  const path = `/api/v1/deliveries/${delivery.id}/`
  assertRefused(await shop.chief.post(`${path}ship/`), 'sales.picks_lost')
  assert.equal((await shop.read('deliveries', delivery.id)).status, 'ready')
  await shop.move('deliveries', delivery.id, 'reset')
  const [line] = delivery.lines
  assertStatus(await shop.chief.patch(path, { lines: [{ ...line, quantity: '4' }] }), 200)
  await shop.move('deliveries', delivery.id, 'ready')
  await shop.move('deliveries', delivery.id, 'ship')
  assert.equal((await shop.read('sales-orders', order.id)).delivery_state, 'partly')
})

test('lots that expire first are picked first, and not those that have', async () => {
  const paste = await shop.product('PASTE', { fields: { tracking: 'lot' } })
  const lot = async (number: string, expires_on: string) =>
    (await made('lots', { product: paste, number, expires_on })).id
  const [old, soon, late] = [
    await lot('A', '2020-01-01'),
    await lot('B', '2999-01-01'),
    await lot('C', '2999-06-01'),
  ]
  for (const id of [late, old, soon]) await shop.receive(paste, '3', shop.warehouse, id)
  const order = await shop.confirmed([{ product: paste, quantity: '4' }])
  const delivery = await shop.delivery([order.id])
  const ready = await shop.move('deliveries', delivery.id, 'ready')
  assert.deepEqual(
    ready.lines[0].picks.map((pick: any) => [pick.lot_name, pick.quantity]),
    [
      ['B', '3'],
      ['C', '1'],
    ],
  )
  const shipped = await shop.move('deliveries', delivery.id, 'ship')
  assert.equal(shipped.lines[0].picks[0].lot, soon)
})

test('a delivery needs its permissions and its tenant', async () => {
  const tin = await shop.product('TIN')
  await shop.receive(tin, '2')
  const order = await shop.confirmed([{ product: tin, quantity: '2' }])
  const delivery = await shop.delivery([order.id])
  const path = `/api/v1/deliveries/${delivery.id}/`
  assert.equal((await shop.server.as.sales.post(`${path}ready/`)).status, 403)
  assertStatus(await shop.server.as.warehouse.post(`${path}ready/`), 200)
  assertStatus(await shop.server.as.warehouse.post(`${path}ship/`), 200)
  const stranger = shop.server.other.as.administrator
  assert.equal((await stranger.get(path)).status, 404)
  const theirs = await stranger.post('/api/v1/deliveries/from-orders/', { orders: [order.id] })
  assertRefused(theirs, 'kit.reference_missing', '/orders/0')
})

/** What the books say of a product: on hand, promised, open demand, quantity and amount of its value. */
async function books(product: string): Promise<object> {
  const [level] = await shop.server.sql<Record<string, number>>(
    `select on_hand::float, reserved::float, open_demand::float from stock_level where product_id = $1`,
    [product],
  )
  const [value] = await shop.server.sql<Record<string, number>>(
    `select sum(quantity)::float as quantity, sum(amount)::float as amount from value_entry
    where product_id = $1`,
    [product],
  )
  return { ...level, ...value }
}

const reverse = (id: string, body: object = { reason: 'Wrong pallet' }) =>
  shop.chief.post(`/api/v1/deliveries/${id}/reverse/`, body)

test('a shipment is taken back: goods, value and order stand as before, and can go out anew', async () => {
  const vase = await shop.product('VASE', { fields: { tracking: 'lot' } })
  await made('product-companies', { product: vase, standard_cost: '2.5', valid_from: '2020-01-01' })
  const lot = (await made('lots', { product: vase, number: 'V', expires_on: '2999-01-01' })).id
  await shop.receive(vase, '10', shop.warehouse, lot)
  const order = await shop.confirmed([{ product: vase, quantity: '6' }])
  const first = await shop.shipped([order.id], { [order.lines[0].id]: '2' })
  const before = await books(vase)
  assert.deepEqual(before, { on_hand: 8, reserved: 4, open_demand: 0, quantity: 8, amount: 20 })
  const second = await shop.shipped([order.id])
  assert.equal((await shop.read('sales-orders', order.id)).delivery_state, 'fully')
  const back = assertStatus(await reverse(second.id), 200).body
  assert.deepEqual(
    [back.status, back.reversal_reason, back.shipped_at, back.supply_date, back.lines[0].picks],
    ['cancelled', 'Wrong pallet', null, null, []],
  )
  assert.deepEqual(await books(vase), before)
  assert.equal((await shop.read('sales-orders', order.id)).delivery_state, 'partly')
  assertRefused(await reverse(second.id), 'kit.move_not_allowed')
  const [entry] = await shop.server.sql<{ changes: Record<string, { new: unknown }> }>(
    `select changes from audit_log where record_id = $1 and action = 'MOVE' order by id desc limit 1`,
    [second.id],
  )
  assert.deepEqual(
    [entry?.changes.status?.new, entry?.changes.reversal_reason?.new],
    ['cancelled', 'Wrong pallet'],
  )
  const again = await shop.shipped([order.id])
  assert.deepEqual([again.lines[0].quantity, again.lines[0].picks[0].lot], ['4', lot])
  assertStatus(await reverse(first.id), 200)
  assert.equal((await shop.read('sales-orders', order.id)).delivery_state, 'partly')
  assert.deepEqual(await books(vase), { on_hand: 6, reserved: 2, open_demand: 0, quantity: 6, amount: 15 })
})

test('what comes back goes to the order it left first, unless another was promised earlier', async () => {
  const bell = await shop.product('BELL')
  await shop.receive(bell, '5')
  const mine = await shop.confirmed([{ product: bell, quantity: '5', promised_date: '2030-02-01' }])
  const delivery = await shop.shipped([mine.id])
  const late = await shop.confirmed([{ product: bell, quantity: '3', promised_date: '2030-03-01' }])
  const early = await shop.confirmed([{ product: bell, quantity: '1', promised_date: '2030-01-01' }])
  assertStatus(await reverse(delivery.id), 200)
  const reserved = async (order: any) => {
    const [row] = await shop.server.sql<{ reserved: number }>(
      'select reserved::float from stock_demand where document_line_id = $1',
      [order.lines[0].id],
    )
    return row?.reserved
  }
  assert.deepEqual([await reserved(mine), await reserved(late), await reserved(early)], [4, 0, 1])
})

test('a shipment is not taken back without a reason, a right, or once more hangs on it', async () => {
  const horn = await shop.product('HORN')
  await shop.receive(horn, '9')
  const order = await shop.confirmed([{ product: horn, quantity: '9' }])
  const part = () => shop.shipped([order.id], { [order.lines[0].id]: '2' })
  const [billed, returned] = [await part(), await part()]
  assertRefused(await reverse(billed.id, {}), 'kit.required', '/reason')
  assertRefused(await reverse(billed.id, { reason: 'x'.repeat(1001) }), 'kit.too_long', '/reason')
  const path = `/api/v1/deliveries/${billed.id}/reverse/`
  assertRefused(await shop.server.as.sales.post(path, { reason: 'x' }), 'kit.forbidden')
  const invoice = { deliveries: [billed.id] }
  assertStatus(await shop.chief.post('/api/v1/invoices/from-deliveries/', invoice), 201)
  assertRefused(await reverse(billed.id), 'sales.shipment_on_draft')
  const lines = [{ delivery_line: returned.lines[0].id, quantity: '1' }]
  await made('customer-returns', { partner: shop.customer, warehouse: shop.warehouse, lines })
  assertRefused(await reverse(returned.id), 'sales.shipment_returned')
  const last = await shop.delivery([order.id])
  assertRefused(await reverse(last.id), 'kit.move_not_allowed')
  await shop.move('deliveries', last.id, 'cancel')
  const open = await part()
  await shop.move('sales-orders', order.id, 'close')
  assertRefused(await reverse(open.id), 'sales.shipment_of_ended_order')
  assert.deepEqual(await books(horn), { on_hand: 3, reserved: 0, open_demand: 0, quantity: 3, amount: 0 })
})

test('a receipt that is taken back leaves its orders waiting, and what is picked from it stays', async () => {
  const lamp = await shop.product('LAMP')
  const early = await shop.confirmed([{ product: lamp, quantity: '4', promised_date: '2030-01-01' }])
  const late = await shop.confirmed([{ product: lamp, quantity: '4', promised_date: '2030-06-01' }])
  await shop.receive(lamp, '3')
  const lines = [{ product: lamp, quantity: '5', unit: 'EA' }]
  const receipt = await made('goods-receipts', { warehouse: shop.warehouse, lines })
  await shop.move('goods-receipts', receipt.id, 'post')
  const waiting = async () => [
    await shop.server.sql(
      'select reserved::float from stock_demand where document_id = any($1) order by promised_on',
      [[early.id, late.id]],
    ),
    await books(lamp),
  ]
  const all = [
    [{ reserved: 4 }, { reserved: 4 }],
    { on_hand: 8, reserved: 8, open_demand: 0, quantity: 8, amount: 0 },
  ]
  assert.deepEqual(await waiting(), all)
  const delivery = await shop.delivery([late.id])
  await shop.move('deliveries', delivery.id, 'ready')
  const back = () => shop.chief.post(`/api/v1/goods-receipts/${receipt.id}/reverse/`, { reason: 'Not ours' })
  assertRefused(await back(), 'inventory.receipt_picked')
  assert.deepEqual(await waiting(), all)
  await shop.move('deliveries', delivery.id, 'reset')
  assertStatus(await back(), 200)
  assert.deepEqual(await waiting(), [
    [{ reserved: 3 }, { reserved: 0 }],
    { on_hand: 3, reserved: 3, open_demand: 5, quantity: 3, amount: 0 },
  ])
})

test('a shipment that left earlier is booked at its own time, never ahead nor before its goods came', async () => {
  const drum = await shop.product('DRUM')
  await shop.receive(drum, '2')
  // The clock of the database knows parts of a millisecond.
  const came = Date.now() + 1
  const order = await shop.confirmed([{ product: drum, quantity: '1' }])
  const { id } = await shop.delivery([order.id])
  await shop.move('deliveries', id, 'ready')
  const ship = (at: number) =>
    shop.chief.post(`/api/v1/deliveries/${id}/ship/`, { shipped_at: new Date(at).toISOString() })
  assertRefused(await ship(Date.now() + 3_600_000), 'kit.wrong_type', '/shipped_at')
  assertRefused(await ship(came - 86_400_000), 'inventory.not_enough_stock_then')
  const shipped = assertStatus(await ship(came), 200).body
  assert.equal(Date.parse(shipped.shipped_at), came)
  const [move] = await shop.server.sql<{ at: Date }>(
    'select effective_at as at from stock_move where document_id = $1',
    [id],
  )
  assert.equal(new Date(move?.at ?? 0).getTime(), came)
})
