/** What a clerk types is what is saved: every field of a form, in both languages, with and without a mouse. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { isCreatable } from '#contract/kit/resource.ts'
import { records } from '#contract/modules.ts'
import { type Clerk, startClerk } from './kit/kontor.ts'
import { pagesOfTheirOwn } from './kit/typing/exceptions.ts'
import { openWorld } from './kit/typing/making.ts'
import { typingJourney } from './kit/typing/typing-journey.ts'

/** All in the soak. Here those that have most kinds of field and both sorts of line grids, and one in turn. */
const always = ['contact.payment_term', 'inventory.warehouse', 'inventory.goods_receipt']
const inTurn = ['user.object_permission', 'products.price', 'products.category', 'products.product_image']
const isSoak = process.env.KONTOR_SOAK === 'on'
const seed = Number(process.env.KONTOR_SEED ?? Date.now() % 100_000)
const wanted =
  process.env.KONTOR_FORMS?.split(',') ?? (isSoak ? null : [...always, inTurn[seed % inTurn.length]])

let clerk: Clerk
let opened: Awaited<ReturnType<typeof openWorld>>

before(async () => {
  clerk = await startClerk(isSoak ? 'demo' : 'empty')
  opened = await openWorld(clerk)
})
after(() => clerk?.stop())

const forms = [...records.values()].filter(
  (record) => isCreatable(record) && record.partOf === undefined && !(record.name in pagesOfTheirOwn),
)

for (const [index, record] of forms.entries()) {
  if (wanted !== null && !wanted.includes(record.name)) continue
  const turn = seed + index
  const language = turn % 2 === 0 ? 'de' : 'en'
  const other = language === 'de' ? 'en' : 'de'
  const byKeyboard = Math.floor(turn / 2) % 2 === 0
  const way = `${language}, then ${other}, ${byKeyboard ? 'by keyboard' : 'with the mouse'}`
  test(`${record.name} (${way}; KONTOR_SEED=${seed})`, async () => {
    const hand = { page: clerk.page, ...opened, language, byKeyboard }
    assert.deepEqual(await typingJourney(hand, record, other), [])
    assert.deepEqual(clerk.complaints.splice(0), [])
  })
}
