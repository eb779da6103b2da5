/** Shares always sum to the whole, and none is a unit or more beside its exact part. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Decimal } from 'decimal.js'
import * as fc from 'fast-check'
import { negate, sum } from './decimal.ts'
import { split } from './split.ts'

const cents = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((value) => (value / 100).toFixed(2))
const weights = fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 12 }).map((all) => all.map(String))

test('a split sums to the whole and keeps every share within one unit of its part', () => {
  fc.assert(
    fc.property(cents, weights, (total, parts) => {
      const shares = split(total, parts, 2)
      assert.equal(new Decimal(sum(shares)).toFixed(2), new Decimal(total).toFixed(2))
      const whole = Decimal.sum(...parts)
      fc.pre(!whole.isZero())
      for (const [index, share] of shares.entries()) {
        const exact = new Decimal(total).times(parts[index] ?? 0).div(whole)
        assert.ok(exact.minus(share).abs().lt('0.01'), `${share} of ${exact}`)
      }
    }),
    { numRuns: 500 },
  )
})

test('the split of a credit mirrors the split of what it credits', () => {
  fc.assert(
    fc.property(cents, weights, (total, parts) => {
      const mirrored = split(negate(total), parts, 2).map(negate)
      assert.deepEqual(
        mirrored,
        split(total, parts, 2).map((share) => negate(negate(share))),
      )
    }),
  )
})

test('the largest remainder gets the cent, the first of equals', () => {
  assert.deepEqual(split('100', ['1', '1', '1'], 2), ['33.34', '33.33', '33.33'])
  assert.deepEqual(split('0.05', ['1', '2', '3'], 2), ['0.01', '0.02', '0.02'])
  assert.deepEqual(split('1', ['0.10', '0.25', '0.65'], 1), ['0.1', '0.3', '0.6'])
  assert.deepEqual(split('10', ['0', '0'], 0), ['10', '0'])
  assert.deepEqual(split('0', [], 2), [])
})
