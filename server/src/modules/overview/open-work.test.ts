/** Open work: each kind counts what waits and nothing else, for those who may see it. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addDays, dateIn } from '#contract/kit/dates.ts'
import { subtract } from '#contract/kit/decimal.ts'
import type { KeyFigure, OpenWork } from '#contract/overview/open-work.ts'
import { type Books, openBooks } from '#server/modules/sales/testing/books.ts'
import { assertStatus } from '#server/testing/api-client.ts'

let books: Books
let cup: string

before(async () => {
  books = await openBooks()
  cup = await books.shop.product('CUP', { price: '10' })
  await books.shop.receive(cup, '10')
})
after(() => books.shop.server.stop())

/** The company's own day, some days on. */
const today = (days: number) => addDays(dateIn('Europe/Berlin', new Date()), days)

async function work(client = books.chief): Promise<Map<string, OpenWork>> {
  const { results } = assertStatus(await client.get('/api/v1/overview/open-work/'), 200).body
  return new Map(results.map((one: OpenWork) => [one.key, one]))
}

async function counts(): Promise<Record<string, number>> {
  const open = [...(await work()).values()].filter(({ count }) => count > 0)
  return Object.fromEntries(open.map(({ key, count }) => [key, count]))
}

test('a sale is in one place at a time, and a part that waits for goods beside it', async () => {
  const { shop } = books
  assert.deepEqual(await counts(), {})
  const order = await shop.order([{ product: cup, quantity: '12' }])
  assert.deepEqual(await counts(), { orders_to_confirm: 1 })
  const [item] = (await work()).get('orders_to_confirm')?.items ?? []
  assert.equal(item?.number, order.number)
  assert.equal(item?.partner_name, 'Zinnfreunde')
  assert.equal(item?.amount, '142.8')
  await shop.move('sales-orders', order.id, 'confirm')
  assert.deepEqual(await counts(), { orders_to_deliver: 1, back_orders: 1 })
  const delivery = await shop.delivery([order.id])
  assert.deepEqual(await counts(), { deliveries_to_ship: 1, back_orders: 1 })
  await shop.move('deliveries', delivery.id, 'ready')
  await shop.move('deliveries', delivery.id, 'ship')
  assert.deepEqual(await counts(), { back_orders: 1, deliveries_to_invoice: 1 })
  const draft = await books.invoice([order.id])
  assert.deepEqual((await counts()).invoices_to_post, 1)
  await shop.move('invoices', draft.id, 'post')
  assert.deepEqual(await counts(), { back_orders: 1 })
})

test('an invoice is overdue from the day after it was due', async () => {
  const { shop, chief } = books
  await shop.receive(cup, '5')
  const posted = async (invoice_date: string) => {
    const order = await shop.confirmed([{ product: cup, quantity: '1' }])
    await books.ship(order.id)
    const body = { orders: [order.id], invoice_date }
    const draft = assertStatus(await chief.post('/api/v1/invoices/from-orders/', body), 201).body
    return shop.move('invoices', draft.id, 'post')
  }
  const due = await posted(today(-30))
  assert.equal(due.due_date, today(0))
  assert.equal((await counts()).invoices_overdue, undefined)
  const late = await posted(today(-31))
  const found = (await work()).get('invoices_overdue')
  assert.deepEqual(
    found?.items.map(({ id }) => id),
    [late.id],
  )
})

test('figures say what the month brought and what is owed, to those who may see invoices', async () => {
  const { shop, chief } = books
  const { as, other } = shop.server
  const figuresOf = async (client = chief) => {
    const { figures } = assertStatus(await client.get('/api/v1/overview/open-work/'), 200).body
    return new Map<string, string>(figures.map(({ key, amount }: KeyFigure) => [key, amount]))
  }
  await shop.receive(cup, '2')
  const before = await figuresOf()
  const order = await shop.confirmed([{ product: cup, quantity: '2' }])
  await books.ship(order.id)
  const { id } = await books.posted([order.id])
  const grown = async (key: string) => subtract((await figuresOf()).get(key) ?? '0', before.get(key) ?? '0')
  assert.deepEqual([await grown('turnover_month'), await grown('receivables')], ['20', '23.8'])
  assert.equal(await grown('overdue'), '0')
  const { lines } = assertStatus(await chief.get(`/api/v1/invoices/${id}/`), 200).body
  const credited = { lines: [{ line: lines[0].id, quantity: '1' }], reason: 'Dented' }
  const note = assertStatus(await chief.post(`/api/v1/invoices/${id}/credit/`, credited), 201).body
  await shop.move('invoices', note.id, 'post')
  assert.equal(await grown('turnover_month'), '10')
  assert.deepEqual([...(await figuresOf(as.warehouse))], [])
  assert.deepEqual([...(await figuresOf(other.as.administrator))], [])
})

