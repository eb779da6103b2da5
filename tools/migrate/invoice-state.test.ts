/** Invoices and payments as the database keeps them: states that follow, rows that never change. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { createTestDatabase, type TestDatabase } from '#server/testing/database.ts'
import { allocate, type Company, makeCompany, makeInvoice, post, stateOf } from './invoice-fixture.ts'

let database: TestDatabase
let client: pg.Client
let company: Company

before(async () => {
  database = await createTestDatabase()
  client = new pg.Client({ connectionString: database.url })
  await client.connect()
  company = await makeCompany(client)
})

after(async () => {
  await client.end()
  await database.drop()
})

async function refused(text: string, values: unknown[], code: string, message: RegExp): Promise<void> {
  await assert.rejects(client.query(text, values), (error: pg.DatabaseError) => {
    assert.equal(error.code, code, error.message)
    assert.match(`${error.constraint} ${error.message}`, message)
    return true
  })
}

test('the state follows payments, part by part and back again', async () => {
  const { id } = await makeInvoice(client, company, [100])
  assert.equal(await stateOf(client, id), 'draft 0')
  const [first = '', second = ''] = await post(client, company, id, [60, 40])
  assert.equal(await stateOf(client, id), 'open 100 2026-12-01')
  await allocate(client, company, first, 60)
  assert.equal(await stateOf(client, id), 'partly_paid 40 2026-12-02')
  const rest = await allocate(client, company, second, 39.2)
  await allocate(client, company, second, 0.8, { kind: 'cash_discount' })
  assert.equal(await stateOf(client, id), 'paid 0 2026-12-02')
  await allocate(client, company, second, -39.2, { kind: 'reversal', reverses: rest })
  assert.equal(await stateOf(client, id), 'partly_paid 39.2 2026-12-02')
})

test('a part credit lowers what is open and is no payment; credit over the whole cancels', async () => {
  const invoice = await makeInvoice(client, company, [70, 30])
  const [item = ''] = await post(client, company, invoice.id, [100])
  const part = await makeInvoice(client, company, [10], [invoice.lines[1] ?? ''])
  const [partItem = ''] = await post(client, company, part.id, [10])
  await allocate(client, company, item, 10, { kind: 'credit_note', creditItem: partItem })
  assert.equal(await stateOf(client, invoice.id), 'open 90 2026-12-01')
  assert.equal(await stateOf(client, part.id), 'paid 0 2026-12-01')

  const rest = await makeInvoice(client, company, [70, 20], invoice.lines)
  assert.equal(await stateOf(client, invoice.id), 'open 90 2026-12-01', 'a draft credits nothing')
  const [restItem = ''] = await post(client, company, rest.id, [90])
  await allocate(client, company, item, 90, { kind: 'credit_note', creditItem: restItem })
  assert.equal(await stateOf(client, invoice.id), 'cancelled 0 2026-12-01')
})

test('two payments at the same moment are both counted', async () => {
  const { id } = await makeInvoice(client, company, [100])
  const [first = '', second = ''] = await post(client, company, id, [60, 40])
  const other = new pg.Client({ connectionString: database.url })
  await other.connect()
  await client.query('begin')
  await allocate(client, company, first, 60)
  const waiting = allocate(other, company, second, 40)
  await untilWaiting(client)
  await client.query('commit')
  await waiting
  await other.end()
  assert.equal(await stateOf(client, id), 'paid 0 2026-12-02')
})

/** Until some connection waits for a lock of this one. */
async function untilWaiting(holder: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await holder.query(
      'select from pg_stat_activity where pg_backend_pid() = any (pg_blocking_pids(pid))',
    )
    if (rows.length > 0) return
  }
}

test('a posted invoice and its lines never change', async () => {
  const { id, lines } = await makeInvoice(client, company, [100])
  await client.query('update invoice_line set net_amount = 90 where id = $1', [lines[0]])
  await post(client, company, id, [90])
  const final = /posted_is_final/
  await refused(`update invoice set notes = 'x' where id = $1`, [id], 'KT001', final)
  await refused('update invoice set number = null where id = $1', [id], 'KT001', final)
  await refused('delete from invoice where id = $1', [id], 'KT001', final)
  await refused('update invoice_line set net_amount = 1 where id = $1', [lines[0]], 'KT001', final)
  await refused('delete from invoice_line where id = $1', [lines[0]], 'KT001', final)
  await refused(
    `insert into invoice_line (tenant_id, organization_id, invoice_id, product_id, quantity, unit_id,
       base_quantity, unit_price) values ($1, $1, $2, $3, 1, $4, 1, 1)`,
    [company.tenant, id, company.product, company.unit],
    'KT001',
    final,
  )
  const draft = await makeInvoice(client, company, [5])
  await refused('update invoice_line set invoice_id = $2 where id = $1', [draft.lines[0], id], 'KT001', final)
  // The stamps of a move that leaves all else to a credit note.
  await client.query('update invoice set version = version + 1, updated_at = now() where id = $1', [id])
  await client.query('delete from invoice where id = $1', [draft.id])
  assert.equal(await stateOf(client, draft.id), 'none')
})

