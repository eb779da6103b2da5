/** Decimal arithmetic agrees with an independent library, and reads nothing but plain decimals. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Decimal } from 'decimal.js'
import * as fc from 'fast-check'
import {
  add,
  canonical,
  compare,
  divide,
  fixed,
  isNegative,
  isPositive,
  isZero,
  larger,
  multiply,
  negate,
  parseDecimal,
  quotient,
  round,
  smaller,
  subtract,
  sum,
} from './decimal.ts'
import { NotADecimal } from './scaled.ts'

/** Precise enough that the library never rounds a sum, a product or the decision of a quotient. */
const Oracle = Decimal.clone({
  precision: 300,
  rounding: Decimal.ROUND_HALF_UP,
  toExpNeg: -1e6,
  toExpPos: 1e6,
})

const decimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: 0, max: 12 }))
  .map(([digits, scale]) => new Oracle(digits.toString()).div(new Oracle(10).pow(scale)).toFixed(scale))
const places = fc.integer({ min: 0, max: 8 })
const positiveZero = (text: string) => text.replace(/^-(0(\.0*)?)$/, '$1')

test('sums, products and comparisons are exact', () => {
  fc.assert(
    fc.property(decimal, decimal, decimal, (a, b, c) => {
      const [x, y, z] = [new Oracle(a), new Oracle(b), new Oracle(c)]
      assert.equal(add(a, b), positiveZero(x.plus(y).toFixed()))
      assert.equal(subtract(a, b), positiveZero(x.minus(y).toFixed()))
      assert.equal(multiply(a, b), positiveZero(x.times(y).toFixed()))
      assert.equal(sum([a, b, c]), positiveZero(x.plus(y).plus(z).toFixed()))
      assert.equal(compare(a, b), x.comparedTo(y))
      assert.equal(smaller(a, b), positiveZero(Oracle.min(x, y).toFixed()))
      assert.equal(larger(a, b), positiveZero(Oracle.max(x, y).toFixed()))
      assert.deepEqual([isZero(a), isNegative(a), isPositive(a)], [x.isZero(), x.lt(0), x.gt(0)])
    }),
    { numRuns: 500 },
  )
})

test('a quotient is rounded once, half away from zero', () => {
  fc.assert(
    fc.property(decimal, decimal, decimal, places, (a, b, c, digits) => {
      fc.pre(!isZero(b) && !isZero(c))
      const exact = new Oracle(a).div(b)
      assert.equal(divide(a, b, digits), positiveZero(exact.toDecimalPlaces(digits).toFixed()))
      assert.equal(fixed(a, digits), positiveZero(new Oracle(a).toFixed(digits)))
      assert.equal(round(a, digits), positiveZero(new Oracle(a).toDecimalPlaces(digits).toFixed()))
      assert.equal(
        quotient([a, b], [b, c], digits),
        positiveZero(new Oracle(a).div(c).toDecimalPlaces(digits).toFixed()),
      )
    }),
    { numRuns: 500 },
  )
})

test('halves go away from zero on both sides', () => {
  for (const [value, digits, up] of [
    ['0.005', 2, '0.01'],
    ['9.045', 2, '9.05'],
    ['1.5', 0, '2'],
    ['2.5', 0, '3'],
    ['0.0049999999999999999999', 2, '0.00'],
  ] as const) {
    assert.equal(fixed(value, digits), up)
    assert.equal(fixed(`-${value}`, digits), positiveZero(`-${up}`))
  }
  fc.assert(
    fc.property(decimal, places, (a, digits) => round(negate(a), digits) === negate(round(a, digits))),
  )
})

test('a number has one shortest form', () => {
  assert.deepEqual(['1.500000', '0.000', '-0.0', '-0', '007.10', '100', '0.10', '-12.3400'].map(canonical), [
    '1.5',
    '0',
    '0',
    '0',
    '7.1',
    '100',
    '0.1',
    '-12.34',
  ])
  fc.assert(
    fc.property(decimal, (a) => canonical(canonical(a)) === canonical(a) && compare(a, canonical(a)) === 0),
  )
})

test('what is no plain decimal is not calculated with', () => {
  const wrong = [
    '',
    ' ',
    ' 1',
    '1 ',
    '+1',
    '.5',
    '5.',
    '1e3',
    '0x10',
    'NaN',
    'Infinity',
    '1,5',
    '1.2.3',
    '--1',
  ]
  for (const text of [...wrong, '١٢', '9'.repeat(201)]) {
    assert.throws(() => canonical(text), NotADecimal, text)
    assert.equal(parseDecimal(text).ok, false, text)
  }
  assert.throws(() => divide('1', '0', 2), NotADecimal)
  assert.equal(canonical('9'.repeat(200)).length, 200)
})

test('an entered number is read or the broken rule is named', () => {
  const read = (input: unknown, rule = {}) => {
    const parsed = parseDecimal(input, rule)
    return parsed.ok ? parsed.value : parsed.code
  }
  assert.equal(read('0012.500'), '12.5')
  assert.equal(read('12.340000', { places: 2 }), '12.34')
  assert.equal(read('12.345', { places: 2 }), 'kit.too_many_places')
  assert.equal(read(12.5), 'kit.wrong_type')
  assert.equal(read(null), 'kit.wrong_type')
  assert.equal(read('99999999999999.999999'), '99999999999999.999999')
  assert.equal(read('100000000000000'), 'kit.too_great')
  assert.equal(read('-100000000000000'), 'kit.too_small')
  assert.equal(read('0.5', { digits: 5, places: 5 }), '0.5')
  assert.equal(read('1', { digits: 5, places: 5 }), 'kit.too_great')
  const outside = parseDecimal('-1000', { digits: 5, places: 2 })
  assert.deepEqual(outside, { ok: false, code: 'kit.too_small', parameters: { min: '-999' } })
  assert.equal(read('-1', { min: 0 }), 'kit.too_small')
  assert.equal(read('0', { min: 0 }), '0')
  assert.equal(read('100.01', { max: 100 }), 'kit.too_great')
  assert.equal(read('100.00', { max: '100' }), '100')
})
