/** Kills the server at ten drawn fault points of confirm, ship, post and import; `npm run soak` takes every one. */
import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { after, before, test } from 'node:test'
import { brokenRules } from './books.ts'
import { steps } from './fault-steps.ts'
import { ShopUnderTest } from './shop-under-test.ts'

const shop = new ShopUnderTest()
const isSoak = process.env.KONTOR_SOAK === 'on'
/** In `npm test` a few, others each time; all of them in the soak. */
const drawnInTest = 6
before(() => shop.start())
after(() => shop.stop())

test('the books of the demo company agree', async () => {
  assert.deepEqual(await brokenRules(shop), {})
})

test('a server killed at any point leaves nothing half done', {
  timeout: isSoak ? 0 : 170_000,
}, async (context) => {
  let cut = 0
  for (const [step, point] of isSoak ? everyPoint() : drawn(drawnInTest)) {
    context.diagnostic(`${step.name}, before statement ${point}`)
    if (await step.cutOff(shop, point)) cut += 1
  }
  assert.ok(cut >= drawnInTest / 2, `only ${cut} of the points were met`)
})

function* everyPoint() {
  for (const step of steps) for (let point = 1; point <= step.points; point += 1) yield [step, point] as const
}

function drawn(count: number) {
  return Array.from({ length: count }, (_, index) => {
    const step = steps[index % steps.length] as (typeof steps)[number]
    return [step, randomInt(1, step.points + 1)] as const
  })
}
