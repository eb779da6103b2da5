/** Reserving, serving back orders, allocating and shipping as the application's role (DOMAIN 4, 7, 14). */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { brokenInvariants } from './testing/invariants.ts'
import { allocate, placeFor, receive, reserve, ship } from './testing/deeds.ts'
import { createWorld, refusal, type Session, type World, work } from './testing/world.ts'

let world: World
before(async () => {
  world = await createWorld(['mug', 'plate', 'bowl', 'jug', 'cup'].map((sku) => ({ sku })))
})
after(() => world.end())

const inCompany = <T>(use: (session: Session) => Promise<T>) => work(world.app, world.company, use)
const open = (rows: readonly { reserved: string; open_quantity: string }[]) =>
  rows.map(({ reserved, open_quantity }) => [Number(reserved), Number(open_quantity)])

async function reserved(session: Session, ...lines: string[]): Promise<(number | null)[]> {
  const rows = await session.rows<{ document_line_id: string; reserved: string }>(
    'select document_line_id, reserved from stock_demand where document_line_id = any ($1)',
    [lines],
  )
  return lines.map((line) => {
    const row = rows.find(({ document_line_id }) => document_line_id === line)
    return row === undefined ? null : Number(row.reserved)
  })
}

test('an order gets what is free, waits for the rest, and stock that comes in serves it', async () => {
  const { company } = world
  const [first, second, third] = [randomUUID(), randomUUID(), randomUUID()]
  await inCompany(async (s) => {
    await receive(s, company, { sku: 'mug', quantity: '10' })
    const rows = await reserve(s, company, [
      { line: first, sku: 'mug', quantity: '6' },
      { line: second, sku: 'mug', quantity: '6', promised_on: '2030-05-01' },
      { line: third, sku: 'mug', quantity: '3', promised_on: '2030-04-01' },
    ])
    assert.deepEqual(open(rows), [
      [6, 0],
      [4, 2],
      [0, 3],
    ])
    await receive(s, company, { sku: 'mug', quantity: '4' })
    assert.deepEqual(
      await reserved(s, first, second, third),
      [6, 5, 3],
      'the earlier promise is served first',
    )
    const events = await s.rows<{ record_id: string }>(
      `select record_id from outbox_event where event = 'inventory.demand_served'`,
    )
    assert.deepEqual(events.map(({ record_id }) => record_id).toSorted(), [second, third].toSorted())
  })
  assert.deepEqual(await brokenInvariants(world.owner), {})
})

test('a line that must be complete refuses instead of waiting, and says what is short', async () => {
  const { company } = world
  const { code, told } = await refusal(
    inCompany(async (s) => {
      await receive(s, company, { sku: 'plate', quantity: '5' })
      await reserve(s, company, [
        { line: randomUUID(), sku: 'plate', quantity: '2', is_complete: true },
        { line: randomUUID(), sku: 'plate', quantity: '4', is_complete: true },
      ])
    }),
  )
  assert.equal(code, 'inventory.cannot_reserve_all')
  const [short] = told.lines as { product: string; wanted: string; available: string }[]
  assert.deepEqual(
    [short?.product, Number(short?.wanted), Number(short?.available)],
    ['plate', 4, 3],
    'the first line had taken two of five',
  )
})

test('amending keeps the place in the queue, gives back, and never goes below what is allocated', async () => {
  const { company } = world
  const [line, other, delivery, picking] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  await inCompany(async (s) => {
    await receive(s, company, { sku: 'bowl', quantity: '10' })
    await reserve(s, company, [{ line, sku: 'bowl', quantity: '10' }])
    assert.deepEqual(open(await reserve(s, company, [{ line: other, sku: 'bowl', quantity: '4' }])), [[0, 4]])
    assert.deepEqual(open(await reserve(s, company, [{ line, sku: 'bowl', quantity: '8' }])), [[8, 0]])
    assert.deepEqual(await reserved(s, other), [2], 'what was given back went to who waited')
    await allocate(s, delivery, [{ demand: line, line: picking, quantity: '5' }])
  })
  const lowered = await refusal(inCompany((s) => reserve(s, company, [{ line, sku: 'bowl', quantity: '4' }])))
  assert.equal(lowered.code, 'inventory.allocated_to_delivery')
  const released = await refusal(inCompany((s) => s.rows('select * from kontor.release($1)', [[line]])))
  assert.equal(released.code, 'inventory.allocated_to_delivery')
  await inCompany(async (s) => {
    await s.rows('select kontor.deallocate($1)', [[delivery]])
    const [row] = await s.rows<{ released: string }>('select * from kontor.release($1)', [[line]])
    assert.equal(Number(row?.released), 8)
    assert.deepEqual(await reserved(s, line, other), [null, 4])
  })
  assert.deepEqual(await brokenInvariants(world.owner), {})
})

