/** The examples of DOMAIN 10 and 11, to the cent. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { documentTotals } from './document-totals.ts'
import { itemPrice, lineAmount } from './line-amount.ts'
import { partialAdjustment } from './partial-adjustment.ts'
import type { TotalsLine } from './totals-input.ts'

const line = (unit_price: string, more: Partial<TotalsLine> = {}): TotalsLine => ({
  quantity: '1',
  unit_price,
  price_quantity: '1',
  discount_percent: '0',
  category: 'S',
  tax_percent: '19',
  ...more,
})
const net = { places: 2, is_gross: false }
const gross = { places: 2, is_gross: true }

test('10.05 less 10 % is 9.05, from a price of 9.045 that is not rounded', () => {
  const discounted = line('10.05', { discount_percent: '10' })
  assert.equal(lineAmount(discounted, 2), '9.05')
  assert.equal(itemPrice(discounted), '9.045')
  assert.equal(lineAmount({ ...discounted, quantity: '10' }, 2), '90.45')
  assert.equal(lineAmount({ ...discounted, quantity: '-1' }, 2), '-9.05')
})

test('9.99, 13.00 and 19.95 with 19 % are reached by gross documents', () => {
  for (const [price, tax, left] of [
    ['9.99', '1.60', '8.39'],
    ['13.00', '2.08', '10.92'],
    ['19.95', '3.19', '16.76'],
  ] as const) {
    const totals = documentTotals({ ...gross, lines: [line(price)] })
    assert.deepEqual([totals.gross_total, totals.tax_total, totals.net_total], [price, tax, left])
    assert.equal(totals.line_total, left)
  }
  const reach = (price: string) => documentTotals({ ...net, lines: [line(price)] }).gross_total
  assert.deepEqual([reach('8.39'), reach('8.40')], ['9.98', '10.00'])
})

test('1,597 of the first 10,000 cent prices are out of reach for net lines, and none for gross ones', () => {
  const reached = new Set<string>()
  for (let cents = 1; cents <= 10_000; cents += 1) {
    reached.add(documentTotals({ ...net, lines: [line((cents / 100).toFixed(2))] }).gross_total)
  }
  let missed = 0
  for (let cents = 1; cents <= 10_000; cents += 1) {
    const price = (cents / 100).toFixed(2)
    if (!reached.has(price)) missed += 1
    assert.equal(documentTotals({ ...gross, lines: [line(price)] }).gross_total, price)
  }
  assert.equal(missed, 1597)
})

test('screws at 1.23 per 100', () => {
  assert.equal(lineAmount(line('1.23', { quantity: '250', price_quantity: '100' }), 2), '3.08')
  const boxes = { quantity: '8', price_quantity: '100', price_ratio: { numerator: '200', denominator: '1' } }
  assert.equal(lineAmount(line('1.23', boxes), 2), '19.68')
})

test('a discount and freight over goods at 19 % and 7 % give each group its part', () => {
  const totals = documentTotals({
    ...net,
    lines: [line('200'), line('100', { tax_percent: '7' })],
    adjustments: [
      { kind: 'allowance', amount: '100' },
      { kind: 'charge', amount: '10' },
    ],
  })
  assert.deepEqual(
    totals.groups.map((group) => [
      group.tax_percent,
      group.allowance_net,
      group.charge_net,
      group.net,
      group.tax,
    ]),
    [
      ['19', '66.67', '6.67', '140.00', '26.60'],
      ['7', '33.33', '3.33', '70.00', '4.90'],
    ],
  )
  assert.equal(totals.gross_total, '241.50')
  assert.deepEqual(
    totals.shares.map(({ adjustment, kind, tax_percent, net }) =>
      [adjustment, kind, tax_percent, net].join(' '),
    ),
    ['0 allowance 19 66.67', '0 allowance 7 33.33', '1 charge 19 6.67', '1 charge 7 3.33'],
  )
})

test('K, AE, E and G stay apart although all are 0 %', () => {
  const zero = { tax_percent: '0' }
  const totals = documentTotals({
    ...net,
    lines: [
      line('1', { ...zero, category: 'G', exemption_code: 'VATEX-EU-G' }),
      line('2', { ...zero, category: 'AE' }),
      line('3', { ...zero, category: 'K', exemption_code: 'VATEX-EU-IC' }),
      line('4', { ...zero, category: 'E' }),
      line('5', { ...zero, category: 'K', exemption_code: 'VATEX-EU-IC' }),
    ],
  })
  assert.deepEqual(
    totals.groups.map(({ category, net, exemption_codes }) => [category, net, ...exemption_codes]),
    [
      ['E', '4.00'],
      ['AE', '2.00'],
      ['K', '8.00', 'VATEX-EU-IC'],
      ['G', '1.00', 'VATEX-EU-G'],
    ],
  )
})

test('goods taken back bear no part of a discount', () => {
  const totals = documentTotals({
    ...net,
    lines: [line('100'), line('-99', { tax_percent: '7' })],
    adjustments: [{ kind: 'allowance', amount: '1' }],
  })
  assert.deepEqual(
    totals.groups.map((group) => group.allowance_net),
    ['1.00', '0.00'],
  )
  const even = documentTotals({
    ...net,
    lines: [line('100'), line('-100', { tax_percent: '7' })],
    adjustments: [{ kind: 'charge', amount: '1' }],
  })
  assert.deepEqual(
    even.groups.map((group) => group.charge_net),
    ['1.00', '0.00'],
  )
})

test('freight under a tax code of its own opens its group, and an empty document has none', () => {
  const freight = { kind: 'charge', amount: '10', tax: { category: 'S', tax_percent: '19' } } as const
  const totals = documentTotals({ ...net, lines: [line('5', { tax_percent: '7' })], adjustments: [freight] })
  assert.deepEqual(
    totals.groups.map((group) => [group.tax_percent, group.net]),
    [
      ['19', '10.00'],
      ['7', '5.00'],
    ],
  )
  assert.equal(
    documentTotals({ ...net, lines: [], adjustments: [{ kind: 'charge', amount: '10' }] }).gross_total,
    '0.00',
  )
})

test('a fixed discount of 100 over three partial invoices', () => {
  const order = { places: 2, amount: '100', order_lines: '300' }
  const parts = [
    partialAdjustment({ ...order, billed_lines: '0', billed_amount: '0', lines: '100', is_last: false }),
    partialAdjustment({
      ...order,
      billed_lines: '100',
      billed_amount: '33.33',
      lines: '100',
      is_last: false,
    }),
    partialAdjustment({ ...order, billed_lines: '200', billed_amount: '66.67', lines: '100', is_last: true }),
  ]
  assert.deepEqual(parts, ['33.33', '33.34', '33.33'])
})
