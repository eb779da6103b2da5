/** Stock goes to the earliest promise, and is taken back from the latest (DOMAIN 4, 6). */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { compare, smaller, sum } from '#contract/kit/decimal.ts'
import { breakReservations, type Demand, serveDemand } from './availability.ts'

const demand = (
  id: string,
  quantity: string,
  promised_day: string | null,
  confirmed_at = '2026-01-01T08:00:00Z',
) => ({
  id,
  quantity,
  promised_day,
  confirmed_at,
})
const waiting = [
  demand('no promise', '5', null),
  demand('june', '4', '2026-06-01'),
  demand('may, second', '3', '2026-05-01', '2026-01-01T09:00:00.5Z'),
  demand('may, first', '2.5', '2026-05-01', '2026-01-01T09:00:00Z'),
]

test('stock that comes in goes by promised day, then by time of confirmation', () => {
  assert.deepEqual(serveDemand('7', waiting), [
    { id: 'may, first', quantity: '2.5' },
    { id: 'may, second', quantity: '3' },
    { id: 'june', quantity: '1.5' },
  ])
  assert.deepEqual(serveDemand('0', waiting), [])
})

test('what is missing is taken from the latest promise first', () => {
  assert.deepEqual(breakReservations('6', waiting), [
    { id: 'no promise', quantity: '5' },
    { id: 'june', quantity: '1' },
  ])
})

test('never more is given than is free, nor than is wanted, and nothing is left lying', () => {
  const quantity = fc.integer({ min: 0, max: 5000 }).map((value) => (value / 100).toFixed(2))
  const day = fc.constantFrom(null, '2026-05-01', '2026-05-02')
  const wanted = fc.array(fc.tuple(quantity, day), { maxLength: 10 })
  fc.assert(
    fc.property(quantity, wanted, (free, rows) => {
      const demands: Demand[] = rows.map(([open, promise], index) => demand(String(index), open, promise))
      for (const given of [serveDemand(free, demands), breakReservations(free, demands)]) {
        const open = sum(demands.map((one) => one.quantity))
        assert.equal(compare(sum(given.map((one) => one.quantity)), smaller(free, open)), 0)
        for (const one of given)
          assert.ok(compare(one.quantity, demands[Number(one.id)]?.quantity ?? '0') <= 0)
      }
    }),
  )
})
