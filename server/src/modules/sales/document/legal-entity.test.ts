/** Documents state the legal entity in whose books they stand, for good (DOMAIN 5), and its day judges them (18). */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Books, openBooks } from '#server/modules/sales/testing/books.ts'
import { assertStatus } from '#server/testing/api-client.ts'

let now = new Date('2026-03-02T09:00:00Z')
let books: Books
let product: string
before(async () => {
  books = await openBooks({ now: () => now })
  product = await books.shop.product('BELL', { price: '100' })
  await books.shop.receive(product, '100')
})
after(() => books?.shop.server.stop())

const tables = ['quotation', 'sales_order', 'delivery', 'invoice', 'open_item', 'payment', 'customer_return']
const stockTables = ['goods_receipt', 'stock_transfer', 'stock_count']

async function made(path: string, body: object, organization?: string): Promise<any> {
  const { chief } = books
  const named = organization === undefined ? body : { ...body, organization }
  return assertStatus(await chief.post(`/api/v1/${path}/`, named), 201).body
}

/** One of each, of a site of the company that sells. */
async function everyDocument(): Promise<void> {
  const { shop, ship, posted, pay } = books
  const lines = [{ product, quantity: '1' }]
  await made('quotations', { partner: shop.customer, lines })
  const order = await shop.confirmed(lines)
  const delivery = await ship(order.id)
  const invoice = await posted([order.id])
  await pay([{ invoice: invoice.id, amount: '119' }], '119')
  const back = [{ delivery_line: delivery.lines[0].id, quantity: '1' }]
  await made('customer-returns', { partner: shop.customer, warehouse: shop.warehouse, lines: back })
  await made('goods-receipts', { warehouse: shop.warehouse, lines: [] })
  await made('stock-counts', { warehouse: shop.warehouse, lines: [] })
  const warehouse = await made('warehouses', {
    name: 'Second',
    code: 'M2',
    warehouse_type: 'DISTRIBUTION_CENTER',
    address: { country: 'DE', city: 'Dießen' },
  })
  await made('stock-transfers', { from_warehouse: shop.warehouse, to_warehouse: warehouse.id, lines: [] })
}

test('every document states it when it is written, and the database never lets it change', async () => {
  const { root, plant1, sql } = books.shop.server
  await everyDocument()
  const company = await made('organizations', {
    name: 'Trading',
    code: 'TRADE',
    organization_type: 'Company',
    parent: root,
    is_legal_entity: true,
    currency: 'EUR',
  })
  for (const table of [...tables, ...stockTables]) {
    const rows = await sql<any>(`select id, organization_id, legal_entity_id from ${table}`)
    assert.ok(rows.length > 0, table)
    for (const row of rows) assert.equal(row.legal_entity_id, root, table)
    const change = `update ${table} set legal_entity_id = $1 where id = $2`
    await assert.rejects(
      sql(change, [company.id, rows[0].id]),
      /legal entity|append|final|refused|posted/,
      table,
    )
  }
  const { shop, chief } = books
  const ofSite = await made('sales-orders', { partner: shop.customer, lines: [] }, plant1)
  const ofCompany = await made('sales-orders', { partner: shop.customer, lines: [] }, company.id)
  assert.deepEqual([ofSite.legal_entity, ofCompany.legal_entity], [root, company.id])
  assert.equal(ofCompany.legal_entity_name, 'Trading')
  const sent = await chief.patch(`/api/v1/sales-orders/${ofSite.id}/`, { legal_entity: company.id })
  assert.equal(assertStatus(sent, 200).body.legal_entity, root)
  const [entry] = await sql<any>(`select changes from audit_log where record_id = $1 and action = 'CREATE'`, [
    ofSite.id,
  ])
  assert.equal(entry?.changes.legal_entity?.new, root)
  const insert = `insert into sales_order (tenant_id, organization_id, legal_entity_id, number, partner_id)
    values ($1, $2, $3, 'X-1', $4)`
  await assert.rejects(sql(insert, [root, plant1, company.id, shop.customer]), /fk_sales_order__legal_entity/)
  await assert.rejects(
    sql('update organization set parent_id = $1 where id = $2', [company.id, plant1]),
    /fk_\w+__(legal_entity|organization)/,
  )
})

test('overdue is what the server calls so, from the end of the last day where the company is', async () => {
  const { shop, posted, ship, chief } = books
  const order = await shop.confirmed([{ product, quantity: '1' }])
  await ship(order.id)
  const invoice = await posted([order.id])
  assert.equal(invoice.due_date, '2026-04-01')
  const isOverdue = async (instant: string) => {
    now = new Date(instant)
    chief.forgetToken()
    const { is_overdue } = await shop.read('invoices', invoice.id)
    const [item] = (await chief.get(`/api/v1/open-items/?invoice=${invoice.id}`)).body.results
    const late = (await chief.get('/api/v1/invoices/?is_overdue=true')).body.results
    const isListed = late.some(({ id }: any) => id === invoice.id)
    assert.deepEqual([item.is_overdue, isListed], [is_overdue, is_overdue])
    return is_overdue
  }
  assert.equal(await isOverdue('2026-04-01T21:30:00Z'), false) // half past eleven at night in Dießen
  assert.equal(await isOverdue('2026-04-01T22:30:00Z'), true)
})
