/** Instalments sum to the invoice, and each day has its due date and its cash discount (DOMAIN 8). */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Decimal } from 'decimal.js'
import * as fc from 'fast-check'
import { sum } from '#contract/kit/decimal.ts'
import { cashDiscountOn, daysOverdue, dueInstalments, isOverdue, paymentTermFaults } from './payment-terms.ts'

const invoice = { date: '2026-01-31', payable_amount: '1190.00', places: 2 }

test('2 % within 10 days, 30 days net', () => {
  const terms = [{ percent: '100', net_days: 30, discounts: [{ days: 10, percent: '2' }] }]
  const items = dueInstalments(terms, invoice)
  const discount = { until: '2026-02-10', percent: '2', amount: '23.80', payable: '1166.20' }
  assert.deepEqual(items, [{ number: 1, amount: '1190.00', due_date: '2026-03-02', discounts: [discount] }])
})

test('the step of the day of payment counts, its last day included', () => {
  const discounts = [
    { days: 14, percent: '2' },
    { days: 7, percent: '3' },
  ]
  const [item] = dueInstalments([{ percent: '100', net_days: 30, discounts }], invoice)
  assert.ok(item)
  const on = (date: string) => cashDiscountOn(item, date)?.amount ?? null
  assert.deepEqual(['2026-01-31', '2026-02-07', '2026-02-08', '2026-02-14', '2026-02-15'].map(on), [
    '35.70',
    '35.70',
    '23.80',
    '23.80',
    null,
  ])
})

test('a third, a third and the rest', () => {
  const thirds = ['33.3333', '33.3333', '33.3334'].map((percent, index) => ({
    percent,
    net_days: index * 30,
  }))
  const items = dueInstalments(thirds, { ...invoice, payable_amount: '100.00' })
  assert.deepEqual(
    items.map(({ amount, due_date }) => [amount, due_date]),
    [
      ['33.33', '2026-01-31'],
      ['33.33', '2026-03-02'],
      ['33.34', '2026-04-01'],
    ],
  )
})

test('instalments sum to the invoice whatever its amount and shares', () => {
  const amount = fc.integer({ min: -10_000_000, max: 10_000_000 })
  const shares = fc.array(fc.integer({ min: 1, max: 9999 }), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(amount, shares, (cents, parts) => {
      const terms = parts.map((part) => ({ percent: (part / 100).toFixed(2), net_days: 14 }))
      const payable_amount = (cents / 100).toFixed(2)
      const items = dueInstalments(terms, { ...invoice, payable_amount })
      assert.equal(Number(sum(items.map((item) => item.amount))), Number(payable_amount))
      const whole = Decimal.sum(...parts)
      for (const [index, item] of items.entries()) {
        const exact = new Decimal(payable_amount).times(parts[index] ?? 0).div(whole)
        assert.ok(exact.minus(item.amount).abs().lt('0.01'))
      }
    }),
  )
})

test('an open item is overdue from the day after its due date', () => {
  const item = { due_date: '2026-03-02', open_amount: '10.00' }
  assert.deepEqual(
    ['2026-03-01', '2026-03-02', '2026-03-03', '2026-04-02'].map((today) => daysOverdue(item, today)),
    [0, 0, 1, 31],
  )
  assert.equal(isOverdue(item, '2026-03-03'), true)
  assert.equal(isOverdue({ ...item, open_amount: '0.00' }, '2026-03-03'), false)
})

test('terms that cannot be meant are named at their field', () => {
  const faultsOf = (...terms: Parameters<typeof paymentTermFaults>[0]) =>
    paymentTermFaults(terms).map((fault) => `${fault.pointer} ${fault.code}`)
  const half = { percent: '50', net_days: 30 }
  const steps = (...discounts: { days: number; percent: string }[]) =>
    faultsOf({ percent: '100', net_days: 30, discounts })
  assert.deepEqual(faultsOf(half, { ...half, net_days: 0 }), [])
  assert.deepEqual(faultsOf(half), ['/instalments contact.instalments_not_whole'])
  assert.deepEqual(faultsOf({ ...half, percent: '100' }, { ...half, percent: '0' }), [
    '/instalments/1/percent kit.too_small',
  ])
  assert.deepEqual(faultsOf({ percent: '100', net_days: -1 }), ['/instalments/0/net_days kit.too_small'])
  assert.deepEqual(steps({ days: 0, percent: '3' }, { days: 30, percent: '2' }), [])
  const wrong = [
    ['/instalments/0/discounts/1 contact.cash_discount_steps'],
    ['/instalments/0/discounts/0 contact.cash_discount_steps'],
  ]
  assert.deepEqual(steps({ days: 7, percent: '2' }, { days: 14, percent: '3' }), wrong[0])
  assert.deepEqual(steps({ days: 7, percent: '2' }, { days: 7, percent: '1' }), wrong[0])
  assert.deepEqual(steps({ days: 7, percent: '2' }, { days: 14, percent: '2' }), wrong[0])
  assert.deepEqual(steps({ days: 31, percent: '2' }), wrong[1])
  assert.deepEqual(steps({ days: 7, percent: '0' }), wrong[1])
  assert.deepEqual(steps({ days: 7, percent: '100' }), wrong[1])
})
