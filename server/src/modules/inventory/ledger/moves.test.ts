/** What a move may not do, whoever writes it: places, lots, serials, owners, periods, the past (DOMAIN 2, 17, 20). */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { brokenInvariants } from './testing/invariants.ts'
import { type MoveWish, placeFor, post, receive } from './testing/deeds.ts'
import { addCompany, createWorld, refusal, type Session, type World, work } from './testing/world.ts'

let world: World
let places: Record<'stock' | 'supplier' | 'customer' | 'production' | 'adjustment' | 'transit', string>
before(async () => {
  world = await createWorld([
    ...['mug', 'plate', 'jug', 'tin', 'lead'].map((sku) => ({ sku })),
    { sku: 'salve', tracking: 'lot' },
    { sku: 'clock', tracking: 'serial' },
    { sku: 'ham', weighed: true },
  ])
  const { main } = world.company
  places = await inCompany(async (s) => ({
    stock: await placeFor(s, main, 'storage'),
    supplier: await placeFor(s, main, 'supplier'),
    customer: await placeFor(s, main, 'customer'),
    production: await placeFor(s, main, 'production'),
    adjustment: await placeFor(s, main, 'adjustment'),
    transit: await placeFor(s, main, 'transit'),
  }))
})
after(() => world.end())

const inCompany = <T>(use: (session: Session) => Promise<T>) => work(world.app, world.company, use)
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()
const refused = async (...moves: MoveWish[]) =>
  (await refusal(inCompany((s) => post(s, world.company, moves)))).code
const issue = (sku: string, quantity: string, more: object = {}): MoveWish => ({
  sku,
  quantity,
  from: places.stock,
  to: places.customer,
  reason: 'shipment',
  ...more,
})
const entry = (sku: string, quantity: string, more: object = {}): MoveWish => ({
  ...issue(sku, quantity),
  from: places.supplier,
  to: places.stock,
  reason: 'receipt',
  ...more,
})

async function addLot(sku: string, number: string, more: { expires_on?: string; status?: string } = {}) {
  const id = randomUUID()
  await inCompany((s) =>
    s.rows(
      `insert into lot (id, tenant_id, product_id, number, expires_on, status)
       values ($1, $2, $3, $4, $5, $6)`,
      [
        id,
        world.company.tenant,
        world.company.products[sku],
        number,
        more.expires_on,
        more.status ?? 'released',
      ],
    ),
  )
  return id
}

test('nothing leaves a place that does not hold it, and the refusal names product and place', async () => {
  await inCompany((s) => receive(s, world.company, { sku: 'mug', quantity: '5' }))
  const { code, told } = await refusal(inCompany((s) => post(s, world.company, [issue('mug', '6')])))
  assert.equal(code, 'inventory.not_enough_stock')
  assert.deepEqual([told.product, told.place, Number(told.available)], ['mug', 'Stock', 5])
  assert.equal(await refused(issue('plate', '1')), 'inventory.not_enough_stock')
  await inCompany((s) => post(s, world.company, [entry('plate', '2'), issue('plate', '2')]))
})

test('a backdated issue needs goods at every instant since; nothing is dated forward', async () => {
  await inCompany(async (s) => {
    await post(s, world.company, [entry('jug', '10', { effective_at: daysAgo(40) })])
    await post(s, world.company, [issue('jug', '10', { effective_at: daysAgo(20) })])
    await post(s, world.company, [entry('jug', '6')])
  })
  assert.equal(
    await refused(issue('jug', '4', { effective_at: daysAgo(30) })),
    'inventory.not_enough_stock_then',
  )
  const soon = new Date(Date.now() + 3_600_000).toISOString()
  assert.equal(await refused(entry('jug', '1', { effective_at: soon })), 'inventory.move_in_future')
  await inCompany((s) => post(s, world.company, [issue('jug', '4')]))
  const then = await inCompany((s) =>
    s.rows<{ on_hand: string }>('select on_hand from kontor.on_hand_as_of($1, $2)', [
      [world.company.products.jug],
      daysAgo(30),
    ]),
  )
  assert.deepEqual(
    then.map(({ on_hand }) => Number(on_hand)),
    [10],
  )
  const known = await inCompany((s) =>
    s.rows('select on_hand from kontor.on_hand_as_of($1, $2, $2)', [
      [world.company.products.jug],
      daysAgo(30),
    ]),
  )
  assert.deepEqual(known, [], 'thirty days ago nobody knew')
})

