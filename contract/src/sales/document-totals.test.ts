/** Totals of random documents recompute by the formulas of EN 16931 from what is written (DOMAIN 10). */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Decimal } from 'decimal.js'
import * as fc from 'fast-check'
import { negate, sum } from '#contract/kit/decimal.ts'
import { type DocumentTotals, documentTotals, type TaxGroup } from './document-totals.ts'
import { itemPrice, lineAmount } from './line-amount.ts'
import type { TaxKey } from './tax-key.ts'
import type { Adjustment, TotalsInput, TotalsLine } from './totals-input.ts'

/** An independent library does the sums again; it is told enough digits never to round on the way. */
const Exact = Decimal.clone({ precision: 120, rounding: Decimal.ROUND_HALF_UP })
const total = (texts: readonly string[]) => texts.reduce((all, text) => all.plus(text), new Exact(0))
const assertEqual = (found: string, expected: Decimal, what: string) =>
  assert.equal(found, expected.toFixed(found.split('.')[1]?.length ?? 0).replace(/^-(0(\.0*)?)$/, '$1'), what)

const number = (max: number, places: number, min = 0) =>
  fc
    .integer({ min: min * 10 ** places, max: max * 10 ** places })
    .map((value) => (value / 10 ** places).toFixed(places))
const standard = fc
  .constantFrom('19', '19.0000', '7', '7.00', '16', '5', '5.5', '8.1', '25')
  .map((tax_percent) => ({
    category: 'S' as const,
    tax_percent,
  }))
const untaxed = fc
  .constantFrom('Z', 'E', 'AE', 'K', 'G')
  .map((category) => ({ category, tax_percent: '0' }) as TaxKey)
const tax = fc.oneof({ arbitrary: standard, weight: 3 }, { arbitrary: untaxed, weight: 1 })

const line = (least: number): fc.Arbitrary<TotalsLine> =>
  fc
    .record({
      quantity: fc.oneof(number(500, 0, least), number(50, 6, least)),
      unit_price: fc.oneof(number(2000, 2), number(100, 6)),
      price_quantity: fc.constantFrom('1', '100', '12', '0.75'),
      price_ratio: fc.constantFrom(
        null,
        { numerator: '12', denominator: '1' },
        { numerator: '1', denominator: '3' },
      ),
      discount_percent: fc.constantFrom('0', '10', '2.5', '33.3333', '100'),
      tax,
    })
    .map(({ tax, ...rest }) => ({ ...rest, ...tax }))

const adjustment: fc.Arbitrary<Adjustment> = fc.record({
  kind: fc.constantFrom('allowance', 'charge'),
  amount: fc.option(number(200, 2)),
  percent: number(20, 2),
  tax: fc.option(tax, { freq: 8 }),
})

const input = (least = -50): fc.Arbitrary<TotalsInput> =>
  fc.record({
    places: fc.constantFrom(2, 2, 2, 0, 3),
    is_gross: fc.boolean(),
    lines: fc.array(line(least), { minLength: 1, maxLength: 12 }),
    adjustments: fc.array(adjustment, { maxLength: 3 }),
    paid_amount: number(100, 0),
    rounding_amount: fc.constantFrom('0', '1', '-1'),
  })

const isUnder = (group: TaxKey) => (one: TaxKey) =>
  one.category === group.category && new Exact(one.tax_percent).eq(group.tax_percent)

test('the totals satisfy BR-CO-10 to BR-CO-17 and one breakdown per category and rate', () => {
  fc.assert(
    fc.property(input(), (document) => {
      const totals = documentTotals(document)
      const netsOf = (kind: string) =>
        totals.shares.filter((share) => share.kind === kind).map((share) => share.net)
      assertEqual(totals.line_total, total(totals.lines.map((line) => line.net)), 'BR-CO-10')
      assertEqual(totals.allowance_total, total(netsOf('allowance')), 'BR-CO-11')
      assertEqual(totals.charge_total, total(netsOf('charge')), 'BR-CO-12')
      const net = new Exact(totals.line_total).minus(totals.allowance_total).plus(totals.charge_total)
      assertEqual(totals.net_total, net, 'BR-CO-13')
      assertEqual(totals.tax_total, total(totals.groups.map((group) => group.tax)), 'BR-CO-14')
      assertEqual(totals.gross_total, new Exact(totals.net_total).plus(totals.tax_total), 'BR-CO-15')
      const payable = new Exact(totals.gross_total).minus(totals.paid_amount).plus(totals.rounding_amount)
      assertEqual(totals.payable_amount, payable, 'BR-CO-16')
      for (const group of totals.groups) assertGroup(group, document, totals)
      const used = [...document.lines, ...(document.adjustments ?? []).flatMap(({ tax }) => tax ?? [])]
      for (const key of used)
        assert.equal(totals.groups.filter(isUnder(key)).length, 1, 'one breakdown (BR-S-01)')
    }),
    { numRuns: 1000 },
  )
})

