/** The ground below the modules: organization tree, references across it, places, numbers, events (DOMAIN 1, 5, 23). */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { untilSo } from '#server/testing/processes.ts'
import { placeFor, post, receive } from './testing/deeds.ts'
import { addCompany, createWorld, refusal, type Session, type World, work } from './testing/world.ts'

let world: World
before(async () => {
  world = await createWorld([{ sku: 'mug' }, { sku: 'plate' }])
})
after(() => world.end())

const inCompany = <T>(use: (session: Session) => Promise<T>) => work(world.app, world.company, use)

async function addOrganization(parent: string, name: string, isLegalEntity = false): Promise<string> {
  const id = randomUUID()
  await world.owner.query(
    `insert into organization (id, tenant_id, parent_id, name, code, is_legal_entity, organization_type_id)
     select $1, $2, $3, $4, $4, $5, id from organization_type limit 1`,
    [id, world.company.tenant, parent, name, isLegalEntity],
  )
  return id
}

async function addWarehouse(organization: string, code: string): Promise<string> {
  const id = randomUUID()
  await world.owner.query(
    `insert into warehouse (id, tenant_id, organization_id, name, code, warehouse_type)
     values ($1, $2, $3, $4, $4, 'OTHER')`,
    [id, world.company.tenant, organization, code],
  )
  return id
}

async function node(id: string): Promise<{ legal_entity_id: string | null; ancestor_ids: string[] }> {
  const { rows } = await world.owner.query(
    'select legal_entity_id, ancestor_ids from organization where id = $1',
    [id],
  )
  return rows[0]
}

test('a node knows its ancestors and its legal entity, also after its parent has moved', async () => {
  const { tenant } = world.company
  const north = await addOrganization(tenant, 'North', true)
  const south = await addOrganization(tenant, 'South')
  const shop = await addOrganization(south, 'Shop')
  assert.deepEqual(await node(shop), { legal_entity_id: tenant, ancestor_ids: [tenant, south, shop] })
  await world.owner.query('update organization set parent_id = $2 where id = $1', [south, north])
  assert.deepEqual(await node(shop), { legal_entity_id: north, ancestor_ids: [tenant, north, south, shop] })
  const below = world.owner.query('update organization set parent_id = $2 where id = $1', [north, shop])
  await assert.rejects(below, { code: '23514', constraint: 'ck_organization__parent' })
  const alien = world.owner.query('update organization set parent_id = $2 where id = $1', [
    shop,
    randomUUID(),
  ])
  await assert.rejects(alien, { code: '23503' })
  const twin = world.owner.query(`update organization set code = 'NORTH' where id = $1`, [shop])
  await assert.rejects(twin, { constraint: 'uq_organization__code' })
})

test('an organization that owns stock cannot come under another legal entity', async () => {
  const { company, owner } = world
  const sister = await addOrganization(company.tenant, 'Sister', true)
  const plant = await addOrganization(company.tenant, 'Plant')
  const warehouse = await addWarehouse(plant, 'PLANT')
  await owner.query('update organization set parent_id = $2 where id = $1', [plant, sister])
  await owner.query('update organization set parent_id = $2 where id = $1', [plant, company.tenant])
  await inCompany((s) => receive(s, company, { sku: 'mug', quantity: '1', warehouse }))
  const moving = owner.query('update organization set parent_id = $2 where id = $1', [plant, sister])
  await assert.rejects(moving, { code: '23503', constraint: 'fk_stock_balance__organization' })
  const { legal_entity_id } = await node(plant)
  assert.equal(legal_entity_id, company.tenant)
})

test('a reference reaches the own node and those above, the own tenant and the standard, and no others', async () => {
  const { company, owner } = world
  const aside = await addOrganization(company.tenant, 'Aside')
  const product = randomUUID()
  await owner.query(
    `insert into product (id, tenant_id, organization_id, sku, name, base_unit_id)
     select $1, $2, $3, 'aside', '{}', id from unit where tenant_id is null limit 1`,
    [product, company.tenant, aside],
  )
  const cost = (organization: string) =>
    owner.query(
      `insert into product_company (tenant_id, organization_id, product_id, standard_cost, valid_from)
       values ($1, $2, $3, 1, '2020-01-01')`,
      [company.tenant, organization, product],
    )
  await cost(aside)
  await assert.rejects(cost(company.site), { code: '23503', constraint: 'fk_product_company__product' })
  const unit = randomUUID()
  const stranger = randomUUID()
  await owner.query(
    `insert into organization (id, tenant_id, name, code, organization_type_id)
     select $1, $1, 'Stranger', 'STRANGER', id from organization_type limit 1`,
    [stranger],
  )
  await owner.query(
    `insert into unit (id, tenant_id, organization_id, code, name, uom_type)
     values ($1, $2, $2, 'CRATE', 'Crate', 'Count')`,
    [unit, stranger],
  )
  const changed = owner.query('update product set base_unit_id = $2 where id = $1', [product, unit])
  await assert.rejects(changed, { code: '23503', constraint: 'fk_product__base_unit' })
})