test('a closed stock period takes no move, nor any day before it', async () => {
  const { owner, company } = world
  await inCompany((s) => s.rows(`select kontor.fiscal_year_on($1, '2024-05-05')`, [company.tenant]))
  await owner.query(
    `update fiscal_period set is_stock_open = false where tenant_id = $1 and ends_on = '2024-02-29'`,
    [company.tenant],
  )
  for (const day of ['2024-02-15T10:00:00Z', '2023-06-01T10:00:00Z']) {
    assert.equal(await refused(entry('mug', '1', { effective_at: day })), 'inventory.period_closed', day)
  }
  // Half past midnight on the first of March in Berlin is still February in UTC.
  await inCompany((s) => post(s, company, [entry('mug', '1', { effective_at: '2024-02-29T23:30:00Z' })]))
})

test('a reversal mirrors its move, once, at the same instant', async () => {
  const [received] = await inCompany((s) =>
    post(s, world.company, [entry('tin', '8', { effective_at: daysAgo(3) })]),
  )
  const [{ move_id } = { move_id: '' }] = await inCompany((s) =>
    s.rows<{ move_id: string }>('select * from kontor.reverse_moves($1)', [[received]]),
  )
  const rows = await inCompany((s) =>
    s.rows<{ effective_at: unknown }>('select effective_at from stock_move where id = any ($1)', [
      [received, move_id],
    ]),
  )
  assert.equal(rows.length, 2)
  assert.deepEqual(rows[0]?.effective_at, rows[1]?.effective_at)
  const again = await refusal(
    inCompany((s) => s.rows('select * from kontor.reverse_moves($1)', [[received]])),
  )
  assert.equal(again.code, 'inventory.already_reversed')
  await inCompany((s) => post(s, world.company, [entry('tin', '8')]))
  const wrong = { ...issue('tin', '7'), to: places.supplier, reason: 'reversal' }
  const direct = inCompany((s) =>
    s.rows(
      `insert into stock_move (tenant_id, organization_id, product_id, from_location_id, from_organization_id,
         to_location_id, to_organization_id, quantity, reason, reverses_id)
       values ($1, $2, $3, $4, $2, $5, $1, $6, 'reversal', $7)`,
      [
        world.company.tenant,
        world.company.site,
        world.company.products.tin,
        wrong.from,
        wrong.to,
        '7',
        move_id,
      ],
    ),
  )
  assert.equal((await refusal(direct)).code, 'inventory.reversal_differs')
})

test('an inactive place takes nothing in, but gives out what it holds', async () => {
  const { company } = world
  const shelf = randomUUID()
  await inCompany(async (s) => {
    await s.rows(
      `insert into stock_location (id, tenant_id, organization_id, warehouse_id, name)
       values ($1, $2, $3, $4, 'Old shelf')`,
      [shelf, company.tenant, company.site, company.main],
    )
    await receive(s, company, { sku: 'mug', quantity: '3', place: shelf })
    await s.rows('update stock_location set is_active = false where id = $1', [shelf])
  })
  assert.equal(await refused(entry('mug', '1', { to: shelf })), 'inventory.place_inactive')
  await inCompany((s) => post(s, company, [issue('mug', '1', { from: shelf })]))
})

test('a lot goes only where its status and its expiry let it go', async () => {
  const good = await addLot('salve', 'L1', { expires_on: '2031-01-01' })
  const held = await addLot('salve', 'L2', { status: 'quarantine' })
  const old = await addLot('salve', 'L3', { expires_on: daysAgo(5).slice(0, 10) })
  assert.equal(await refused(entry('salve', '1')), 'inventory.lot_required')
  await inCompany((s) =>
    post(
      s,
      world.company,
      [good, held, old].map((lot_id) => entry('salve', '9', { lot_id, effective_at: daysAgo(9) })),
    ),
  )
  assert.equal(await refused(issue('salve', '1', { lot_id: held })), 'inventory.lot_status')
  assert.equal(await refused(issue('salve', '1', { lot_id: old })), 'inventory.lot_expired')
  // It had not expired then; back to the supplier and to the bin it may go at any time.
  await inCompany((s) =>
    post(s, world.company, [issue('salve', '1', { lot_id: old, effective_at: daysAgo(7) })]),
  )
  for (const to of [places.supplier, places.adjustment]) {
    await inCompany((s) =>
      post(s, world.company, [issue('salve', '1', { lot_id: held, to, reason: 'scrap' })]),
    )
  }
  const [level] = await inCompany((s) =>
    s.rows<{ on_hand: string; usable: string }>('select * from stock_level where product_id = $1', [
      world.company.products.salve,
    ]),
  )
  assert.deepEqual([Number(level?.on_hand), Number(level?.usable)], [24, 9])
})

