/** What PostgreSQL itself refuses to the application's role, tried on every table and every opened function. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type pg from 'pg'
import { allocate, placeFor, receive, reserve, ship } from './testing/deeds.ts'
import { addCompany, type Company, createWorld, refusal, type World, work } from './testing/world.ts'

let world: World
let other: Company
const theirs = { line: randomUUID(), delivery: randomUUID(), shipped: randomUUID(), move: '' }

before(async () => {
  world = await createWorld([{ sku: 'mug' }])
  other = await addCompany(world.owner, [{ sku: 'mug' }])
  for (const company of [world.company, other]) {
    const mine =
      company === other ? theirs : { line: randomUUID(), delivery: randomUUID(), shipped: randomUUID() }
    await work(world.app, company, async (s) => {
      theirs.move = await receive(s, company, { sku: 'mug', quantity: '10' })
      await reserve(s, company, [{ line: mine.line, sku: 'mug', quantity: '20' }])
      await allocate(s, mine.shipped, [{ demand: mine.line, line: randomUUID(), quantity: '1' }])
      await ship(s, mine.shipped)
      await allocate(s, mine.delivery, [{ demand: mine.line, line: randomUUID(), quantity: '5' }])
      await s.rows(`insert into audit_log (tenant_id, action) values ($1, 'CREATE')`, [company.tenant])
      await s.rows(`insert into outbox_event (tenant_id, event) values ($1, 'a.b')`, [company.tenant])
    })
  }
})
after(() => world.end())

/** Tries a statement as the application in its company, and takes it back. */
async function attempt(text: string, settings = true): Promise<pg.DatabaseError | null> {
  const client = await world.app.connect()
  try {
    await client.query('begin')
    if (settings) {
      await client.query(
        `select set_config('erp.tenant_id', $1, true), set_config('erp.org_ids', $2, true),
           set_config('erp.use_ids', $2, true)`,
        [world.company.tenant, `${world.company.tenant},${world.company.site}`],
      )
    }
    await client.query(text)
    return null
  } catch (error) {
    return error as pg.DatabaseError
  } finally {
    await client.query('rollback')
    client.release()
  }
}

async function column(table: string): Promise<string> {
  const { rows } = await world.owner.query<{ attname: string }>(
    `select attname from pg_attribute where attrelid = $1::regclass and attnum > 0 and attgenerated = ''
     and attidentity = '' order by attnum limit 1`,
    [table],
  )
  return rows[0]?.attname ?? ''
}

const appendOnly = ['stock_move', 'value_entry', 'audit_log', 'audit_seal', 'outbox_event', 'outbox_relayed']
const keptByTheDatabase = [
  'stock_balance',
  'stock_level',
  'stock_demand',
  'stock_allocation',
  'stock_unexplained',
  'value_entry',
  'lot_genealogy',
  'lot_status_change',
  'number_counter',
]

test('what has happened is never changed: not by the application, and not by the owner', async () => {
  for (const table of appendOnly) {
    const name = await column(table)
    for (const statement of [
      `update ${table} set ${name} = ${name}`,
      `delete from ${table}`,
      `truncate ${table}`,
    ]) {
      assert.equal((await attempt(statement))?.code, '42501', statement)
      // Truncating what others refer to is refused even before our trigger is asked.
      const refused = (error: pg.DatabaseError) => ['42501', '0A000'].includes(error.code ?? '')
      await assert.rejects(world.owner.query(statement), refused, `owner: ${statement}`)
    }
  }
})

test('what the database keeps is written by nobody else', async () => {
  for (const table of keptByTheDatabase) {
    const name = await column(table)
    for (const statement of [
      `insert into ${table} (${name}) select ${name} from ${table}`,
      `update ${table} set ${name} = ${name}`,
      `delete from ${table}`,
      `truncate ${table}`,
    ]) {
      assert.equal((await attempt(statement))?.code, '42501', statement)
    }
  }
})

test('time, order and transaction of an entry cannot be forged', async () => {
  const forged = {
    audit_log: ['occurred_at', 'sequence', 'transaction_id'],
    outbox_event: ['occurred_at', 'sequence', 'transaction_id'],
    stock_move: ['recorded_at', 'created_by'],
  }
  for (const [table, columns] of Object.entries(forged)) {
    for (const name of columns) {
      const statement = `insert into ${table} (${name}) overriding system value select ${name} from ${table}`
      assert.equal((await attempt(statement))?.code, '42501', statement)
    }
  }
})

test('every table has forced row security and policies, and shows no row of another tenant', async () => {
  const { rows: tables } = await world.owner.query<Record<'name', string> & Record<string, boolean>>(
    `select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced,
       exists (select from pg_policy p where p.polrelid = c.oid) as has_policy,
       exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id') as has_tenant,
       has_table_privilege('kontor_app', c.oid, 'select') as readable
     from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`,
  )
  let crossed = 0
  for (const { name, forced, has_policy, has_tenant, readable } of tables) {
    if (name === 'kontor_migration') continue
    assert.ok(forced && has_policy, name)
    if (!has_tenant || !readable) continue
    const alien = `select 1 / count(*) from ${name} where tenant_id = '${other.tenant}'`
    assert.equal((await attempt(alien))?.code, '22012', `${name} shows rows of another tenant`)
    const unset = `select 1 / count(*) from ${name} where tenant_id is not null`
    assert.equal((await attempt(unset, false))?.code, '22012', `${name} shows rows without a tenant`)
    const { rowCount } = await world.owner.query(`select from ${name} where tenant_id = $1`, [other.tenant])
    crossed += rowCount ? 1 : 0
  }
  assert.ok(crossed >= 12, 'the other tenant has rows to be hidden')
})

