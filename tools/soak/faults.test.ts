/** Kills the server at ten drawn points of confirm, ship, post, import and export; `npm run soak` takes every one. */
import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { after, before, test } from 'node:test'
import { seeded } from '#server/demo/random.ts'
import { brokenRules } from './books.ts'
import { type Step, steps } from './fault-steps.ts'
import { ShopUnderTest } from './shop-under-test.ts'

const shop = new ShopUnderTest()
const isSoak = process.env.KONTOR_SOAK === 'on'
const seed = Number(process.env.KONTOR_SEED ?? randomInt(2 ** 31))
const drawnInTest = 10
before(() => shop.start())
after(() => shop.stop())

test('the books of the demo company agree', async () => {
  assert.deepEqual(await brokenRules(shop), {})
})

test(`a server killed at drawn points leaves nothing half done (seed ${seed})`, {
  skip: isSoak && 'all of them follow',
}, async (context) => {
  const random = seeded(seed)
  for (let draw = 0; draw < drawnInTest; draw += 1) {
    const step = steps[draw % steps.length] as Step
    let point = random.whole(1, step.points)
    context.diagnostic(`${step.name}, before statement ${point}`)
    // The step may have fewer: an earlier one is drawn.
    while (!(await step.cutOff(shop, point))) {
      assert.ok(point > 1, `${step.name} has no statement at all; KONTOR_SEED=${seed} draws it again`)
      point = random.whole(1, point - 1)
    }
  }
})

for (const step of isSoak ? steps : []) {
  test(`${step.name} killed before each of its statements leaves nothing half done`, async (context) => {
    let point = 1
    while (await step.cutOff(shop, point)) point += 1
    context.diagnostic(`${step.name} has ${point - 1} statements`)
    // Those drawn in `npm test` must reach the last of them.
    assert.ok(
      point - 1 <= step.points,
      `${step.name} has ${point - 1} statements, and ${step.points} are drawn from`,
    )
  })
}
