/** Units convert by exact ratios, the narrowest first, and are rounded once (DOMAIN 19). */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { isDenied } from '#contract/kit/outcome.ts'
import { applyRatio, convertQuantity, type UnitConversion, unitRatio } from './unit-conversion.ts'

const pieces = { unit: 'EA', places: 0 }
const of = (unit: string, into: string, ratio: string, product = '', lot = ''): UnitConversion => {
  const [numerator, denominator] = ratio.split('/')
  return {
    unit,
    into_unit: into,
    numerator: Number(numerator),
    denominator: Number(denominator ?? 1),
    product: product || null,
    lot: lot || null,
  }
}
const general = [
  of('DZ', 'EA', '12'),
  of('KG', 'G', '1000'),
  of('LB', 'G', '45359237/100000'),
  of('OZ', 'LB', '1/16'),
]
const answerOf = (...args: Parameters<typeof convertQuantity>) => {
  const converted = convertQuantity(...args)
  return isDenied(converted) ? converted.denied : converted.quantity
}
/** Which of the conversions stands first in the list must not matter. */
const quantityOf = (...[quantity, from, into, scope]: Parameters<typeof convertQuantity>) => {
  const turned = { ...scope, conversions: scope.conversions.toReversed() }
  const answer = answerOf(quantity, from, into, scope)
  assert.equal(answerOf(quantity, from, into, turned), answer)
  return answer
}

test('one box is 12 pieces of one product and 10 of another', () => {
  const conversions = [...general, of('BOX', 'EA', '12', 'bell'), of('BOX', 'EA', '10', 'tube')]
  assert.equal(quantityOf('2', 'BOX', pieces, { product: 'bell', conversions }), '24')
  assert.equal(quantityOf('2', 'BOX', pieces, { product: 'tube', conversions }), '20')
  assert.equal(
    quantityOf('2', 'BOX', pieces, { product: 'frame', conversions }),
    'common.unit_without_conversion',
  )
  assert.equal(quantityOf('2', 'BOX', pieces, { conversions }), 'common.unit_without_conversion')
})

test('the narrower conversion wins: lot before product before general', () => {
  const conversions = [
    of('L', 'KG', '80/100', 'oil', 'lot 7'),
    of('L', 'KG', '9/10'),
    of('L', 'KG', '85/100', 'oil'),
  ]
  const kilogram = { unit: 'KG', places: 3 }
  assert.equal(quantityOf('10', 'L', kilogram, { conversions }), '9')
  assert.equal(quantityOf('10', 'L', kilogram, { product: 'oil', conversions }), '8.5')
  assert.equal(quantityOf('10', 'L', kilogram, { product: 'oil', lot: 'lot 7', conversions }), '8')
  assert.equal(quantityOf('10', 'L', kilogram, { product: 'oil', lot: 'lot 8', conversions }), '8.5')
  assert.equal(
    quantityOf('8', 'KG', { unit: 'L', places: 3 }, { product: 'oil', lot: 'lot 7', conversions }),
    '10',
  )
})

test('conversions follow one another: pallets of boxes of bags of kilograms', () => {
  const own = [
    of('PAL', 'BOX', '40', 'flour'),
    of('BOX', 'BAG', '8', 'flour'),
    of('BAG', 'KG', '5/2', 'flour'),
  ]
  const scope = { product: 'flour', conversions: [...general, ...own] }
  assert.equal(quantityOf('1', 'PAL', { unit: 'G', places: 0 }, scope), '800000')
  assert.deepEqual(unitRatio('G', 'PAL', scope), { numerator: '1', denominator: '800000' })
  assert.equal(quantityOf('1', 'OZ', { unit: 'G', places: 6 }, scope), '28.349523')
  const direct = { ...scope, conversions: [...scope.conversions, of('PAL', 'KG', '790', 'flour')] }
  assert.equal(quantityOf('1', 'PAL', { unit: 'KG', places: 0 }, direct), '790')
  const ofLot = [...scope.conversions, of('BAG', 'KG', '2', 'flour', 'wet')]
  assert.equal(
    quantityOf('1', 'BOX', { unit: 'KG', places: 0 }, { product: 'flour', lot: 'wet', conversions: ofLot }),
    '16',
  )
})