test('a serial number is one piece and stands in one place, and moves on in one statement', async () => {
  const serial = await addLot('clock', '4711')
  assert.equal(await refused(entry('clock', '2', { lot_id: serial })), 'inventory.serial_is_one')
  await inCompany((s) => post(s, world.company, [entry('clock', '1', { lot_id: serial })]))
  for (const to of [places.stock, places.transit]) {
    const twin = entry('clock', '1', { lot_id: serial, to })
    assert.equal(await refused(twin), 'inventory.serial_stands_elsewhere')
  }
  const away = { lot_id: serial, from: places.stock, to: places.transit, reason: 'transfer' }
  await inCompany((s) => post(s, world.company, [issue('clock', '1', away)]))
  const back = { ...away, from: places.transit, to: places.stock }
  await inCompany((s) => post(s, world.company, [issue('clock', '1', back)]))
})

test('what is counted and weighed carries both quantities', async () => {
  assert.equal(await refused(entry('ham', '12')), 'inventory.second_quantity')
  assert.equal(await refused(entry('mug', '12', { second_quantity: '3' })), 'inventory.second_quantity')
  await inCompany((s) =>
    post(s, world.company, [
      entry('ham', '12', { second_quantity: '61.4' }),
      issue('ham', '2', { second_quantity: '10.1' }),
    ]),
  )
  const [row] = await inCompany((s) =>
    s.rows<{ on_hand: string; second_on_hand: string }>(
      'select on_hand, second_on_hand from kontor.on_hand_as_of($1, now() + interval $$1 minute$$)',
      [[world.company.products.ham]],
    ),
  )
  assert.deepEqual([Number(row?.on_hand), Number(row?.second_on_hand)], [10, 51.3])
})

test('goods of another owner stand apart and are worth nothing to us', async () => {
  const { company, owner } = world
  const partner = randomUUID()
  await owner.query(`insert into partner (id, tenant_id, number, name) values ($1, $2, 'P1', 'Smelter')`, [
    partner,
    company.tenant,
  ])
  await inCompany((s) => post(s, company, [entry('lead', '5', { owner_id: partner })]))
  assert.equal(await refused(issue('lead', '1')), 'inventory.not_enough_stock', 'it is not ours')
  await inCompany((s) => post(s, company, [issue('lead', '2', { owner_id: partner })]))
  const values = await inCompany((s) =>
    s.rows('select * from value_entry where product_id = $1', [company.products.lead]),
  )
  assert.deepEqual(values, [])
})

test('lots of an order point to one another until the moves are reversed', async () => {
  const [tin, lead, alloy] = [
    await addLot('salve', 'A'),
    await addLot('salve', 'B'),
    await addLot('salve', 'C'),
  ]
  const order = { document_kind: 'manufacturing_order', document_id: randomUUID(), reason: 'production' }
  const moves = await inCompany(async (s) => {
    await post(s, world.company, [
      entry('salve', '5', { lot_id: tin }),
      entry('salve', '5', { lot_id: lead }),
    ])
    return await post(s, world.company, [
      issue('salve', '1', { ...order, lot_id: tin, to: places.production }),
      issue('salve', '1', { ...order, lot_id: lead, to: places.production }),
      entry('salve', '2', { ...order, lot_id: alloy, from: places.production }),
    ])
  })
  const inputs = () =>
    inCompany(async (s) => {
      const rows = await s.rows<{ lot: string }>(`select kontor.trace_lot($1, 'inputs') as lot`, [alloy])
      return rows.map(({ lot }) => lot).toSorted()
    })
  assert.deepEqual(await inputs(), [tin, lead].toSorted())
  await inCompany((s) => s.rows('select * from kontor.reverse_moves($1)', [[moves[0]]]))
  assert.deepEqual(await inputs(), [lead])
})

test('goods stay inside one legal entity and with products the place may use', async () => {
  const other = await addCompany(world.owner, [{ sku: 'mug' }])
  const elsewhere = await work(world.app, other, (s) => placeFor(s, other.main, 'storage'))
  assert.equal(await refused(issue('mug', '1', { to: elsewhere })), 'inventory.unknown_place_or_product')
  const { tenant } = world.company
  const [company, warehouse] = [randomUUID(), randomUUID()]
  await world.owner.query(
    `insert into organization (id, tenant_id, parent_id, name, code, is_legal_entity, organization_type_id)
     select $1, $2, $2, 'Sales', 'SALES', true, id from organization_type limit 1`,
    [company, tenant],
  )
  await world.owner.query(
    `insert into warehouse (id, tenant_id, organization_id, name, code, warehouse_type)
     values ($1, $2, $3, 'Sales', 'S', 'OTHER')`,
    [warehouse, tenant, company],
  )
  const sister = await inCompany((s) => placeFor(s, warehouse, 'storage'))
  assert.equal(
    await refused(issue('mug', '1', { to: sister, reason: 'transfer' })),
    'inventory.other_legal_entity',
  )
})

test('after all this the ledger adds up', async () => {
  assert.deepEqual(await brokenInvariants(world.owner), {})
})
