/** What people type as a date, and what Kontor understands. */
import { describe, expect, test } from 'vitest'
import { readDay, weekdayOf, writeDay } from './day.ts'

const today = '2026-11-21'
const cases: readonly [text: string, day: string | null | undefined][] = [
  ['', null],
  ['4.12.2026', '2026-12-04'],
  ['4.12.26', '2026-12-04'],
  ['04/12/2026', '2026-12-04'],
  ['4-12-26', '2026-12-04'],
  ['2026-12-04', '2026-12-04'],
  ['041226', '2026-12-04'],
  ['04122026', '2026-12-04'],
  ['0412', '2026-12-04'],
  ['4.12.', '2026-12-04'],
  ['3.1', '2027-01-03'],
  ['30.6.', '2026-06-30'],
  ['4 dec', '2026-12-04'],
  ['4 Dec 2026', '2026-12-04'],
  ['+7', '2026-11-28'],
  ['-21', '2026-10-31'],
  ['29.2.2028', '2028-02-29'],
  ['29.2.2027', undefined],
  ['31.11.', undefined],
  ['12.13.2026', undefined],
  ['hello', undefined],
  ['4', undefined],
]

describe('readDay', () => {
  test.each(cases)('%j', (text, day) => {
    expect(readDay(text, 'de', today)).toBe(day)
    expect(readDay(text, 'en', today)).toBe(day)
  })

  test('knows the months of the language', () => {
    expect(readDay('4. März', 'de', today)).toBe('2027-03-04')
    expect(readDay('4 Dez 2025', 'de', today)).toBe('2025-12-04')
    expect(readDay('4 Dez 2025', 'en', today)).toBeUndefined()
  })
})

test('what is written is read back as the same day', () => {
  for (const language of ['de', 'en']) {
    for (let month = 1; month <= 12; month++) {
      const day = `2026-${String(month).padStart(2, '0')}-09`
      expect(readDay(writeDay(day, language), language, today)).toBe(day)
    }
  }
})

test('the weekday goes by the language', () => {
  expect(weekdayOf('2026-12-04', 'de')).toBe('Fr')
  expect(weekdayOf('2026-12-04', 'en')).toBe('Fri')
})
