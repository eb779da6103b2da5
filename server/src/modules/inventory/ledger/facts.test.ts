/** Facts beat promises: counts, losses, blocks, offline sales, and work left open by them (DOMAIN 6, 21). */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { stockTasks } from '#server/modules/inventory/stock-day.ts'
import { brokenInvariants } from './testing/invariants.ts'
import { allocate, type Facts, placeFor, post, postFacts, receive, reserve, ship } from './testing/deeds.ts'
import { createWorld, type Session, type World, work } from './testing/world.ts'

let world: World
let stock: string
let adjustment: string
let customer: string
before(async () => {
  world = await createWorld([
    ...['mug', 'plate', 'jug', 'tin', 'cup', 'bowl'].map((sku) => ({ sku })),
    { sku: 'salve', tracking: 'lot' },
    { sku: 'balm', tracking: 'lot' },
    { sku: 'cream', tracking: 'lot' },
  ])
  const { main } = world.company
  await inCompany(async (s) => {
    stock = await placeFor(s, main, 'storage')
    adjustment = await placeFor(s, main, 'adjustment')
    customer = await placeFor(s, main, 'customer')
  })
})
after(() => world.end())

const inCompany = <T>(use: (session: Session) => Promise<T>) => work(world.app, world.company, use)

interface Counted {
  readonly sku: string
  readonly counted: string
  readonly at: string
  readonly lot_id?: string
}

async function count(session: Session, lines: readonly Counted[]): Promise<Facts> {
  const rows = lines.map(({ sku, counted, at, ...more }) => ({
    line_id: randomUUID(),
    product_id: world.company.products[sku],
    location_id: stock,
    counted_quantity: counted,
    counted_at: at,
    ...more,
  }))
  const [row] = await session.rows<{ told: Facts }>(
    `select kontor.count($1, 'stock_count', $2, 'count') as told`,
    [JSON.stringify(rows), randomUUID()],
  )
  return row?.told as Facts
}

async function state(session: Session, sku: string): Promise<number[]> {
  const [row] = await session.rows<Record<string, string>>(
    'select on_hand, usable, reserved, open_demand from stock_level where product_id = $1',
    [world.company.products[sku]],
  )
  return [row?.on_hand, row?.usable, row?.reserved, row?.open_demand].map(Number)
}

const now = async (session: Session) => {
  const text = `select to_json(clock_timestamp() at time zone 'UTC') #>> '{}' || 'Z' as at`
  return (await session.rows<{ at: string }>(text))[0]?.at ?? ''
}

test('a count that finds less takes back the latest promise, allocation and all, and tells', async () => {
  const { company } = world
  const [early, late, none, delivery] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  const told = await inCompany(async (s) => {
    await receive(s, company, { sku: 'mug', quantity: '10' })
    await reserve(s, company, [
      { line: early, sku: 'mug', quantity: '4', promised_on: '2030-01-01' },
      { line: none, sku: 'mug', quantity: '3' },
      { line: late, sku: 'mug', quantity: '3', promised_on: '2030-06-01' },
    ])
    await allocate(s, delivery, [{ demand: none, line: randomUUID(), quantity: '3' }])
    return await count(s, [{ sku: 'mug', counted: '5', at: await now(s) }])
  })
  assert.deepEqual(Number(told.lines[0]?.difference), -5)
  const taken = told.lost.filter(({ what }) => what === 'reservation')
  assert.deepEqual(
    taken.map(({ document_line, quantity }) => [document_line, Number(quantity)]),
    [
      [none, 3],
      [late, 2],
    ],
    'no promise at all is the latest',
  )
  assert.equal(told.lost.filter(({ what }) => what === 'allocation').length, 1)
  assert.deepEqual(await inCompany((s) => state(s, 'mug')), [5, 5, 5, 5])
  const events = await inCompany((s) =>
    s.rows<{ organization_id: string }>(
      `select organization_id from outbox_event where event = 'inventory.promise_broken'`,
    ),
  )
  const organizations = events.map(({ organization_id }) => organization_id)
  assert.deepEqual(organizations, Array(3).fill(company.site), 'two orders and a delivery')
  assert.deepEqual(await brokenInvariants(world.owner), {})
})