/** BR-S-08, BR-Z-08 and so on; BR-CO-17, of which a gross document may miss by one unit at most. */
function assertGroup(group: TaxGroup, document: TotalsInput, totals: DocumentTotals) {
  const ofGroup = isUnder(group)
  const lines = totals.lines
    .filter((_, index) => ofGroup(document.lines[index] as TaxKey))
    .map((line) => line.net)
  const shares = totals.shares.filter(ofGroup)
  const allowances = shares.filter((share) => share.kind === 'allowance').map((share) => share.net)
  const charges = shares.filter((share) => share.kind === 'charge').map((share) => share.net)
  assertEqual(group.net, total(lines).minus(total(allowances)).plus(total(charges)), 'BR-S-08')
  assertEqual(group.line_net, total(lines), 'lines of the group')
  assertEqual(group.gross, new Exact(group.net).plus(group.tax), 'gross of the group')
  const rounded = new Exact(group.net).times(group.tax_percent).div(100).toDecimalPlaces(document.places)
  if (!document.is_gross) assertEqual(group.tax, rounded, 'BR-CO-17')
  const unit = new Exact(10).pow(-document.places)
  assert.ok(rounded.minus(group.tax).abs().lte(unit), `BR-CO-17 within a unit: ${group.tax} for ${rounded}`)
}

test('a line is quantity by price less discount, rounded once', () => {
  fc.assert(
    fc.property(input(), (document) => {
      const totals = documentTotals(document)
      for (const [index, line] of document.lines.entries()) {
        const left = new Exact(100).minus(line.discount_percent)
        const { numerator, denominator } = line.price_ratio ?? { numerator: '1', denominator: '1' }
        const above = new Exact(line.quantity).times(line.unit_price).times(left).times(numerator)
        const exact = above.div(new Exact(line.price_quantity).times(denominator).times(100))
        const amount = totals.lines[index]?.amount ?? ''
        assertEqual(amount, exact.toDecimalPlaces(document.places), 'BT-131')
        assert.equal(amount, lineAmount(line, document.places))
        assert.ok(new Exact(line.unit_price).times(left).div(100).eq(itemPrice(line)), 'BT-146')
      }
    }),
    { numRuns: 300 },
  )
})

test('a gross document keeps its total, and no line is a unit beside its net', () => {
  fc.assert(
    fc.property(input(), (given) => {
      const document = { ...given, is_gross: true }
      const totals = documentTotals(document)
      const signed = totals.shares.map(({ kind, amount }) => (kind === 'allowance' ? negate(amount) : amount))
      assertEqual(
        totals.gross_total,
        total([...totals.lines.map((line) => line.amount), ...signed]),
        'gross total',
      )
      const unit = new Exact(10).pow(-document.places)
      for (const [index, line] of totals.lines.entries()) {
        const percent = new Exact(100).plus(document.lines[index]?.tax_percent ?? 0)
        const exact = new Exact(line.amount).times(100).div(percent)
        assert.ok(exact.minus(line.net).abs().lt(unit), `${line.net} of ${line.amount}`)
      }
    }),
    { numRuns: 500 },
  )
})

test('a discount is split in proportion to the groups, to the last cent', () => {
  fc.assert(
    fc.property(input(0), (document) => {
      const totals = documentTotals(document)
      const lineSum = total(totals.lines.map((line) => line.amount))
      fc.pre(!lineSum.isZero())
      const unit = new Exact(10).pow(-document.places)
      for (const [index, { amount, percent, tax }] of (document.adjustments ?? []).entries()) {
        const whole = amount === null ? lineSum.times(percent ?? 0).div(100) : new Exact(amount ?? 0)
        const shares = totals.shares.filter((share) => share.adjustment === index)
        const given = total(shares.map((share) => share.amount))
        assert.ok(given.eq(whole.toDecimalPlaces(document.places)), `${given} of ${whole}`)
        for (const group of tax ? [] : totals.groups) {
          const lines = totals.lines.filter((_, at) => isUnder(group)(document.lines[at] as TaxKey))
          const exact = given.times(total(lines.map((line) => line.amount))).div(lineSum)
          const share = shares.find(isUnder(group))?.amount ?? '0'
          assert.ok(exact.minus(share).abs().lt(unit), `${share} of ${exact}`)
        }
      }
    }),
    { numRuns: 500 },
  )
})

test('neither the order of the lines nor the sign of the document changes a cent', () => {
  fc.assert(
    fc.property(input(), (document) => {
      const summary = ({ lines: _, shares: __, ...rest }: DocumentTotals) => rest
      const turned = { ...document, lines: document.lines.toReversed() }
      assert.deepEqual(summary(documentTotals(turned)), summary(documentTotals(document)))
      const opposite = {
        ...document,
        lines: document.lines.map((line) => ({ ...line, quantity: negate(line.quantity) })),
        adjustments: document.adjustments?.map((one) => ({
          ...one,
          amount: one.amount && negate(one.amount),
        })),
      }
      const [one, other] = [documentTotals(document), documentTotals(opposite)]
      assert.equal(new Exact(sum([one.net_total, other.net_total])).toNumber(), 0)
      assert.equal(new Exact(sum([one.tax_total, other.tax_total])).toNumber(), 0)
    }),
    { numRuns: 300 },
  )
})