test('a quotation shows up in its last week', async () => {
  const { chief, shop } = books
  const body = { partner: shop.customer, lines: [{ product: cup, quantity: '1' }] }
  const made = async (valid_until: string) => {
    const { id } = assertStatus(await chief.post('/api/v1/quotations/', { ...body, valid_until }), 201).body
    await shop.move('quotations', id, 'send')
  }
  await made(today(30))
  assert.equal((await counts()).quotations_expiring, undefined)
  await made(today(3))
  assert.equal((await counts()).quotations_expiring, 1)
})

test('a discount above the limit waits for who may approve it, and for nobody else', async () => {
  const { as } = books.shop.server
  const body = {
    partner: books.shop.customer,
    lines: [{ product: cup, quantity: '1', discount_percent: '50' }],
  }
  const before = (await work()).get('orders_to_confirm')?.count
  const asked = []
  for (const [record, key] of [
    ['quotations', 'quotations_to_approve'],
    ['sales-orders', 'orders_to_approve'],
  ] as const) {
    const made = assertStatus(await as.sales.post(`/api/v1/${record}/`, body), 201).body
    const [ofChief, ofSales] = [(await work()).get(key), (await work(as.sales)).get(key)]
    assert.deepEqual([ofChief?.ids, ofChief?.is_own, ofSales?.is_own], [[made.id], true, false])
    asked.push([record, made.id, key] as const)
  }
  assert.equal((await work()).get('orders_to_confirm')?.count, before, 'it cannot be confirmed yet')
  for (const [record, id, key] of asked) {
    await books.shop.move(record, id, 'approve')
    assert.deepEqual((await work()).get(key)?.ids, [])
  }
  assert.equal((await work()).get('orders_to_confirm')?.count, Number(before) + 1)
})

test('own work stands first: what one may do oneself, and what waits for a decision', async () => {
  const { as } = books.shop.server
  const own = async (client = books.chief) =>
    [...(await work(client)).values()].filter((one) => one.is_own).map(({ key }) => key)
  const warehouse = [...(await work(as.warehouse)).values()]
  assert.deepEqual(
    warehouse.map(({ is_own: isOwn }) => isOwn),
    warehouse.map(({ is_own: isOwn }) => isOwn).toSorted((a, b) => Number(b) - Number(a)),
  )
  const [ofStore, ofSales, ofBooks] = [await own(as.warehouse), await own(as.sales), await own(as.accounts)]
  assert.ok(ofStore.includes('deliveries_to_ship') && ofStore.includes('counts_to_post'))
  assert.ok(!ofStore.includes('orders_to_confirm') && ofSales.includes('orders_to_confirm'))
  assert.ok(ofBooks.includes('invoices_overdue') && !ofSales.includes('invoices_to_post'))
  assert.ok(!ofBooks.includes('security_alerts') && (await own()).includes('security_alerts'))
  const wish = { permission: 'sales.post_invoice', justification: 'Holidays' }
  assertStatus(await as.sales.post('/api/v1/access-requests/', wish), 201)
  const decisions = (await work()).get('decisions')
  assert.deepEqual(
    [decisions?.count, decisions?.items[0]?.partner_name],
    [1, `Test ${as.sales.account?.username}`],
  )
  assert.equal((await work(as.sales)).get('decisions')?.count, 0, 'not over his own')
})

test('what is below its reorder point waits for who receives goods', async () => {
  const { shop, chief } = books
  const body = { product: cup, warehouse: shop.warehouse, reorder_point: '1000' }
  assertStatus(await chief.post('/api/v1/product-warehouses/', body), 201)
  const found = (await work()).get('to_reorder')
  assert.deepEqual([found?.count, found?.items[0]?.number], [1, 'CUP'])
})

test('who may see nothing of a kind is not told how much of it there is', async () => {
  const { as, nobody, other } = books.shop.server
  assertStatus(await nobody.get('/api/v1/overview/open-work/'), 401)
  const warehouse = await work(as.warehouse)
  assert.equal(warehouse.has('deliveries_to_ship'), true)
  assert.equal(warehouse.has('invoices_overdue'), false)
  const elsewhere = await work(other.as.administrator)
  assert.deepEqual(
    [...elsewhere.values()].filter(({ count }) => count > 0),
    [],
  )
})
