/** Where the price of a line comes from, and when it is looked up again (DOMAIN 11, 19, SAL-03). */
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
const price = (list: string, product: string, amount: string, more: object = {}) =>
  made('prices', { price_list: list, product, unit: 'EA', price: amount, ...more })
const change = async (id: string, body: object) =>
  assertStatus(await shop.chief.patch(`/api/v1/sales-orders/${id}/`, body), 200).body
const shown = ({ lines }: any) => lines.map((line: any) => [line.unit_price, line.price_source])

test('contract goes before customer list, tier and base, even where a later one is cheaper', async () => {
  const vase = await shop.product('VASE', { price: '10' })
  const tier = await made('pricing-tiers', { code: 'GOLD', name: 'Gold' })
  const buyer = await made('partners', { name: 'Kaufmann' })
  const order = async () => shown(await shop.order([{ product: vase, quantity: '1' }], { partner: buyer.id }))
  assert.deepEqual(await order(), [['10', 'base']])

  const gold = await made('price-lists', {
    code: 'GOLD',
    name: 'Gold',
    currency: 'EUR',
    level: 'tier',
    pricing_tier: tier.id,
  })
  await price(gold.id, vase, '9')
  assert.deepEqual(await order(), [['10', 'base']], 'the customer is of no tier yet')
  const terms = await made('partner-companies', { partner: buyer.id, pricing_tier: tier.id })
  assert.deepEqual(await order(), [['9', 'tier']])

  const agreed = await made('price-lists', {
    code: 'AGREED',
    name: 'Agreed',
    currency: 'EUR',
    level: 'customer',
  })
  await price(agreed.id, vase, '9.5')
  await shop.chief.patch(`/api/v1/partner-companies/${terms.id}/`, { price_list: agreed.id })
  assert.deepEqual(await order(), [['9.5', 'customer']])

  const contract = { code: 'C1', name: 'Contract', currency: 'EUR', level: 'contract', partner: buyer.id }
  const signed = await made('price-lists', contract)
  await price(signed.id, vase, '11', { valid_to: '2020-12-31' })
  assert.deepEqual(await order(), [['9.5', 'customer']], 'the contract price has run out')
  await price(signed.id, vase, '11', { valid_from: '2021-01-01' })
  assert.deepEqual(await order(), [['11', 'contract']])
  assert.deepEqual(shown(await shop.order([{ product: vase, quantity: '1' }])), [['10', 'base']])
})

test('a box of twelve is priced, counted and broken in base unit', async () => {
  const screw = await shop.product('SCREW', { price: '' })
  await price(shop.priceList, screw, '1.23', { price_quantity: '100' })
  await price(shop.priceList, screw, '1.11', { price_quantity: '100', minimum_quantity: '96' })
  const line = (quantity: string, unit: string) => ({ product: screw, quantity, unit })
  const write = (one: object) =>
    shop.chief.post('/api/v1/sales-orders/', { partner: shop.customer, lines: [one] })
  assertRefused(await write(line('8', 'BOX')), 'common.unit_without_conversion', '/lines/0/unit')
  await made('unit-conversions', { unit: 'BOX', into_unit: 'EA', numerator: 12, product: screw })
  const [box] = assertStatus(await write(line('8', 'BOX')), 201).body.lines
  assert.deepEqual([box.base_quantity, box.unit_price, box.price_quantity], ['96', '13.32', '100'])
  assert.equal(box.net_amount, '1.07', '8 boxes at 13.32 per 100 boxes')
  const [few] = assertStatus(await write(line('7', 'BOX')), 201).body.lines
  assert.deepEqual([few.base_quantity, few.unit_price], ['84', '14.76'], 'below the break of 96 pieces')
  const half = assertStatus(await write(line('0.5', 'BOX')), 201).body.lines[0]
  assert.equal(half.base_quantity, '6')
  assertRefused(await write(line('0.01', 'BOX')), 'common.quantity_rounds_to_zero', '/lines/0/quantity')
})

test('breaks of a list may count all variants of a family together', async () => {
  const family = await shop.product('SHIRT', { price: '', fields: { kind: 'parent' } })
  const variant = (sku: string) =>
    shop.product(sku, { price: '20', fields: { kind: 'variant', parent: family } })
  const [red, blue] = [await variant('SHIRT-R'), await variant('SHIRT-B')]
  const list = { code: 'FAMILY', name: 'Family', currency: 'EUR', breaks_over_family: true }
  const breaks = await made('price-lists', list)
  await price(breaks.id, red, '15', { minimum_quantity: '10' })
  await price(breaks.id, blue, '15', { minimum_quantity: '10' })
  const lines = (count: string) => [red, blue].map((product) => ({ product, quantity: count }))
  assert.deepEqual(shown(await shop.order(lines('4'))), [
    ['20', 'base'],
    ['20', 'base'],
  ])
  assert.deepEqual(shown(await shop.order(lines('5'))), [
    ['15', 'base'],
    ['15', 'base'],
  ])
})