test('a count compares with the books of its instant, not of its posting', async () => {
  const { company } = world
  const told = await inCompany(async (s) => {
    await receive(s, company, { sku: 'plate', quantity: '10' })
    const at = await now(s)
    await post(s, company, [{ sku: 'plate', from: stock, to: customer, quantity: '3', reason: 'shipment' }])
    return await count(s, [{ sku: 'plate', counted: '9', at }])
  })
  assert.deepEqual([Number(told.lines[0]?.book_quantity), Number(told.lines[0]?.difference)], [10, -1])
  assert.deepEqual((await inCompany((s) => state(s, 'plate')))[0], 6)
})

test('what went out though the books had none is open work until a receipt explains it', async () => {
  const { company } = world
  const sale = { sku: 'jug', from: stock, to: customer, quantity: '3', reason: 'shipment' }
  const told = await inCompany(async (s) => {
    await receive(s, company, { sku: 'jug', quantity: '1' })
    return await postFacts(s, company, [sale])
  })
  assert.deepEqual(
    told.unexplained.map(({ quantity }) => Number(quantity)),
    [2],
  )
  const openWork = () =>
    inCompany(async (s) => {
      const rows = await s.rows<{ open_quantity: string }>(
        'select open_quantity from stock_unexplained where product_id = $1 and explained_at is null',
        [company.products.jug],
      )
      return rows.map(({ open_quantity }) => Number(open_quantity))
    })
  assert.deepEqual(await openWork(), [2])
  await inCompany((s) => receive(s, company, { sku: 'jug', quantity: '1' }))
  assert.deepEqual(await openWork(), [1])
  assert.deepEqual((await inCompany((s) => state(s, 'jug')))[0], 0, 'that one had been sold already')
  await inCompany((s) => receive(s, company, { sku: 'jug', quantity: '6' }))
  assert.deepEqual(await openWork(), [])
  assert.deepEqual((await inCompany((s) => state(s, 'jug')))[0], 5)
  assert.deepEqual(await brokenInvariants(world.owner), {})
})

test('a count that finds nothing wrong closes what was unexplained there', async () => {
  const { company } = world
  await inCompany(async (s) => {
    const lossOfNothing = { sku: 'tin', from: stock, to: adjustment, quantity: '2', reason: 'loss' }
    await postFacts(s, company, [lossOfNothing])
    const told = await count(s, [{ sku: 'tin', counted: '0', at: await now(s) }])
    assert.equal(Number(told.lines[0]?.difference), 0)
    const rows = await s.rows(
      'select 1 from stock_unexplained where product_id = $1 and explained_at is null',
      [company.products.tin],
    )
    assert.deepEqual(rows, [])
  })
})

test('blocking a lot breaks what was promised of it; releasing it serves who waits', async () => {
  const { company } = world
  const [lot, line, delivery] = [randomUUID(), randomUUID(), randomUUID()]
  await inCompany(async (s) => {
    await s.rows(`insert into lot (id, tenant_id, product_id, number) values ($1, $2, $3, 'L1')`, [
      lot,
      company.tenant,
      company.products.salve,
    ])
    await receive(s, company, { sku: 'salve', quantity: '5', lot_id: lot })
    await reserve(s, company, [{ line, sku: 'salve', quantity: '4' }])
    await allocate(s, delivery, [{ demand: line, line: randomUUID(), quantity: '4' }])
    await s.rows(`update lot set status = 'blocked' where id = $1`, [lot])
    assert.deepEqual(await state(s, 'salve'), [5, 0, 0, 4])
    assert.deepEqual(await s.rows('select 1 from stock_allocation where document_id = $1', [delivery]), [])
    await s.rows(`update lot set status = 'released' where id = $1`, [lot])
    assert.deepEqual(await state(s, 'salve'), [5, 5, 4, 0])
  })
  assert.deepEqual(await brokenInvariants(world.owner), {})
})

