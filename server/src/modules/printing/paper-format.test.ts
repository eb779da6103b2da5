/** Figures, dates and addresses on paper, to the last digit. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { englishAddress, germanAddress, seller } from './invoice-paper.example.ts'
import { addressLines } from './paper-address.ts'
import {
  formatAmount,
  formatDate,
  formatIban,
  formatPercent,
  formatPrice,
  formatQuantity,
} from './paper-format.ts'

test('an amount has the places of its currency and the marks of the language', () => {
  const cases: [value: string, places: number, english: string, german: string][] = [
    ['0', 2, '0.00', '0,00'],
    ['-0.00', 2, '0.00', '0,00'],
    ['7.5', 2, '7.50', '7,50'],
    ['999.99', 2, '999.99', '999,99'],
    ['1000', 2, '1,000.00', '1.000,00'],
    ['-1234567.891', 3, '−1,234,567.891', '−1.234.567,891'],
    ['1234.000000', 0, '1,234', '1.234'],
    ['0012.300000', 2, '12.30', '12,30'],
    ['12345678901234567890.12', 2, '12,345,678,901,234,567,890.12', '12.345.678.901.234.567.890,12'],
  ]
  for (const [value, places, english, german] of cases) {
    assert.equal(formatAmount(value, places, 'en'), english)
    assert.equal(formatAmount(value, places, 'de'), german)
  }
})

test('an amount that the currency cannot express is not rounded in silence', () => {
  assert.throws(() => formatAmount('1.005', 2, 'en'), /1\.005 has more than 2 decimal places/)
  assert.throws(() => formatAmount('0.5', 0, 'de'))
})

test('prices keep their fine places, quantities and percentages lose empty ones', () => {
  assert.equal(formatPrice('24.900000', 2, 'de'), '24,90')
  assert.equal(formatPrice('0.012345', 2, 'en'), '0.012345')
  assert.equal(formatQuantity('1250.000000', 'de'), '1.250')
  assert.equal(formatQuantity('-2.5', 'en'), '−2.5')
  assert.equal(formatPercent('19.0000', 'de'), '19\u00a0%')
  assert.equal(formatPercent('2.5', 'en'), '2.5%')
})

test('dates and account numbers read as people write them', () => {
  assert.equal(formatDate('2026-03-09', 'de'), '09.03.2026')
  assert.equal(formatDate('2026-03-09', 'en'), '9\u00a0March\u00a02026')
  assert.equal(
    formatIban('de89 3704 0044 0532 013000'),
    'DE89\u00a03704\u00a00044\u00a00532\u00a00130\u00a000',
  )
  assert.equal(formatIban('NO9386011117947'), 'NO93\u00a08601\u00a01117\u00a0947')
})

test('an address ends with the country only where the letter crosses a border', () => {
  const german = { seller, language: 'de' } as const
  assert.deepEqual(addressLines(germanAddress, german), [
    'Käthe Größmann & Söhne OHG',
    'Einkauf, z. Hd. Frau Özdemir',
    'Marktplatz 3',
    '89073 Ulm',
  ])
  assert.deepEqual(addressLines(englishAddress, german).slice(-2), [
    'Edinburgh EH6 6JJ',
    'VEREINIGTES KÖNIGREICH',
  ])
  assert.equal(addressLines(englishAddress, { seller, language: 'en' }).at(-1), 'UNITED KINGDOM')
})
