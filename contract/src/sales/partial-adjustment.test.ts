/** However an order is billed in parts, its discount is given once and whole (DOMAIN 10). */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Decimal } from 'decimal.js'
import * as fc from 'fast-check'
import { sum } from '#contract/kit/decimal.ts'
import { partialAdjustment } from './partial-adjustment.ts'

const money = (cents: number) => (cents / 100).toFixed(2)

test('partial invoices of any partition sum to the whole, each within a cent of its part', () => {
  const partition = fc.array(fc.nat(500_000), { minLength: 1, maxLength: 10 })
  fc.assert(
    fc.property(fc.nat(100_000), partition, (cents, parts) => {
      const whole = parts.reduce((all, part) => all + part, 0)
      let [billedLines, billedAmount] = ['0', '0']
      for (const [index, part] of parts.entries()) {
        const share = partialAdjustment({
          places: 2,
          amount: money(cents),
          order_lines: money(whole),
          billed_lines: billedLines,
          billed_amount: billedAmount,
          lines: money(part),
          is_last: index === parts.length - 1,
        })
        const exact = whole === 0 ? null : new Decimal(cents).times(part).div(whole).div(100)
        if (exact) assert.ok(exact.minus(share).abs().lt('0.01'), `${share} of ${exact}`)
        billedLines = sum([billedLines, money(part)])
        billedAmount = sum([billedAmount, share])
      }
      assert.equal(new Decimal(billedAmount).toFixed(2), money(cents))
    }),
    { numRuns: 500 },
  )
})

test('more billed than ordered does not give more discount than agreed', () => {
  const input = { places: 2, amount: '10', order_lines: '100', billed_lines: '90', billed_amount: '9' }
  assert.equal(partialAdjustment({ ...input, lines: '50', is_last: false }), '1.00')
  assert.equal(partialAdjustment({ ...input, order_lines: '0', lines: '50', is_last: false }), '0.00')
})