test('expired stock leaves the usable on its day, at the latest when somebody asks for it', async () => {
  const { company } = world
  const lot = randomUUID()
  await inCompany(async (s) => {
    await s.rows(
      `insert into lot (id, tenant_id, product_id, number, expires_on)
       values ($1, $2, $3, 'L2', (now() at time zone 'Europe/Berlin')::date)`,
      [lot, company.tenant, company.products.salve],
    )
    await receive(s, company, { sku: 'salve', quantity: '7', lot_id: lot })
    assert.deepEqual((await state(s, 'salve'))[1], 12, 'good through its last day')
  })
  // The night passes: nothing else may write a lot without the trigger seeing it.
  await world.owner.query('alter table lot disable trigger note_change')
  await world.owner.query('update lot set expires_on = expires_on - 1 where id = $1', [lot])
  await world.owner.query('alter table lot enable trigger note_change')
  const rows = await inCompany((s) =>
    reserve(s, company, [{ line: randomUUID(), sku: 'salve', quantity: '9' }]),
  )
  assert.deepEqual([Number(rows[0]?.reserved), Number(rows[0]?.open_quantity)], [1, 8])
  await inCompany((s) => s.rows('select kontor.expire_stock_of_tenant()'))
  assert.deepEqual(await brokenInvariants(world.owner), {})
})

test('first expired goes first, as of the planned day and with the life a customer asks for', async () => {
  const { company } = world
  const picked = await inCompany(async (s) => {
    for (const [number, expires] of [
      ['soon', '2030-01-10'],
      ['later', '2030-03-01'],
      ['never', null],
    ]) {
      const lot = randomUUID()
      await s.rows(
        `insert into lot (id, tenant_id, product_id, number, expires_on) values ($1, $2, $3, $4, $5)`,
        [lot, company.tenant, company.products.salve, number, expires],
      )
      await receive(s, company, { sku: 'salve', quantity: '3', lot_id: lot, warehouse: company.second })
    }
    const take = async (more: object, day: string) => {
      const [line, delivery] = [randomUUID(), randomUUID()]
      await reserve(s, company, [{ line, sku: 'salve', quantity: '2', warehouse: company.second, ...more }])
      const picks = await allocate(s, delivery, [{ demand: line, line: randomUUID(), quantity: '2' }], day)
      return picks.map(({ lot_number, quantity }) => `${lot_number} ${Number(quantity)}`)
    }
    return [
      await take({}, '2030-01-11'),
      await take({}, '2030-01-10'),
      await take({ minimum_life_days: 30 }, '2030-01-10'),
      await take({}, '2030-01-02'),
    ]
  })
  assert.deepEqual(picked, [['later 2'], ['soon 2'], ['later 1', 'never 1'], ['soon 1', 'never 1']])
})

test('a demand for one lot holds it from the start, and hands it over to the delivery', async () => {
  const { company } = world
  const [line, other, lot, delivery] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  await inCompany(async (s) => {
    await s.rows(`insert into lot (id, tenant_id, product_id, number) values ($1, $2, $3, 'wanted')`, [
      lot,
      company.tenant,
      company.products.salve,
    ])
    await receive(s, company, { sku: 'salve', quantity: '3', lot_id: lot, warehouse: company.second })
    const wish = { sku: 'salve', warehouse: company.second, lot_id: lot }
    const rows = await reserve(s, company, [
      { ...wish, line, quantity: '2' },
      { ...wish, line: other, quantity: '5' },
    ])
    assert.deepEqual(
      rows.map(({ reserved }) => Number(reserved)),
      [2, 1],
    )
    const picks = await allocate(s, delivery, [{ demand: line, line: randomUUID(), quantity: '1' }])
    assert.deepEqual(
      picks.map(({ lot_number }) => lot_number),
      ['wanted'],
    )
    assert.equal((await ship(s, delivery)).length, 1)
    await receive(s, company, { sku: 'salve', quantity: '9', lot_id: lot, warehouse: company.second })
    const [row] = await s.rows<{ reserved: string }>(
      'select reserved from stock_demand where document_line_id = $1',
      [other],
    )
    assert.equal(Number(row?.reserved), 5)
  })
  assert.deepEqual(await brokenInvariants(world.owner), {})
})

