/** The spreading of a payment: by due date, the wanted invoice first, a cash discount only when earned. */
import { expect, test } from 'vitest'
import { allocationsOf, type OpenItem, spent, suggest } from './allocation.ts'

const item = (id: string, due_date: string, open_amount: string, more: Partial<OpenItem> = {}): OpenItem => ({
  id,
  invoice: `invoice-${id}`,
  invoice_name: id,
  instalment: 1,
  due_date,
  amount: open_amount,
  open_amount,
  currency_name: 'EUR',
  is_overdue: false,
  discounts: [],
  ...more,
})
const early = item('early', '2026-01-10', '100.00')
const late = item('late', '2026-02-10', '50.50')

test('the oldest is paid first, the last one in part', () => {
  const shares = suggest('120', [late, early], '2026-01-01')
  expect(shares).toEqual({
    early: { amount: '100', discount: '0' },
    late: { amount: '20', discount: '0' },
  })
  expect(spent(shares)).toBe('120')
})

test('the wanted invoice comes before older ones', () => {
  expect(Object.keys(suggest('50.50', [early, late], null, 'invoice-late'))).toEqual(['late'])
})

test('a cash discount is taken in time and only when the item is paid in full with it', () => {
  const step = (until: string, amount: string) => ({
    until,
    percent: amount,
    amount,
    payable: `${100 - Number(amount)}`,
  })
  const steps = [step('2026-01-10', '2'), step('2026-01-20', '1')]
  const offered = item('offered', '2026-01-30', '100', { discounts: steps })
  expect(suggest('98', [offered], '2026-01-10')).toEqual({ offered: { amount: '98', discount: '2' } })
  expect(suggest('97', [offered], '2026-01-10')).toEqual({ offered: { amount: '97', discount: '0' } })
  expect(suggest('98', [offered], '2026-01-11')).toEqual({ offered: { amount: '98', discount: '0' } })
  expect(suggest('99', [offered], '2026-01-11')).toEqual({ offered: { amount: '99', discount: '1' } })
  expect(suggest('99', [offered], '2026-01-21')).toEqual({ offered: { amount: '99', discount: '0' } })
  expect(allocationsOf(suggest('98', [offered], '2026-01-10'))).toEqual([
    { open_item: 'offered', kind: 'payment', amount: '98' },
    { open_item: 'offered', kind: 'cash_discount', amount: '2' },
  ])
})

test('no money settles nothing', () => {
  expect(suggest('0', [early], null)).toEqual({})
})