test('a hand price stays, a listed one follows its line, and what was written stands', async () => {
  const bowl = await shop.product('BOWL', { price: '10' })
  await price(shop.priceList, bowl, '8', { minimum_quantity: '10' })
  const order = await shop.order([
    { product: bowl, quantity: '1', unit_price: '9.5' },
    { product: bowl, quantity: '1' },
    { product: bowl, quantity: '1', unit_price: '10' },
  ])
  assert.deepEqual(shown(order), [
    ['9.5', 'hand'],
    ['10', 'base'],
    ['10', 'base'],
  ])
  await made('prices', {
    price_list: shop.priceList,
    product: bowl,
    unit: 'EA',
    price: '12',
    valid_from: '2021-01-01',
  })
  const noted = await change(order.id, { notes: 'call first', discount_percent: '1' })
  assert.deepEqual(shown(noted), shown(order), 'a new list price leaves written lines alone')

  const [hand, listed, same] = order.lines
  const again = await change(order.id, {
    lines: [{ ...hand, quantity: '10' }, { ...listed, quantity: '10' }, same],
  })
  assert.deepEqual(shown(again), [
    ['9.5', 'hand'],
    ['8', 'base'],
    ['10', 'base'],
  ])
  const emptied = await change(order.id, { lines: [{ id: hand.id, unit_price: null }] })
  assert.deepEqual(shown(emptied), [['8', 'base']])
  const zero = { lines: [{ id: hand.id, unit_price: '5', price_quantity: '0' }] }
  const refused = await shop.chief.patch(`/api/v1/sales-orders/${order.id}/`, zero)
  assertRefused(refused, 'sales.price_per_nothing', '/lines/0/price_quantity')
})

test('totals follow EN 16931: discount and freight fall under the tax of the lines', async () => {
  const lamp = await shop.product('LAMP', { price: '100' })
  const book = await shop.product('BOOK', { price: '50', fields: { tax_category: 'REDUCED' } })
  const order = await shop.order(
    [
      { product: lamp, quantity: '1', discount_percent: '10' },
      { product: book, quantity: '2' },
    ],
    { discount_percent: '5', charge_amount: '9.50' },
  )
  assert.deepEqual(
    order.lines.map((line: any) => [line.net_amount, line.tax_percent]),
    [
      ['90', '19'],
      ['100', '7'],
    ],
  )
  assert.deepEqual([order.lines_total, order.net_total], ['190', '190'])
  assert.deepEqual([order.tax_total, order.gross_total], ['24.1', '214.1'])
})

test('what is agreed with a customer is filled in, and belongs to that customer', async () => {
  const term = await made('payment-terms', {
    code: 'NET14',
    title: { en: '14 days net' },
    instalments: [{ percent: '100', net_days: 14 }],
  })
  const buyer = await made('partners', { name: 'Vertrag', addresses: [{ address: { country: 'FR' } }] })
  await made('partner-companies', { partner: buyer.id, payment_term: term.id, discount_percent: '3' })
  const cup = await shop.product('CUP')
  const order = await shop.order([{ product: cup, quantity: '1' }], { partner: buyer.id })
  assert.deepEqual(
    [order.payment_term, order.discount_percent, order.warehouse],
    [term.id, '3', shop.warehouse],
  )
  assert.equal(order.billing_address, buyer.addresses[0].id)
  assert.match(
    order.billing_address_name,
    /, [A-Z]{2}$/,
    'named by what it says, not by an addressee it may lack',
  )
  assert.equal(order.approval_state, 'none', 'what is agreed needs no approval')
  const lines = [{ product: cup, quantity: '1' }]
  const without = await shop.order(lines, { partner: buyer.id, discount_percent: '0' })
  assert.equal(without.discount_percent, '0', 'who says none means none')
  const elsewhere = await shop.chief.post('/api/v1/sales-orders/', {
    partner: shop.customer,
    billing_address: buyer.addresses[0].id,
    lines: [],
  })
  assertRefused(elsewhere, 'sales.address_of_other', '/billing_address')
})