test('a receipt that is taken back takes the promise of its lot along, and no other', async () => {
  const { company } = world
  const [early, late, document] = [randomUUID(), randomUUID(), randomUUID()]
  const [wrong, right] = [randomUUID(), randomUUID()]
  await inCompany(async (s) => {
    await s.rows(
      `insert into lot (id, tenant_id, product_id, number) values ($1, $3, $4, 'wrong'), ($2, $3, $4, 'right')`,
      [wrong, right, company.tenant, company.products.cream],
    )
    const goods = { sku: 'cream', quantity: '5' }
    const named = { document_kind: 'goods_receipt', document_id: document }
    await receive(s, company, { ...goods, lot_id: wrong, ...named })
    await receive(s, company, { ...goods, lot_id: right })
    const rows = await reserve(s, company, [
      { ...goods, line: early, lot_id: wrong, promised_on: '2030-01-01' },
      { ...goods, line: late, promised_on: '2030-06-01' },
    ])
    assert.deepEqual(
      rows.map(({ reserved }) => Number(reserved)),
      [5, 5],
    )
    await s.rows('select kontor.take_receipts_back($1, $2)', [[document], 'Never came'])
    const left = await s.rows<{ reserved: string }>(
      'select reserved from stock_demand where document_line_id in ($1, $2) order by promised_on',
      [early, late],
    )
    assert.deepEqual(
      left.map(({ reserved }) => Number(reserved)),
      [0, 5],
    )
  })
  assert.deepEqual(await brokenInvariants(world.owner), {})
})

test('a changed standard cost is posted as a revaluation of what is there', async () => {
  const { company } = world
  await inCompany(async (s) => {
    await receive(s, company, { sku: 'bowl', quantity: '8' })
    await s.rows(
      `insert into product_company (tenant_id, organization_id, product_id, standard_cost, valid_from)
       values ($1, $1, $2, 3, (now() at time zone 'Europe/Berlin')::date)`,
      [company.tenant, company.products.bowl],
    )
    const [row] = await s.rows<{ posted: number }>('select kontor.revalue($1, $2) as posted', [
      company.tenant,
      [company.products.bowl],
    ])
    assert.equal(row?.posted, 1)
    const [value] = await s.rows<{ amount: string }>(
      'select sum(amount) as amount from value_entry where product_id = $1',
      [company.products.bowl],
    )
    assert.equal(Number(value?.amount), 24)
  })
})

/** What the job does each hour, as if the clock stood there. */
const beginDay = (at: string) =>
  stockTasks(() => new Date(at)).begin_stock_day(
    {},
    {
      asOwner: async (text, values) => (await world.owner.query(text, [...values])).rows as never,
      signal: new AbortController().signal,
      isLastAttempt: false,
    },
  )

test('a day begins where the company is: what has expired leaves the usable, a new cost counts', async () => {
  const { company } = world
  const lot = randomUUID()
  const value = async () => {
    const [row] = await inCompany((s) =>
      s.rows<{ amount: string }>('select amount from kontor.value_as_of($1, now()) where product_id = $2', [
        company.tenant,
        company.products.balm,
      ]),
    )
    return Number(row?.amount)
  }
  await inCompany(async (s) => {
    await s.rows(
      `insert into lot (id, tenant_id, product_id, number, expires_on) values ($1, $2, $3, 'B1', '2999-12-30')`,
      [lot, company.tenant, company.products.balm],
    )
    await receive(s, company, { sku: 'balm', quantity: '4', lot_id: lot })
  })
  await world.owner.query(
    `insert into product_company (tenant_id, organization_id, product_id, standard_cost, valid_from)
     values ($1, $1, $2, 3, '2999-12-31')`,
    [company.tenant, company.products.balm],
  )
  assert.equal(await beginDay('2999-12-30T22:59:00Z'), true) // one minute to midnight in Dießen
  assert.deepEqual([(await inCompany((s) => state(s, 'balm')))[1], await value()], [4, 10])
  await beginDay('2999-12-30T23:04:00Z')
  assert.deepEqual([(await inCompany((s) => state(s, 'balm')))[1], await value()], [0, 12])
  await beginDay('2999-12-31T00:04:00Z')
  assert.equal(await value(), 12, 'once')
})