test('a detour over weights does not replace the dozen', () => {
  const own = [of('DZ', 'KG', '3', 'egg'), of('EA', 'KG', '251/1000', 'egg', 'lot 1')]
  const scope = { product: 'egg', lot: 'lot 1', conversions: [...general, ...own] }
  assert.equal(quantityOf('1', 'DZ', pieces, scope), '12')
})

test('of two chains the one with fewer own conversions counts, then the narrower, then the shorter', () => {
  const kilogram = { unit: 'KG', places: 3 }
  const gram = { unit: 'G', places: 0 }
  const volume = of('GAL', 'L', '4')
  const wine = [...general, volume, of('GAL', 'KG', '5', 'wine'), of('L', 'KG', '1', 'wine', 'dry')]
  assert.equal(quantityOf('1', 'GAL', gram, { product: 'wine', conversions: wine }), '5000')
  assert.equal(quantityOf('1', 'GAL', gram, { product: 'wine', lot: 'dry', conversions: wine }), '4000')
  const casks = [
    volume,
    of('CASK', 'GAL', '10'),
    of('L', 'KG', '1'),
    of('CASK', 'VAT', '2', 'wine'),
    of('VAT', 'KG', '7'),
  ]
  assert.equal(quantityOf('1', 'CASK', kilogram, { product: 'wine', conversions: casks }), '40')
  const ways = [
    of('A', 'B', '2'),
    of('B', 'D', '3'),
    of('A', 'C', '5'),
    of('C', 'E', '7'),
    of('E', 'D', '11'),
  ]
  assert.equal(quantityOf('1', 'A', { unit: 'D', places: 0 }, { conversions: ways }), '6')
})

test('of two conversions alike, the first given counts: the tenant puts its own before the standard', () => {
  const conversions = [of('DZ', 'EA', '13'), of('DZ', 'EA', '12')]
  assert.equal(answerOf('1', 'DZ', pieces, { conversions }), '13')
})

test('a quantity that is not zero never becomes zero, and zero stays', () => {
  const scope = { conversions: general }
  assert.equal(quantityOf('1', 'G', { unit: 'KG', places: 2 }, scope), 'common.quantity_rounds_to_zero')
  assert.equal(quantityOf('-1', 'G', { unit: 'KG', places: 2 }, scope), 'common.quantity_rounds_to_zero')
  assert.equal(quantityOf('5', 'G', { unit: 'KG', places: 2 }, scope), '0.01')
  assert.equal(quantityOf('0.4', 'EA', pieces, scope), 'common.quantity_rounds_to_zero')
  assert.equal(quantityOf('0', 'G', { unit: 'KG', places: 2 }, scope), '0')
})

test('thirds come back: the ratio is kept in integers and rounded once', () => {
  const scope = { conversions: [of('THIRD', 'EA', '1/3')] }
  assert.equal(quantityOf('3', 'THIRD', pieces, scope), '1')
  const positive = fc.integer({ min: 1, max: 1_000_000 })
  fc.assert(
    fc.property(positive, positive, fc.integer({ min: -1_000_000, max: 1_000_000 }), (above, below, many) => {
      const conversions = [of('A', 'B', `${above}/${below}`)]
      // What is entered in whole multiples of the denominator lands on whole units, and comes back.
      const entered = String(many * below)
      const there = quantityOf(entered, 'A', { unit: 'B', places: 0 }, { conversions })
      assert.equal(there, String(many * above))
      assert.equal(quantityOf(there, 'B', { unit: 'A', places: 0 }, { conversions }), entered)
    }),
  )
})

test('a line converts by the ratio it has kept', () => {
  const box = applyRatio('0.25', 'BOX', { numerator: '12', denominator: '1' }, pieces)
  assert.equal(isDenied(box) ? box.denied : box.quantity, '3')
})
