/** Random histories against PostgreSQL, from one client and from several at once, and what an oracle says. */
import assert from 'node:assert/strict'
import { randomInt, randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { playOnce } from './testing/history.ts'
import { brokenInvariants } from './testing/invariants.ts'
import { heldKey, Oracle } from './testing/oracle.ts'
import { lotted, newPlayer, type Player, randomFrom, type Stage } from './testing/players.ts'
import { placeFor } from './testing/deeds.ts'
import { addCompany, createWorld, type World, work } from './testing/world.ts'

/** LEDGER_SEED replays, LEDGER_SECONDS prolongs (hours in the soak). */
const seed = Number(process.env.LEDGER_SEED ?? randomInt(1, 1_000_000_000))
const seconds = Number(process.env.LEDGER_SECONDS ?? 4)
const clients = 6
const skus = ['mug', 'plate', 'jug', lotted]

let world: World
before(async () => {
  world = await createWorld([], clients)
})
after(() => world.end())

async function setStage(): Promise<Stage> {
  const products = skus.map((sku) => ({
    sku,
    tracking: sku === lotted ? ('lot' as const) : ('none' as const),
  }))
  const company = await addCompany(world.owner, products)
  const oracle = new Oracle()
  return await work(world.app, company, async (session) => {
    const stage = {
      app: world.app,
      company,
      oracle,
      skus,
      shelves: {} as Record<string, string[]>,
      returns: {} as Record<string, string>,
      transit: {} as Record<string, string>,
      lots: [randomUUID(), randomUUID(), randomUUID()],
      outside: {
        supplier: await placeFor(session, company.main, 'supplier'),
        customer: await placeFor(session, company.main, 'customer'),
        adjustment: await placeFor(session, company.main, 'adjustment'),
      },
    }
    for (const warehouse of [company.main, company.second]) {
      const rack = randomUUID()
      await session.rows(
        `insert into stock_location (id, tenant_id, organization_id, warehouse_id, name)
         values ($1, $2, $3, $4, 'Rack')`,
        [rack, company.tenant, company.site, warehouse],
      )
      stage.shelves[warehouse] = [await placeFor(session, warehouse, 'storage'), rack]
      stage.returns[warehouse] = await placeFor(session, warehouse, 'returns')
      stage.transit[warehouse] = await placeFor(session, warehouse, 'transit')
      for (const shelf of stage.shelves[warehouse]) oracle.setPlace(shelf, warehouse, true)
      oracle.setPlace(stage.returns[warehouse], warehouse, false)
    }
    for (const [index, lot] of stage.lots.entries()) {
      oracle.setLot(lot, true)
      await session.rows(
        'insert into lot (id, tenant_id, product_id, number, expires_on) values ($1, $2, $3, $4, $5)',
        [lot, company.tenant, company.products[lotted], `L${index}`, `203${index + 1}-01-01`],
      )
    }
    return stage
  })
}

async function heldInDatabase({ company }: Stage): Promise<Map<string, number>> {
  const { rows } = await world.owner.query<Record<'sku' | 'location_id' | 'lot_id' | 'on_hand', string>>(
    `select p.sku, b.location_id, b.lot_id, b.on_hand
     from stock_balance b join product p on p.tenant_id = b.tenant_id and p.id = b.product_id
     where b.tenant_id = $1 and b.on_hand > 0`,
    [company.tenant],
  )
  return new Map(rows.map((row) => [heldKey(row.sku, row.location_id, row.lot_id), Number(row.on_hand)]))
}

async function demandsInDatabase({ company }: Stage): Promise<Map<string, [number, number]>> {
  const { rows } = await world.owner.query<Record<'document_line_id' | 'quantity' | 'reserved', string>>(
    'select document_line_id, quantity, reserved from stock_demand where tenant_id = $1',
    [company.tenant],
  )
  return new Map(rows.map((row) => [row.document_line_id, [Number(row.quantity), Number(row.reserved)]]))
}

const sorted = <T>(map: Iterable<readonly [string, T]>) => Object.fromEntries([...map].toSorted())
const heldByOracle = (oracle: Oracle) => sorted([...oracle.held].filter(([, quantity]) => quantity !== 0))

test(`one client: after each deed the ledger is what the oracle says (seed ${seed})`, async (t) => {
  const stage = await setStage()
  const player = newPlayer(randomFrom(seed))
  const refusals: Record<string, number> = {}
  for (let turn = 0; turn < 300; turn++) {
    const outcome = await playOnce(stage, player)
    if (outcome !== 'done') refusals[outcome] = (refusals[outcome] ?? 0) + 1
    assert.deepEqual(sorted(await heldInDatabase(stage)), heldByOracle(stage.oracle), `held, turn ${turn}`)
    const demands = [...stage.oracle.demands].map(
      ([line, { quantity, reserved }]) => [line, [quantity, reserved]] as const,
    )
    assert.deepEqual(sorted(await demandsInDatabase(stage)), sorted(demands), `demands, turn ${turn}`)
  }
  assert.deepEqual(await brokenInvariants(world.owner), {})
  t.diagnostic(`seed ${seed}, refused: ${JSON.stringify(refusals)}`)
})

test(`${clients} clients at once: all adds up, nothing is lost, none waits for ever (seed ${seed})`, async (t) => {
  const stage = await setStage()
  const end = Date.now() + seconds * 1000
  let deeds = 0
  const refusals: Record<string, number> = {}
  async function play(player: Player): Promise<void> {
    while (Date.now() < end) {
      const outcome = await playOnce(stage, player)
      deeds += 1
      if (outcome !== 'done') refusals[outcome] = (refusals[outcome] ?? 0) + 1
    }
  }
  await Promise.all(Array.from({ length: clients }, (_, index) => play(newPlayer(randomFrom(seed + index)))))
  assert.deepEqual(sorted(await heldInDatabase(stage)), heldByOracle(stage.oracle))
  const wanted = [...(await demandsInDatabase(stage))].map(([line, [quantity]]) => [line, quantity] as const)
  const expected = [...stage.oracle.demands].map(([line, { quantity }]) => [line, quantity] as const)
  assert.deepEqual(sorted(wanted), sorted(expected))
  assert.deepEqual(await brokenInvariants(world.owner), {})
  t.diagnostic(`seed ${seed}, ${deeds} deeds, refused: ${JSON.stringify(refusals)}`)
})