test('places come with legal entities and warehouses, and go with them while nothing has passed', async () => {
  const { company, owner } = world
  const branch = await addOrganization(company.tenant, 'Branch')
  const places = async () => {
    const { rows } = await owner.query<{ usage: string }>(
      'select usage from stock_location where organization_id = $1 order by usage',
      [branch],
    )
    return rows.map(({ usage }) => usage)
  }
  assert.deepEqual(await places(), [])
  await owner.query('update organization set is_legal_entity = true where id = $1', [branch])
  assert.deepEqual(await places(), ['adjustment', 'customer', 'production', 'supplier'])
  await owner.query('update organization set is_legal_entity = false where id = $1', [branch])
  assert.deepEqual(await places(), [])
  const warehouse = await addWarehouse(branch, 'BRANCH')
  assert.deepEqual(await places(), ['storage', 'storage', 'transit'])
  await owner.query('delete from warehouse where id = $1', [warehouse])
  assert.deepEqual(await places(), [])
  await inCompany((s) => receive(s, company, { sku: 'plate', quantity: '1' }))
  await assert.rejects(owner.query('delete from warehouse where id = $1', [company.main]), { code: '23503' })
})

test('a place keeps its warehouse and its usage, and never comes below itself', async () => {
  const { company, owner } = world
  const [upper, lower] = [randomUUID(), randomUUID()]
  await owner.query(
    `insert into stock_location (id, tenant_id, organization_id, warehouse_id, parent_id, name)
     values ($1, $3, $4, $5, null, 'Aisle'), ($2, $3, $4, $5, $1, 'Bin')`,
    [upper, lower, company.tenant, company.site, company.main],
  )
  const change = (text: string) => owner.query(`update stock_location set ${text} where id = $1`, [upper])
  await assert.rejects(change(`parent_id = '${lower}'`), { constraint: 'ck_stock_location__parent' })
  await assert.rejects(change(`warehouse_id = '${company.second}'`), {
    constraint: 'ck_stock_location__warehouse',
  })
  await assert.rejects(change(`usage = 'transit'`), { constraint: 'ck_stock_location__usage' })
  const elsewhere = owner.query(
    `insert into stock_location (tenant_id, organization_id, warehouse_id, parent_id, name)
     values ($1, $2, $3, $4, 'Bin')`,
    [company.tenant, company.site, company.second, upper],
  )
  await assert.rejects(elsewhere, { constraint: 'fk_stock_location__parent' })
  const virtual = owner.query(
    `insert into stock_location (tenant_id, organization_id, name, usage) values ($1, $2, 'X', 'customer')`,
    [company.tenant, company.site],
  )
  await assert.rejects(
    virtual,
    { constraint: 'fk_stock_location__legal_entity' },
    'a site is no legal entity',
  )
})

test('numbers have no gap, whoever rolls back, and start anew each fiscal year', async () => {
  const { company, app } = world
  const take = async (session: Session, day: string) => {
    const [row] = await session.rows<{ number: string }>(
      `select kontor.next_number($1, 'invoice', '', kontor.fiscal_year_on($1, $2)) as number`,
      [company.tenant, day],
    )
    return row?.number ?? ''
  }
  const numbers: string[] = []
  const attempts = Array.from({ length: 24 }, (_, index) =>
    work(app, company, async (s) => {
      const number = await take(s, '2031-06-01')
      if (index % 3 === 0) throw new RangeError('changed my mind')
      numbers.push(number)
    }).catch((error: unknown) => assert.ok(error instanceof RangeError)),
  )
  await Promise.all(attempts)
  const expected = Array.from(
    { length: 16 },
    (_, index) => `INVOICE-2031-${String(index + 1).padStart(5, '0')}`,
  )
  assert.deepEqual(numbers.toSorted(), expected)
  assert.equal(await inCompany((s) => take(s, '2032-01-01')), 'INVOICE-2032-00001')
  const noEntity = await refusal(
    inCompany((s) => s.rows(`select kontor.fiscal_year_on($1, '2031-06-01')`, [company.site])),
  )
  assert.equal(noEntity.code, 'organization.not_a_legal_entity')
})

test('a year nobody set up begins in the month in which the kept ones do, before them and after', async () => {
  const company = await addCompany(world.owner, [])
  await world.owner.query(
    `insert into fiscal_year (tenant_id, organization_id, code, starts_on, ends_on)
     values ($1, $1, '2032', '2031-07-01', '2032-06-30')`,
    [company.tenant],
  )
  for (const [day, years] of [
    ['2031-06-30', '2030-07-01 2031-06-30 2031'],
    ['2029-07-01', '2029-07-01 2030-06-30 2030'],
    ['2034-01-01', '2033-07-01 2034-06-30 2034'],
    ['2031-07-01', '2031-07-01 2032-06-30 2032'],
  ]) {
    const year = await work(world.app, company, async (s) => {
      const [found] = await s.rows<{ id: string }>('select kontor.fiscal_year_on($1, $2) as id', [
        company.tenant,
        day,
      ])
      const text = `select concat_ws(' ', starts_on, ends_on, code) as text from fiscal_year where id = $1`
      return (await s.rows<{ text: string }>(text, [found?.id]))[0]
    })
    assert.equal(year?.text, years)
  }
})

