/** What each step from order to payment costs the database: few statements, as many for ten lines as for one. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { type Books, openBooks } from '#server/modules/sales/testing/books.ts'
import type { Shop } from '#server/modules/sales/testing/shop.ts'
import { statementCount } from '#server/platform/database.ts'
import { packetCount } from '#server/platform/statement-batch.ts'
import { type ApiAnswer, assertStatus } from '#server/testing/api-client.ts'

const documents = ['sales_order', 'delivery', 'invoice']
const lines = documents.map((table) => `${table}_line`)

let books: Books
let shop: Shop
const products: string[] = []
before(async () => {
  books = await openBooks()
  shop = books.shop
  // Rows are counted when the test says so.
  for (const table of [...documents, ...lines]) {
    await shop.server.sql(`alter table ${table} set (autovacuum_enabled = off)`)
  }
  for (let number = 1; number <= 10; number += 1) {
    const product = await shop.product(`P${number}`)
    await shop.receive(product, '100000')
    products.push(product)
  }
})
after(() => shop?.server.stop())

interface Cost {
  readonly statements: number
  /** Statements of one turn travel together. */
  readonly packets: number
  readonly milliseconds: number
}

/** Statements and packets, at most, BEGIN and COMMIT among them: what a change adds is seen here first. */
const budget: Readonly<Record<string, readonly [number, number]>> = {
  'create order': [14, 4],
  confirm: [12, 4],
  'create delivery': [11, 4],
  ready: [12, 4],
  ship: [12, 4],
  'create invoice': [15, 5],
  post: [22, 7],
}

type Flow = Readonly<Record<string, Cost>>

/** One order of so many lines, from draft to shipped, each step measured alone. */
async function flow(count: number): Promise<Flow> {
  const costs: Record<string, Cost> = {}
  const measured = async (name: string, status: number, call: () => Promise<ApiAnswer>) => {
    const [statements, packets, started] = [statementCount(), packetCount(), performance.now()]
    const answer = assertStatus(await call(), status)
    costs[name] = {
      statements: statementCount() - statements,
      packets: packetCount() - packets,
      milliseconds: performance.now() - started,
    }
    return answer.body
  }
  const { chief, customer } = shop
  const lines = products.slice(0, count).map((product) => ({ product, quantity: '2' }))
  const at = (version: number) => ({ version, key: null })
  const order = await measured('create order', 201, () =>
    chief.post('/api/v1/sales-orders/', { partner: customer, lines }, { key: null }),
  )
  await measured('confirm', 200, () =>
    chief.post(`/api/v1/sales-orders/${order.id}/confirm/`, {}, at(order.version)),
  )
  const delivery = await measured('create delivery', 201, () =>
    chief.post('/api/v1/deliveries/from-orders/', { orders: [order.id] }, { key: null }),
  )
  const ready = await measured('ready', 200, () =>
    chief.post(`/api/v1/deliveries/${delivery.id}/ready/`, {}, at(delivery.version)),
  )
  for (const { lines: told } of [delivery, ready])
    assert.deepEqual(
      told.map((line: { base_unit_name: string }) => line.base_unit_name),
      Array(count).fill('pcs'),
    )
  await measured('ship', 200, () =>
    chief.post(`/api/v1/deliveries/${delivery.id}/ship/`, {}, at(ready.version)),
  )
  const invoice = await measured('create invoice', 201, () =>
    chief.post('/api/v1/invoices/from-orders/', { orders: [order.id] }, { key: null }),
  )
  await measured('post', 200, () =>
    chief.post(`/api/v1/invoices/${invoice.id}/post/`, {}, at(invoice.version)),
  )
  return costs
}

test('ten lines cost as many statements as one', async (context) => {
  await flow(1) // what is read once a process is known after it
  const one = await flow(1)
  for (let round = 0; round < 20; round += 1) await flow(10)
  const rounds: Flow[] = []
  for (let round = 0; round < 20; round += 1) rounds.push(await flow(10))
  for (const [step, { statements, packets }] of Object.entries(one)) {
    const times = rounds.map((costs) => costs[step]?.milliseconds ?? 0).toSorted((a, b) => a - b)
    const median = times[10]?.toFixed(1)
    context.diagnostic(
      `${step}: ${statements} statements in ${packets} packets, ${median} ms over HTTP for ten lines`,
    )
    assert.equal(rounds[0]?.[step]?.statements, statements, step)
    const [most, mostPackets] = budget[step] ?? [0, 0]
    assert.ok(statements <= most, `${step} costs ${statements} statements`)
    assert.ok(packets <= mostPackets, `${step} costs ${packets} packets`)
  }
})

/** Rows of these tables that were read by going through a whole table, as PostgreSQL counts them. */
async function rowsReadThrough(tables: readonly string[]): Promise<number> {
  const { pool, sql } = shop.server
  const connections = await Promise.all(Array.from({ length: pool.options.max }, () => pool.connect()))
  // Each tells the others only now and then what it has read.
  for (const connection of connections) await connection.query('select pg_stat_force_next_flush()')
  for (const connection of connections) connection.release()
  const [found] = await sql<{ rows: string }>(
    'select sum(seq_tup_read) as rows from pg_stat_user_tables where relname = any($1)',
    [tables],
  )
  return Number(found?.rows)
}

/** The first documents of a company stand on one page, which it is right to read when they have been counted. */
const young = [
  { isCounted: false, tables: [...documents, ...lines] },
  { isCounted: true, tables: lines },
]

for (const { isCounted, tables } of young) {
  test(`no step goes through what was ever sold, its rows ${isCounted ? 'just' : 'not yet'} counted`, async () => {
    if (isCounted) await shop.server.sql('analyze')
    const before = await rowsReadThrough(tables)
    for (let round = 0; round < 10; round += 1) await flow(10)
    assert.equal((await rowsReadThrough(tables)) - before, 0)
  })
}

/** Copies one row of a table some hundred times, not bound by triggers. */
async function multiply(table: string, different: Readonly<Record<string, string>>): Promise<void> {
  const superuser = new pg.Client({ connectionString: shop.server.database.superuserUrl })
  await superuser.connect()
  await superuser.query('set session_replication_role = replica')
  const { rows } = await superuser.query<{ name: string }>(
    `select quote_ident(attname) as name from pg_attribute
    where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [table],
  )
  const names = rows.map(({ name }) => name)
  const own: Record<string, string> = { id: 'uuidv7()', ...different }
  await superuser.query(`insert into ${table} (${names.join(', ')})
    select ${names.map((name) => own[name] ?? name).join(', ')}
    from (select * from ${table} limit 1) t, generate_series(1, 600) n`)
  await superuser.end()
}

test('no step goes through all products of a company that has some hundred', async () => {
  await multiply('product', { sku: `'M' || n` })
  const product_id = '(array(select id from product))[n]'
  const sales_order_id = '(array(select id from sales_order))[1 + n % 40]'
  await multiply('sales_order_line', { product_id, sales_order_id })
  await shop.server.sql('analyze')
  const before = await rowsReadThrough(['product'])
  for (let round = 0; round < 3; round += 1) await flow(10)
  assert.equal((await rowsReadThrough(['product'])) - before, 0)
})
