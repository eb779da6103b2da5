/** The price nearest to the customer wins, on its days, from its quantity, in its currency (DOMAIN 11). */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { lookUpPrice, type PriceCandidate, priceLevels } from './price-lookup.ts'

const candidate = (id: string, more: Partial<PriceCandidate> = {}): PriceCandidate => ({
  id,
  price_list: 'list',
  level: 'base',
  currency: 'EUR',
  is_gross: false,
  breaks_over_family: false,
  is_of_family: false,
  price: '10',
  price_quantity: '1',
  unit: 'EA',
  minimum_quantity: '0',
  valid_from: null,
  valid_to: null,
  ...more,
})
const question = { date: '2026-05-15', currency: 'EUR', is_gross: false, quantity: '10' }
const found = (candidates: PriceCandidate[], more = {}) =>
  lookUpPrice({ ...question, ...more }, candidates).found?.id ?? null

test('contract before customer list before tier before base, whatever they cost', () => {
  const all = priceLevels.map((level, index) => candidate(level, { level, price: String(100 - index) }))
  for (const [index, level] of priceLevels.entries()) {
    assert.equal(found(all.slice(index)), level)
    assert.equal(found(all.slice(index).toReversed()), level)
  }
  assert.equal(found([]), null)
})

test('a level without a price for this quantity leaves it to the next', () => {
  const contract = candidate('contract', { level: 'contract', minimum_quantity: '50' })
  assert.equal(found([contract, candidate('base')]), 'base')
  assert.equal(found([contract, candidate('base')], { quantity: '50' }), 'contract')
})

test('the highest break that is reached holds, in base unit', () => {
  const breaks = ['0', '10', '100'].map((minimum_quantity) =>
    candidate(minimum_quantity, { minimum_quantity }),
  )
  const at = (quantity: string) => found(breaks, { quantity })
  assert.deepEqual(['9.999999', '10', '96', '100', '1000'].map(at), ['0', '10', '10', '100', '100'])
})

test('a list may count the whole family towards a break', () => {
  const family = [candidate('one'), candidate('many', { minimum_quantity: '100', breaks_over_family: true })]
  const own = [candidate('one'), candidate('many', { minimum_quantity: '100' })]
  assert.equal(found(family, { family_quantity: '100' }), 'many')
  assert.equal(found(own, { family_quantity: '100' }), 'one')
  assert.equal(found(family, { family_quantity: null }), 'one')
})

test('validity includes both days, of the price and of its list', () => {
  const days = ['2026-04-30', '2026-05-01', '2026-05-31', '2026-06-01']
  const on = (more: Partial<PriceCandidate>) =>
    days.map((date) => found([candidate('price', more)], { date }))
  const expected = [null, 'price', 'price', null]
  assert.deepEqual(on({ valid_from: '2026-05-01', valid_to: '2026-05-31' }), expected)
  assert.deepEqual(on({ list_valid_from: '2026-05-01', list_valid_to: '2026-05-31' }), expected)
  const younger = [candidate('old'), candidate('new', { valid_from: '2026-05-01' })]
  assert.equal(found(younger), 'new')
  assert.equal(found(younger.toReversed()), 'new')
})

test('a variant has its own price before that of its family', () => {
  const family = candidate('family', { is_of_family: true, minimum_quantity: '10' })
  assert.equal(found([family, candidate('own')]), 'own')
  assert.equal(found([family]), 'family')
})

test('neither currency nor net and gross are mixed, and each price passed over says why', () => {
  const answer = lookUpPrice(question, [
    candidate('dollar', { currency: 'USD', level: 'contract' }),
    candidate('gross', { is_gross: true }),
    candidate('late', { valid_from: '2026-05-16' }),
    candidate('break', { minimum_quantity: '11' }),
    candidate('b'),
    candidate('a'),
  ])
  assert.equal(answer.found?.id, 'a')
  assert.deepEqual(
    answer.passed_over.map(({ candidate: { id }, reason }) => `${id} ${reason}`),
    [
      'dollar other_currency',
      'gross net_or_gross',
      'late not_valid_on_date',
      'break below_break',
      'b outranked',
    ],
  )
})

test('the order in which prices are read does not matter', () => {
  const some = fc.record({
    level: fc.constantFrom(...priceLevels),
    minimum_quantity: fc.constantFrom('0', '5', '10', '20'),
    valid_from: fc.constantFrom(null, '2026-01-01', '2026-05-15', '2026-06-01'),
    is_of_family: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(some, { minLength: 1, maxLength: 8 }), fc.nat(), (rows, turn) => {
      const all = rows.map((row, index) => candidate(String(index), row))
      const turned = all.map((_, index) => all[(index + turn) % all.length] as PriceCandidate)
      assert.equal(found(turned), found(all))
    }),
  )
})
