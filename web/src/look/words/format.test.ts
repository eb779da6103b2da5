/** Numbers and dates as each language writes them, exact beyond what a float could hold. */
import { expect, test } from 'vitest'
import { formatDay, formatDecimal, formatMoney, formatQuantity, formatShare } from './format.ts'

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')

test('numbers', () => {
  expect(formatDecimal('1234567.500000', 'de')).toBe('1.234.567,5')
  expect(formatDecimal('1234567.500000', 'en')).toBe('1,234,567.5')
  expect(formatDecimal('12', 'de', { least: 2 })).toBe('12,00')
})

test('digits that a float would lose stay', () => {
  expect(formatDecimal('12345678901234567.123456', 'de')).toBe('12.345.678.901.234.567,123456')
  expect(formatMoney('90071992547409.93', 'EUR', 'en')).toBe('€90,071,992,547,409.93')
})

test('money goes by the currency and the language', () => {
  expect(plain(formatMoney('1234.5', 'EUR', 'de'))).toBe('1.234,50 €')
  expect(formatMoney('1234.5', 'EUR', 'en')).toBe('€1,234.50')
  expect(plain(formatMoney('1234', 'JPY', 'de'))).toBe('1.234 ¥')
  expect(plain(formatMoney('0.123456', 'EUR', 'de', { most: 6 }))).toBe('0,123456 €')
  expect(plain(formatMoney('-3', 'EUR', 'de'))).toBe('-3,00 €')
})

test('quantities and shares', () => {
  expect(plain(formatQuantity('2.500000', 'kg', 'de'))).toBe('2,5 kg')
  expect(formatQuantity('2', null, 'de')).toBe('2')
  expect(plain(formatShare('0.19', 'de'))).toBe('19 %')
  expect(plain(formatShare('0.08875', 'de'))).toBe('8,875 %')
})

test('a business date is the same day in every time zone', () => {
  expect(formatDay('2026-11-03', 'de')).toBe('03.11.2026')
  expect(formatDay('2026-11-03', 'en')).toBe('3 Nov 2026')
  expect(formatDay('no date', 'en')).toBe('no date')
})
