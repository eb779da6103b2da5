/** Reserving, serving back orders, allocating and shipping as the application's role (DOMAIN 4). */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { allocate, createWorld, receive, reserve, ship, type World, work } from './testing-world.ts'

let world: World
before(async () => {
  world = await createWorld([{ sku: 'mug' }, { sku: 'plate' }, { sku: 'bowl' }])
})
after(() => world.end())

test('smoke', async () => {
  const { company, app } = world
  const [line, line2, delivery] = [randomUUID(), randomUUID(), randomUUID()]
  await work(app, company, async (s) => {
    await receive(s, company, { sku: 'mug', quantity: '10' })
    console.log(
      await reserve(s, company, [
        { line, sku: 'mug', quantity: '6' },
        { line: line2, sku: 'mug', quantity: '6' },
      ]),
    )
    console.log(await allocate(s, delivery, [{ demand: line, line: randomUUID(), quantity: '4' }]))
    console.log(await ship(s, delivery))
    console.log(await s.rows('select * from stock_level'))
    await receive(s, company, { sku: 'mug', quantity: '10' })
    console.log(
      await s.rows('select * from stock_level'),
      await s.rows('select * from stock_demand'),
      await s.rows('select * from stock_balance'),
      await s.rows('select * from value_entry'),
      await s.rows('select * from outbox_event'),
    )
  })
})
