/** What people type as a number, and what Kontor understands. */
import { describe, expect, test } from 'vitest'
import { readDecimal, writeDecimal } from './decimal.ts'

const cases: readonly [text: string, german: string | null, english: string | null][] = [
  ['', null, null],
  ['  ', null, null],
  ['7', '7', '7'],
  ['1,5', '1.5', '1.5'],
  ['1.5', '1.5', '1.5'],
  ['1.500', '1500', '1.5'],
  ['1,500', '1.5', '1500'],
  ['0.500', '0.5', '0.5'],
  ['0,500', '0.5', '0.5'],
  ['1.234,56', '1234.56', '1234.56'],
  ['1,234.56', '1234.56', '1234.56'],
  ['1.234.567', '1234567', '1234567'],
  ['1 234,5', '1234.5', '1234.5'],
  ["1'234.50", '1234.5', '1234.5'],
  ['-0,25', '-0.25', '-0.25'],
  ['\u22123', '-3', '-3'],
  ['+4', '4', '4'],
  ['-0,00', '0', '0'],
  ['007', '7', '7'],
  [',5', '0.5', '0.5'],
  ['5,', '5', '5'],
  ['12345678901234567890,123456', '12345678901234567890.123456', '12345678901234567890.123456'],
  ['۱۲۳٫۵', '123.5', '123.5'],
]

describe('readDecimal', () => {
  test.each(cases)('%j', (text, german, english) => {
    expect(readDecimal(text, 'de')).toEqual({ value: german })
    expect(readDecimal(text, 'en')).toEqual({ value: english })
  })

  test.each(['abc', '1,2,3', '1.2.3', '12,34,567.8', '1-2', '--1', '.', ',', '1e5', '1.23.456,7', '€5'])(
    '%j is no number',
    (text) => {
      expect(readDecimal(text, 'de')).toEqual({ fault: 'not_a_number' })
      expect(readDecimal(text, 'en')).toEqual({ fault: 'not_a_number' })
    },
  )

  test('counts digits behind the point, but not trailing zeros', () => {
    expect(readDecimal('1,239', 'de', 2)).toEqual({ fault: 'too_many_places' })
    expect(readDecimal('1,2300', 'de', 2)).toEqual({ value: '1.23' })
  })
})

test('writeDecimal shows the point of the language and keeps as many digits as asked', () => {
  expect(writeDecimal('1234.500000', 'de')).toBe('1234,5')
  expect(writeDecimal('1234.500000', 'en', 2)).toBe('1234.50')
  expect(writeDecimal('3', 'de', 2)).toBe('3,00')
  expect(writeDecimal(null, 'de')).toBe('')
})

test('what is written is read back as the same number', () => {
  for (const language of ['de', 'en']) {
    for (const value of ['0', '0.5', '-12.25', '1500', '1234567.125']) {
      expect(readDecimal(writeDecimal(value, language), language)).toEqual({ value })
    }
  }
})