test('a row cannot be written into another tenant, or out of the own', async () => {
  for (const statement of [
    `insert into warehouse (tenant_id, organization_id, name, code, warehouse_type)
     values ('${other.tenant}', '${other.site}', 'X', 'X', 'OTHER')`,
    `update warehouse set tenant_id = '${other.tenant}'`,
    `insert into audit_log (tenant_id, action) values ('${other.tenant}', 'CREATE')`,
    `insert into stock_move (tenant_id, organization_id, product_id, from_location_id, from_organization_id,
       to_location_id, to_organization_id, quantity, reason)
     values ('${other.tenant}', '${other.site}', '${other.products.mug}', '${randomUUID()}', '${other.tenant}',
       '${randomUUID()}', '${other.site}', 1, 'receipt')`,
  ]) {
    assert.equal((await attempt(statement))?.code, '42501', statement)
  }
})

test('the opened functions act on the own tenant alone', async () => {
  const { app, company } = world
  const code = async (text: string, values: unknown[]) =>
    (await refusal(work(app, company, (s) => s.rows(text, values)))).code
  const [from, to] = await work(app, other, async (s) => [
    await placeFor(s, other.main, 'supplier'),
    await placeFor(s, other.main, 'storage'),
  ])
  const move = { product_id: other.products.mug, from_location_id: from, to_location_id: to, quantity: 1 }
  const demand = { product_id: other.products.mug, warehouse_id: other.main, organization_id: other.site }
  const line = { document_id: theirs.delivery, demand_line_id: theirs.line, quantity: 1 }
  const counted = {
    product_id: other.products.mug,
    location_id: to,
    counted_quantity: 1,
    counted_at: new Date(),
  }
  const list = (row: object) => JSON.stringify([row])
  assert.equal(await code('select kontor.reserve($1)', [list(demand)]), 'inventory.not_reservable')
  assert.equal(
    await code('select kontor.allocate($1, now()::date)', [list(line)]),
    'inventory.nothing_to_allocate',
  )
  assert.equal(await code('select kontor.ship($1)', [[theirs.delivery]]), 'inventory.nothing_allocated')
  assert.equal(await code('select kontor.post_moves($1)', [list(move)]), 'inventory.unknown_place_or_product')
  assert.equal(await code('select kontor.post_facts($1)', [list(move)]), 'inventory.unknown_place_or_product')
  assert.equal(await code('select kontor.reverse_moves($1)', [[theirs.move]]), 'inventory.unknown_move')
  const count = `select kontor.count($1, 'c', null, 'count')`
  assert.equal(await code(count, [list(counted)]), 'inventory.unknown_place_or_product')
  const number = `select kontor.next_number($1, 'invoice', '', $1)`
  assert.equal(await code(number, [other.tenant]), 'organization.no_fiscal_year')
  await work(app, company, async (s) => {
    assert.deepEqual(await s.rows('select * from kontor.release($1)', [[theirs.line]]), [])
    await s.rows('select kontor.deallocate($1)', [[theirs.delivery]])
    assert.equal(await placeFor(s, other.main, 'storage'), '', 'no such warehouse here')
    const [row] = await s.rows('select kontor.revalue($1, $2) as posted', [
      other.tenant,
      [other.products.mug],
    ])
    assert.deepEqual(row, { posted: 0 })
  })
  await work(app, other, async (s) => {
    const allocated = await s.rows('select 1 from stock_allocation where document_id = $1', [theirs.delivery])
    assert.equal(allocated.length, 1, 'untouched')
  })
})

test('the inner functions of the ledger are closed to the application', async () => {
  const { rows } = await world.owner.query<{ name: string }>(
    `select p.oid::regprocedure::text as name from pg_proc p
     where p.pronamespace = 'kontor'::regnamespace and p.prokind = 'f'
       and has_function_privilege('kontor_ledger', p.oid, 'execute')
       and not has_function_privilege('kontor_app', p.oid, 'execute')`,
  )
  const closed = rows.map(({ name }) => name.replace(/^kontor\.|\(.*$/g, ''))
  for (const name of [
    'settle',
    'lock_levels',
    'serve_demands',
    'break_promises',
    'refresh_usable',
    'insert_moves',
  ]) {
    assert.ok(closed.includes(name), name)
  }
})

test('a lent right comes with a fixed search path and without public execution', async () => {
  const { rows } = await world.owner.query(
    `select p.proname from pg_proc p
     where p.pronamespace = 'kontor'::regnamespace and p.prosecdef
       and (not coalesce(p.proconfig, '{}') && array['search_path=public, pg_temp', 'search_path=pg_catalog,
       public, pg_temp']
         or has_function_privilege('public', p.oid, 'execute'))`,
  )
  assert.deepEqual(rows, [])
})
