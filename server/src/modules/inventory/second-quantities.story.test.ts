/** Goods counted in two units, over HTTP: every document of stock carries both quantities (DOMAIN 2). */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openShop, type Shop } from '#server/modules/sales/testing/shop.ts'
import { type ApiClient, assertRefused, assertStatus } from '#server/testing/api-client.ts'

let shop: Shop
let chief: ApiClient
let there: string
let ham: string
before(async () => {
  shop = await openShop()
  chief = shop.chief
  const warehouse = {
    name: 'There',
    code: 'THERE',
    warehouse_type: 'OTHER',
    organization: shop.server.plant2,
  }
  ham = await shop.product('HAM', { fields: { second_unit: 'KG' } })
  there = (await made('warehouses', warehouse)).id
})
after(() => shop?.server.stop())

const made = async (path: string, body: object) =>
  assertStatus(await chief.post(`/api/v1/${path}/`, body), 201).body
const moved = (path: string, id: string, move: string, body: object = {}) => shop.move(path, id, move, body)

const inKilograms = (line: object) => [{ product: ham, unit: 'EA', ...line }]

const hams = async () => {
  const rows = await shop.server.sql<{ place: string; both: number[] }>(
    `select w.name || ' ' || l.name as place, array[b.on_hand::float, b.second_on_hand::float] as both
    from stock_balance b join stock_location l on l.tenant_id = b.tenant_id and l.id = b.location_id
    join warehouse w on w.tenant_id = b.tenant_id and w.id = b.warehouse_id
    where b.product_id = $1 and (b.on_hand > 0 or b.second_on_hand <> 0)`,
    [ham],
  )
  return Object.fromEntries(rows.map(({ place, both }) => [place, both]))
}

test('receipts and transfers of hams carry pieces and kilograms', async () => {
  const mug = await shop.product('MUG')
  const goods = (second_quantity?: string, of = ham) => ({
    warehouse: shop.warehouse,
    lines: inKilograms({ product: of, quantity: '12', second_quantity }),
  })
  const pointer = '/lines/0/second_quantity'
  const receive = (body: object) => chief.post('/api/v1/goods-receipts/', body)
  assertRefused(await receive(goods()), 'inventory.second_missing', pointer)
  assertRefused(await receive(goods('3', mug)), 'inventory.no_second_unit', pointer)
  const inMetres = { warehouse: shop.warehouse, lines: inKilograms({ quantity: '12', unit: 'M' }) }
  const [fault] = (await receive(inMetres)).body.errors
  assert.equal(fault.detail, 'There is no conversion from m into pcs.')
  const receipt = await made('goods-receipts', goods('61.4'))
  assert.equal(receipt.lines[0].second_unit_name, 'kg')
  await moved('goods-receipts', receipt.id, 'post')
  assert.deepEqual(await hams(), { 'Main Stock': [12, 61.4] })
  const seen = async (path: string) => {
    const [{ results }] = [(await chief.get(path)).body]
    return results.map((row: any) => [
      row.on_hand,
      row.base_unit_name,
      row.second_on_hand,
      row.second_unit_name,
    ])
  }
  const both = [['12', 'pcs', '61.4', 'kg']]
  assert.deepEqual(await seen(`/api/v1/stock-by-place/?product=${ham}`), both)
  const today = `/api/v1/stock-by-place/?product=${ham}&at=${new Date(Date.now() + 60_000).toISOString()}`
  assert.deepEqual(await seen(today), both)
  const balances = await seen(`/api/v1/stock-balances/?product=${ham}`)
  assert.deepEqual(
    balances.find((row: unknown[]) => row[0] === '12'),
    both[0],
  )
  const plain = await made('goods-receipts', {
    ...goods(),
    lines: inKilograms({ product: mug, quantity: '1' }),
  })
  assert.equal(plain.lines[0].second_unit_name, null)

  const route = { from_warehouse: shop.warehouse, to_warehouse: there }
  const lines = inKilograms({ quantity: '3', second_quantity: '16' })
  const { id } = await made('stock-transfers', { ...route, lines })
  const [line] = (await moved('stock-transfers', id, 'ship')).lines
  await moved('stock-transfers', id, 'receive_part', { received: { [line.id]: '1' } })
  assert.deepEqual(await hams(), {
    'Main Stock': [9, 45.4],
    'Main Transit': [2, 10.666667],
    'There Stock': [1, 5.333333],
  })
  const reasons = { [line.id]: 'Eaten' }
  await moved('stock-transfers', id, 'receive', { received: { [line.id]: '1' }, reasons })
  assert.deepEqual(await hams(), { 'Main Stock': [9, 45.4], 'There Stock': [2, 10.666667] })
  const unweighed = await made('stock-transfers', { ...route, lines: inKilograms({ quantity: '9' }) })
  await moved('stock-transfers', unweighed.id, 'ship')
  await moved('stock-transfers', unweighed.id, 'return_rest', { reason: 'Too late' })
  assert.deepEqual((await hams())['Main Stock'], [9, 45.4])
})

test('what nobody has weighed goes by its share, and a count puts right what was wrong', async () => {
  const order = await shop.confirmed([{ product: ham, quantity: '1' }])
  const sent = await shop.shipped([order.id])
  assert.deepEqual((await hams())['Main Stock'], [8, 40.355556], 'by its share of what lies there')
  const [shipped] = sent.lines
  const returned = [{ delivery_line: shipped.id, quantity: '1' }]
  const back = await made('customer-returns', {
    partner: shop.customer,
    warehouse: shop.warehouse,
    lines: returned,
  })
  await moved('customer-returns', back.id, 'receive')
  assert.deepEqual((await hams())['Main Returns'], [1, 5.044444], 'as it was sent')

  const [{ id: location } = { id: '' }] = await shop.server.sql<{ id: string }>(
    `select id from stock_location where warehouse_id = $1 and name = 'Stock'`,
    [shop.warehouse],
  )
  for (const [counted_quantity, counted_second_quantity, both] of [
    ['8', '40.2', [8, 40.2]],
    ['8', '39.5', [8, 39.5]],
    ['7', '40', [7, 40]],
    ['6', undefined, [6, 34.285714]],
    ['0', '0', undefined],
  ] as const) {
    const lines = [{ product: ham, location, counted_quantity, counted_second_quantity }]
    await moved('stock-counts', (await made('stock-counts', { warehouse: shop.warehouse, lines })).id, 'post')
    assert.deepEqual((await hams())['Main Stock'], both)
  }
})
