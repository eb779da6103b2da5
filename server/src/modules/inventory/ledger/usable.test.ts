/** Goods come to a place while their lot or the place is closed: they are usable in neither order (DOMAIN 4). */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { receive } from './testing/deeds.ts'
import { brokenInvariants } from './testing/invariants.ts'
import { createWorld, type Session, type World, work } from './testing/world.ts'

let world: World
before(async () => {
  world = await createWorld(['mug', 'jug'].map((sku) => ({ sku, tracking: 'lot' as const })))
})
after(() => world.end())

type Deed = (session: Session) => Promise<unknown>
const inCompany = (deed: Deed) => work(world.app, world.company, deed)

async function newLot(sku: string): Promise<string> {
  const { company } = world
  const id = randomUUID()
  await inCompany((s) =>
    s.rows('insert into lot (id, tenant_id, product_id, number) values ($1, $2, $3, $4)', [
      id,
      company.tenant,
      company.products[sku],
      id.slice(0, 8),
    ]),
  )
  return id
}

/** True once a connection waits for a lock of another, or once `work` is through without having to wait. */
async function waitsOrEnds(deed: Promise<unknown>): Promise<void> {
  let isThrough = false
  void deed.then(() => (isThrough = true))
  for (;;) {
    const { rows } = await world.owner.query<{ waits: boolean }>(
      `select exists (select from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock') as waits`,
    )
    if (isThrough || rows[0]?.waits) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

/** The second begins while the first has not ended yet. */
async function interlaced(first: Deed, second: Deed): Promise<void> {
  let other: Promise<unknown> = Promise.resolve()
  await inCompany(async (session) => {
    await first(session)
    other = inCompany(second)
    await waitsOrEnds(other)
  })
  await other
}

for (const [sku, isKnown] of [
  ['mug', true],
  ['jug', false],
] as const) {
  const what = isKnown ? 'goods that were there before' : 'goods that were never there'
  for (const isMoveFirst of [true, false]) {
    test(`a lot is blocked ${isMoveFirst ? 'after' : 'before'} ${what} arrive`, async () => {
      const { company } = world
      const lot = await newLot(sku)
      if (isKnown)
        await inCompany(async (s) => receive(s, company, { sku, quantity: '1', lot_id: await newLot(sku) }))
      const warehouse = isMoveFirst ? company.main : company.second
      const arrive: Deed = (s) => receive(s, company, { sku, quantity: '3', lot_id: lot, warehouse })
      const block: Deed = (s) => s.rows(`update lot set status = 'blocked' where id = $1`, [lot])
      await (isMoveFirst ? interlaced(arrive, block) : interlaced(block, arrive))
      assert.deepEqual(await brokenInvariants(world.owner), {})
    })
  }
}

for (const isMoveFirst of [true, false]) {
  test(`a place is closed ${isMoveFirst ? 'after' : 'before'} goods come to it`, async () => {
    const { company } = world
    const lot = await newLot('mug')
    const place = randomUUID()
    await inCompany((s) =>
      s.rows(
        `insert into stock_location (id, tenant_id, organization_id, warehouse_id, name)
         values ($1, $2, $3, $4, $5)`,
        [place, company.tenant, company.site, company.main, place.slice(0, 8)],
      ),
    )
    const arrive: Deed = (s) => receive(s, company, { sku: 'mug', quantity: '3', lot_id: lot, place })
    const close: Deed = (s) => s.rows('update stock_location set is_pickable = false where id = $1', [place])
    await (isMoveFirst ? interlaced(arrive, close) : interlaced(close, arrive))
    assert.deepEqual(await brokenInvariants(world.owner), {})
  })
}