test('partial deliveries lower the demand, several lines share places, and all is booked at cost', async () => {
  const { company } = world
  const [one, two, delivery] = [randomUUID(), randomUUID(), randomUUID()]
  await inCompany(async (s) => {
    const rack = randomUUID()
    await s.rows(
      `insert into stock_location (id, tenant_id, organization_id, warehouse_id, name)
       values ($1, $2, $3, $4, 'A-01')`,
      [rack, company.tenant, company.site, company.main],
    )
    await receive(s, company, { sku: 'jug', quantity: '4', place: rack })
    await receive(s, company, { sku: 'jug', quantity: '10' })
    await reserve(s, company, [
      { line: one, sku: 'jug', quantity: '5' },
      { line: two, sku: 'jug', quantity: '7' },
    ])
    const picks = await allocate(s, delivery, [
      { demand: one, line: randomUUID(), quantity: '3' },
      { demand: two, line: randomUUID(), quantity: '7' },
    ])
    const taken = picks.map(({ location_name, quantity }) => [location_name, Number(quantity)])
    assert.deepEqual(taken.toSorted(), [
      ['A-01', 1],
      ['A-01', 3],
      ['Stock', 6],
    ])
    const moves = await ship(s, delivery)
    assert.equal(moves.length, 3)
    assert.deepEqual(await reserved(s, one, two), [2, null])
    const [value] = await s.rows<{ quantity: string; amount: string }>(
      'select * from kontor.value_as_of($1, now() + interval $$1 hour$$) where product_id = $2',
      [company.tenant, company.products.jug],
    )
    assert.deepEqual([Number(value?.quantity), Number(value?.amount)], [4, 10])
  })
  assert.deepEqual(await brokenInvariants(world.owner), {})
})

test('a delivery takes only what is reserved, or still free, and names what it lacks', async () => {
  const { company } = world
  const [mine, waiting, delivery] = [randomUUID(), randomUUID(), randomUUID()]
  await inCompany(async (s) => {
    await receive(s, company, { sku: 'cup', quantity: '5' })
    await reserve(s, company, [
      { line: mine, sku: 'cup', quantity: '3' },
      { line: waiting, sku: 'cup', quantity: '4' },
    ])
  })
  const picking = { demand: waiting, line: randomUUID(), quantity: '4' }
  const short = await refusal(inCompany((s) => allocate(s, delivery, [picking])))
  assert.equal(short.code, 'inventory.not_reserved')
  const nothing = await refusal(inCompany((s) => ship(s, delivery)))
  assert.equal(nothing.code, 'inventory.nothing_allocated')
  const unknown = await refusal(
    inCompany((s) => allocate(s, delivery, [{ ...picking, demand: randomUUID() }])),
  )
  assert.equal(unknown.code, 'inventory.nothing_to_allocate')
})

test('moving allocated stock inside the warehouse takes the allocation along', async () => {
  const { company } = world
  const [line, delivery, shelf] = [randomUUID(), randomUUID(), randomUUID()]
  await inCompany(async (s) => {
    const stock = await placeFor(s, company.second, 'storage')
    await s.rows(
      `insert into stock_location (id, tenant_id, organization_id, warehouse_id, name)
       values ($1, $2, $3, $4, 'Shelf')`,
      [shelf, company.tenant, company.site, company.second],
    )
    await receive(s, company, { sku: 'cup', quantity: '10', warehouse: company.second })
    await reserve(s, company, [{ line, sku: 'cup', quantity: '8', warehouse: company.second }])
    await allocate(s, delivery, [{ demand: line, line: randomUUID(), quantity: '8' }])
    const transfer = { product_id: company.products.cup, from_location_id: stock, to_location_id: shelf }
    await s.rows('select * from kontor.post_moves($1)', [
      JSON.stringify([{ ...transfer, quantity: '7', reason: 'transfer' }]),
    ])
    const rows = await s.rows<{ name: string; quantity: string }>(
      `select l.name, a.quantity from stock_allocation a join stock_location l on l.id = a.location_id
       where a.document_id = $1 order by l.name`,
      [delivery],
    )
    assert.deepEqual(
      rows.map(({ name, quantity }) => [name, Number(quantity)]),
      [
        ['Shelf', 5],
        ['Stock', 3],
      ],
    )
    assert.equal((await ship(s, delivery)).length, 2)
  })
  assert.deepEqual(await brokenInvariants(world.owner), {})
})