test('posted means numbered, at the latest at commit', async () => {
  const { id } = await makeInvoice(client, company, [100])
  await refused(`update invoice set status = 'posted' where id = $1`, [id], '23514', /ck_invoice__number/)
  await refused(`update invoice set number = 'R-0' where id = $1`, [id], '23514', /ck_invoice__number/)
})

test('an invoice names what its own company or one above it owns, new or changed', async () => {
  const { tenant, partner, product, unit } = company
  const { rows } = await client.query<{ id: string; goods: string; code: string }>(
    `with branch as (
       insert into organization (tenant_id, parent_id, name, code, organization_type_id)
       select $1, $1, 'Branch', 'BRANCH', t.id from organization_type t where t.name = 'Department' returning id
     ), goods as (
       insert into product (tenant_id, organization_id, sku, name, base_unit_id)
       select $1, b.id, 'HORN', '{"en": "Horn"}', $2 from branch b returning id
     )
     insert into payment_term (tenant_id, organization_id, code, title)
     select $1, owner, code, '{"en": "Net"}'
     from (select id as owner, 'BELOW' as code from branch union all select $1, 'OWN') terms
     returning id, (select id from goods) as goods, code`,
    [tenant, unit],
  )
  const below = rows.find(({ code }) => code === 'BELOW')
  const own = rows.find(({ code }) => code === 'OWN')
  const { id } = await makeInvoice(client, company, [1])
  const change = 'update invoice set payment_term_id = $2 where id = $1'
  await refused(change, [id, below?.id], '23503', /fk_invoice__payment_term/)
  await client.query(change, [id, own?.id])
  const insert =
    'insert into invoice (tenant_id, organization_id, partner_id, payment_term_id) values ($1, $1, $2, $3)'
  await refused(insert, [tenant, partner, below?.id], '23503', /fk_invoice__payment_term/)
  const line = `insert into invoice_line (tenant_id, organization_id, invoice_id, product_id, quantity, unit_id,
    base_quantity, unit_price) select $1, $1, $2, p.id, 1, $4, 1, 1 from unnest($3::uuid[]) p (id)`
  await refused(line, [tenant, id, [product, below?.goods], unit], '23503', /fk_invoice_line__product/)
  await client.query(line, [tenant, id, [product], unit])
  const other = 'update invoice_line set product_id = $2 where invoice_id = $1'
  await refused(other, [id, below?.goods], '23503', /fk_invoice_line__product/)
})

test('money that moved stays as it was written', async () => {
  const { rows } = await client.query<{ id: string }>(
    `insert into payment (tenant_id, organization_id, number, partner_id, amount)
     values ($1, $1, 'Z-1', $2, 50) returning id`,
    [company.tenant, company.partner],
  )
  const payment = rows[0]?.id
  await client.query(`update payment set notes = 'by cheque', version = 2 where id = $1`, [payment])
  await refused('update payment set amount = 60 where id = $1', [payment], 'KT001', /posted_is_final/)
  await refused('delete from payment where id = $1', [payment], 'KT001', /posted_is_final/)
  const appendOnly = /append-only/
  await refused('update open_item set amount = 1', [], '42501', appendOnly)
  await refused('delete from payment_allocation', [], '42501', appendOnly)
  await refused(`update printed_document set title = 'x'`, [], '42501', appendOnly)
})

test('the application reads states and writes none', async () => {
  const app = new pg.Client({ connectionString: database.appUrl })
  await app.connect()
  try {
    await app.query(`select set_config('erp.tenant_id', $1, false), set_config('erp.org_ids', $1, false)`, [
      company.tenant,
    ])
    const { rows } = await app.query('select from invoice_state')
    assert.ok(rows.length > 0)
    for (const text of [`update invoice_state set state = 'paid'`, 'delete from invoice_state']) {
      await assert.rejects(app.query(text), { code: '42501' })
    }
    // Through its own rows the state follows nevertheless.
    await app.query('begin')
    const { id } = await makeInvoice(app, company, [1])
    assert.equal(await stateOf(app, id), 'draft 0')
    await app.query('rollback')
  } finally {
    await app.end()
  }
})