test('the relay never reads past a transaction that is still under way', async () => {
  const { company, database } = world
  const slow = new pg.Client({ connectionString: database.url })
  await slow.connect()
  const add = (client: { query(text: string, values: unknown[]): Promise<unknown> }, event: string) =>
    client.query('insert into outbox_event (tenant_id, event) values ($1, $2)', [company.tenant, event])
  const next = () =>
    inCompany(async (s) => {
      const rows = await s.rows<{ event: string }>(
        `with next as (select * from kontor.next_events('test', 100)),
           done as (insert into outbox_relayed (tenant_id, consumer, transaction_id, sequence)
             select tenant_id, 'test', transaction_id, sequence from next
             order by transaction_id desc, sequence desc limit 1)
         select event from next where event like 'order.%' order by transaction_id, sequence`,
      )
      return rows.map(({ event }) => event)
    })
  await next()
  await slow.query('begin')
  await add(slow, 'order.first')
  await add(world.owner, 'order.second')
  assert.deepEqual(await next(), [], 'the second waits for the first')
  await slow.query('commit')
  await slow.end()
  // The horizon is the cluster's: a transaction of another test may hold it back for a while.
  let seen: string[] = []
  await untilSo(async () => {
    seen = [...seen, ...(await next())]
    return seen.length >= 2
  })
  assert.deepEqual(seen, ['order.first', 'order.second'])
  assert.deepEqual(await next(), [])
  await inCompany((s) => s.rows(`select kontor.prune_events(now() + interval '1 hour')`))
  const { rows } = await world.owner.query('select 1 from outbox_event where tenant_id = $1', [
    company.tenant,
  ])
  assert.deepEqual(rows, [])
})

test('erasure takes personal values out of the trail, says so, and leaves the rows', async () => {
  const { company } = world
  const entry = randomUUID()
  await inCompany(async (s) => {
    await s.rows(
      `insert into audit_log (id, tenant_id, action, record, record_id)
        values ($1, $2, 'UPDATE', 'contact.person', 'p1')`,
      [entry, company.tenant],
    )
    await s.rows(
      `insert into audit_personal (tenant_id, audit_id, field, side, salt, value)
       values ($1, $2, 'email', 'old', decode(repeat('ab', 16), 'hex'), '"a@b.c"')`,
      [company.tenant, entry],
    )
    const [row] = await s.rows(`select kontor.erase_personal('contact.person', 'p1', 'Officer') as erased`)
    assert.deepEqual(row, { erased: 1 })
    assert.deepEqual(await s.rows('select 1 from audit_personal'), [])
    const actions = await s.rows(`select action from audit_log where record_id = 'p1' order by sequence`)
    assert.deepEqual(actions, [{ action: 'UPDATE' }, { action: 'ERASE' }])
  })
})

test('a transfer between two sites is read from both sides, and each site reads only its own moves', async () => {
  const { company, app } = world
  const [east, west] = [
    await addOrganization(company.tenant, 'East'),
    await addOrganization(company.tenant, 'West'),
  ]
  const [from, to] = [await addWarehouse(east, 'EAST'), await addWarehouse(west, 'WEST')]
  await inCompany(async (s) => {
    await receive(s, company, { sku: 'mug', quantity: '5', warehouse: from })
    const [stock, transit, target] = [
      await placeFor(s, from, 'storage'),
      await placeFor(s, from, 'transit'),
      await placeFor(s, to, 'storage'),
    ]
    await post(s, company, [{ sku: 'mug', from: stock, to: transit, quantity: '3', reason: 'transfer' }])
    await post(s, company, [{ sku: 'mug', from: transit, to: target, quantity: '2', reason: 'transfer' }])
  })
  const readBy = async (organization: string) => {
    const member = { ...company, tenant: company.tenant, site: organization }
    return await work(app, member, async (s) => {
      await s.rows(`select set_config('erp.org_ids', $1, true)`, [organization])
      const moves = await s.rows<{ quantity: string }>('select quantity from stock_move order by recorded_at')
      const held = await s.rows<{ on_hand: string }>('select on_hand from stock_balance order by on_hand')
      return [moves, held].map((rows) => rows.map((row) => Number(Object.values(row)[0])))
    })
  }
  assert.deepEqual(await readBy(east), [
    [5, 3, 2],
    [1, 2],
  ])
  assert.deepEqual(await readBy(west), [[2], [2]])
})
