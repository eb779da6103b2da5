/** The migrated schema is what the definitions say, guarded and indexed, or a test here notices. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { records } from '#contract/modules.ts'
import { createTestDatabase, type TestDatabase } from '#server/testing/database.ts'
import { readSchema, type Schema } from './catalogue.ts'
import { type Difference, differencesOf, tellDifference } from './differences.ts'
import { readExpectedSchema } from './expected-schema.ts'
import { handMade, isExplained } from './hand-made.ts'
import { keysWithoutIndex, missingGuards, tablesWithoutPolicies, uselessIndexes } from './schema-lint.ts'
import { tablesOf } from './table.ts'

let database: TestDatabase
let client: pg.Client
let expected: Schema

before(async () => {
  database = await createTestDatabase()
  client = new pg.Client({ connectionString: database.url })
  await client.connect()
  expected = await inTransaction(() => readExpectedSchema(client, tablesOf(records)))
})

after(async () => {
  await client.end()
  await database.drop()
})

/** Whatever `work` does to the schema is undone. */
async function inTransaction<T>(work: () => Promise<T>): Promise<T> {
  await client.query('begin')
  try {
    return await work()
  } finally {
    await client.query('rollback')
  }
}

async function differences(change = ''): Promise<Difference[]> {
  return await inTransaction(async () => {
    await client.query(change)
    return differencesOf(await readSchema(client, 'public'), expected)
  })
}

test('the migrated schema is what the definitions say', async () => {
  const found = (await differences()).filter((difference) => !isExplained(difference))
  assert.deepEqual(found.map(tellDifference), [])
})

test('no difference is excused that is none', async () => {
  const found = (await differences()).map(({ table, kind, name }) => `${table}: ${kind} ${name}`)
  const excused = Object.entries(handMade).flatMap(([table, { parts = [] }]) =>
    parts.map((part) => `${table}: ${part}`),
  )
  assert.deepEqual(
    excused.filter((part) => !found.includes(part)),
    [],
  )
})

test('any change of the schema is noticed', async () => {
  const known = await differences()
  const changes: [string, string][] = [
    ['alter table product drop column is_sellable', 'column is_sellable'],
    ['alter table product add column colour text', 'column colour'],
    ['alter table product alter tracking drop not null', 'column tracking'],
    ["alter table product alter tracking set default 'lot'", 'column tracking'],
    ['alter table product alter weight_kilogram type numeric(20,4)', 'column weight_kilogram'],
    ['alter table product drop constraint uq_product__sku', 'constraint uq_product__sku'],
    ['alter table product drop constraint fk_product__category', 'constraint fk_product__category'],
    ['alter table product drop constraint ck_product__kind', 'constraint ck_product__kind'],
    ['drop index ix_product__status', 'index ix_product__status'],
    ['alter policy readers on product using (true)', 'policy readers'],
    ['drop table price', 'table price'],
  ]
  for (const [change, part] of changes) {
    const parts = (await differences(change))
      .filter((difference) => !known.some((old) => tellDifference(old) === tellDifference(difference)))
      .map(({ kind, name }) => `${kind} ${name}`)
    assert.ok(parts.includes(part), `${change}: noticed ${parts.join(', ') || 'nothing'}`)
  }
})

test('every reference that a foreign key cannot judge is guarded', async () => {
  const keys = async () => {
    const found = await missingGuards(client, tablesOf(records))
    return found.flatMap((guard) => (handMade[guard.table.name]?.isLedger ? [] : guard.keys))
  }
  assert.deepEqual(await keys(), [])
  const open = await inTransaction(async () => {
    await client.query('alter table price disable trigger guard_changed')
    return await keys()
  })
  assert.ok(open.includes('fk_price__unit'), open.join())
})

test('row-level security is forced on every table', async () => {
  assert.deepEqual(await tablesWithoutPolicies(client), [])
  const naked = await inTransaction(async () => {
    await client.query('alter table product no force row level security; create table naked (tenant_id uuid)')
    return await tablesWithoutPolicies(client)
  })
  assert.deepEqual(
    naked.map((complaint) => complaint.split(':')[0]),
    ['naked', 'product'],
  )
})

/** Who deletes a unit or a tax category of his own has all lines looked through; an index would cost every sale. */
const deliberate = [
  'goods_receipt_line: no index for fk_goods_receipt_line__unit',
  'invoice_line: no index for fk_invoice_line__tax_rate',
  'invoice_line: no index for fk_invoice_line__unit',
  'quotation_line: no index for fk_quotation_line__tax_category',
  'quotation_line: no index for fk_quotation_line__unit',
  'sales_order_line: no index for fk_sales_order_line__tax_category',
  'sales_order_line: no index for fk_sales_order_line__unit',
  'stock_transfer_line: no index for fk_stock_transfer_line__unit',
]

test('every foreign key has an index', async () => {
  assert.deepEqual(await keysWithoutIndex(client), deliberate)
  const without = await inTransaction(async () => {
    await client.query('drop index ix_product__category, ix_invoice_line__delivery_line')
    return await keysWithoutIndex(client)
  })
  assert.deepEqual(
    without.filter((line) => !deliberate.includes(line)),
    [
      'invoice_line: no index for fk_invoice_line__delivery_line',
      'product: no index for fk_product__category',
    ],
  )
})

test('no index is one that row-level security leaves unused', async () => {
  assert.deepEqual(await uselessIndexes(client), [])
  const useless = await inTransaction(async () => {
    await client.query(`
      create index ix_one on product (tenant_id, weight_kilogram);
      create index ix_two on product (tenant_id, lower(sku));
      create index ix_three on product using gin (tags);
      create type colour as enum ('red'); alter table product add column colour colour;
      create index ix_four on product (colour)`)
    return await uselessIndexes(client)
  })
  assert.equal(useless.length, 4, useless.join('\n'))
})
