/** Customers who demand lots that last: they are promised only such, others get what those cannot (DOMAIN 20). */
import assert from 'node:assert/strict'
import { randomInt, randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { brokenInvariants } from './testing/invariants.ts'
import { allocate, receive, reserve } from './testing/deeds.ts'
import { randomFrom } from './testing/players.ts'
import { createWorld, refusal, type Session, type World, work } from './testing/world.ts'

/** LEDGER_SEED replays; LEDGER_ROUNDS prolongs (in the soak). */
const seed = Number(process.env.LEDGER_SEED ?? randomInt(1, 1_000_000_000))
const rounds = Number(process.env.LEDGER_ROUNDS ?? 4)

const delivered = '2030-01-01'
const skus = ['salve', 'balm', 'cream', ...Array.from({ length: rounds }, (_, round) => `round ${round}`)]
let world: World
before(async () => {
  world = await createWorld(skus.map((sku) => ({ sku, tracking: 'lot' })))
})
after(() => world.end())

const inCompany = <T>(use: (session: Session) => Promise<T>) => work(world.app, world.company, use)

/** Goods of a lot that still lasts so many days on the day of delivery. */
async function arrive(s: Session, sku: string, days: number, quantity: number): Promise<string> {
  const { company } = world
  const lot = randomUUID()
  await s.rows(
    `insert into lot (id, tenant_id, product_id, number, expires_on)
    values ($1::uuid, $2, $3, $1::uuid::text, $4::date + $5::int)`,
    [lot, company.tenant, company.products[sku], delivered, days],
  )
  await receive(s, company, { sku, quantity: String(quantity), lot_id: lot })
  return lot
}

const order = (s: Session, sku: string, days: number, quantity: number, line: string = randomUUID()) =>
  reserve(s, world.company, [
    { line, sku, quantity: String(quantity), promised_on: delivered, minimum_life_days: days },
  ])

async function reservedOf(s: Session, sku: string) {
  const rows = await s.rows<{ line: string; days: number; quantity: number; reserved: number }>(
    `select document_line_id as line, minimum_life_days as days, quantity::float, reserved::float
    from stock_demand where product_id = $1 order by confirmed_at`,
    [world.company.products[sku]],
  )
  return rows
}

test('only lots that last are promised, and what does not last goes to who waits behind', async () => {
  await inCompany(async (s) => {
    const held = async () => (await reservedOf(s, 'salve')).map(({ reserved }) => reserved)
    await arrive(s, 'salve', 90, 5)
    await arrive(s, 'salve', 200, 4)
    const [first] = await order(s, 'salve', 180, 6)
    assert.deepEqual([Number(first?.reserved), Number(first?.open_quantity)], [4, 2])
    await order(s, 'salve', 0, 7)
    assert.deepEqual(await held(), [4, 5])
    await arrive(s, 'salve', 100, 1)
    assert.deepEqual(await held(), [4, 6], 'the first in the queue cannot take it')
    await arrive(s, 'salve', 180, 3)
    assert.deepEqual(await held(), [6, 7])
  })
  assert.deepEqual(await brokenInvariants(world.owner), {})
})

test('an amendment that wants longer life gives back what does not last', async () => {
  await inCompany(async (s) => {
    const line = randomUUID()
    await arrive(s, 'balm', 90, 5)
    await arrive(s, 'balm', 300, 2)
    await order(s, 'balm', 30, 6, line)
    await order(s, 'balm', 0, 6)
    const [before] = await reservedOf(s, 'balm')
    assert.equal(before?.reserved, 6)
    await order(s, 'balm', 180, 6, line)
    assert.deepEqual(
      (await reservedOf(s, 'balm')).map(({ reserved }) => reserved),
      [2, 5],
    )
  })
})

test('of deliveries made ready together, each gets lots by the life its own customer demands', async () => {
  await inCompany(async (s) => {
    const [any, long] = [randomUUID(), randomUUID()]
    const [short, lasting] = [await arrive(s, 'cream', 10, 3), await arrive(s, 'cream', 400, 3)]
    await order(s, 'cream', 0, 3, any)
    await order(s, 'cream', 365, 3, long)
    const picks = await allocate(
      s,
      randomUUID(),
      [any, long].map((demand) => ({ demand, line: demand.replace(/^./, 'f'), quantity: '3' })),
      delivered,
    )
    assert.deepEqual(
      picks.map(({ lot_number }) => lot_number),
      [short, lasting],
    )
    await order(s, 'cream', 365, 1, randomUUID())
    const [, , waiting] = await reservedOf(s, 'cream')
    const wish = [{ demand: waiting?.line ?? '', line: randomUUID(), quantity: '1' }]
    assert.equal((await refusal(allocate(s, randomUUID(), wish, delivered))).code, 'inventory.not_reserved')
  })
})

test(`all that is promised can be picked, and no more could be promised (seed ${seed})`, async () => {
  const random = randomFrom(seed)
  const lives = [0, 0, 30, 90, 180]
  const any = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)] as T
  for (let round = 0; round < rounds; round++) {
    const sku = `round ${round}`
    const lots: { days: number; quantity: number }[] = []
    await inCompany(async (s) => {
      for (let turn = 0; turn < 12; turn++) {
        const quantity = 1 + Math.floor(random() * 8)
        if (random() < 0.5) {
          const days = any([20, 60, 120, 400])
          await arrive(s, sku, days, quantity)
          lots.push({ days, quantity })
        } else await order(s, sku, any(lives), quantity)
        const demands = await reservedOf(s, sku)
        const left = (days: number) =>
          lots.reduce((sum, lot) => sum + (lot.days >= days ? lot.quantity : 0), 0) -
          demands.reduce((sum, demand) => sum + (demand.days >= days ? demand.reserved : 0), 0)
        for (const { days, quantity: wanted, reserved } of demands) {
          const free = Math.min(...lives.filter((life) => life <= days).map(left))
          assert.ok(free >= 0, `more promised than there is, round ${round}, turn ${turn}`)
          assert.ok(free === 0 || reserved === wanted, `somebody waits in vain, round ${round}, turn ${turn}`)
        }
      }
      for (const { line, reserved } of (await reservedOf(s, sku)).filter((row) => row.reserved > 0)) {
        const wish = { demand: line, line: randomUUID(), quantity: String(reserved) }
        await allocate(s, randomUUID(), [wish], delivered)
      }
    })
  }
  assert.deepEqual(await brokenInvariants(world.owner), {})
})
