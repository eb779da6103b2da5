/** Dates are counted by the calendar in every zone of the world. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import {
  addDays,
  addMonths,
  compareDates,
  dateIn,
  daysBetween,
  endOfMonth,
  isDate,
  isTimeZone,
  isWithin,
  NotADate,
  startOfDate,
  startOfMonth,
} from './dates.ts'

const date = fc.integer({ min: -700_000, max: 2_900_000 }).map((days) => addDays('1970-01-01', days))
const zone = fc.constantFrom(
  'Europe/Berlin',
  'America/New_York',
  'America/Sao_Paulo',
  'Asia/Kathmandu',
  'Africa/Addis_Ababa',
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'Australia/Lord_Howe',
  'UTC',
)

test('adding days and counting them are inverse', () => {
  fc.assert(
    fc.property(date, fc.integer({ min: -10_000, max: 10_000 }), (day, days) => {
      assert.equal(daysBetween(day, addDays(day, days)), days)
      assert.equal(compareDates(addDays(day, days), day), Math.sign(days))
      assert.ok(isDate(addDays(day, days)))
    }),
  )
})

test('months keep the day or end with the month', () => {
  assert.equal(addMonths('2024-01-31', 1), '2024-02-29')
  assert.equal(addMonths('2023-01-31', 1), '2023-02-28')
  assert.equal(addMonths('2024-03-31', -1), '2024-02-29')
  assert.equal(addMonths('2024-12-15', 1), '2025-01-15')
  assert.equal(addMonths('2024-01-15', -1), '2023-12-15')
  assert.equal(addMonths('2024-05-20', -17), '2022-12-20')
  assert.deepEqual(['2024-02-10', '1900-02-10', '2000-02-10', '2023-11-30'].map(endOfMonth), [
    '2024-02-29',
    '1900-02-28',
    '2000-02-29',
    '2023-11-30',
  ])
  fc.assert(
    fc.property(date, (day) => {
      assert.equal(addDays(endOfMonth(day), 1), addMonths(startOfMonth(day), 1))
      assert.ok(isWithin(day, startOfMonth(day), endOfMonth(day)))
    }),
  )
})

test('only days of the calendar are dates', () => {
  const wrong = [
    '2023-02-29',
    '2024-13-01',
    '2024-00-10',
    '2024-04-31',
    '2024-4-1',
    '2024-01-1',
    '2024-01-00',
    '0000-01-01',
    '',
  ]
  for (const text of [...wrong, '2024-01-01T00:00:00Z', ' 2024-01-01', 20240101, null]) {
    assert.equal(isDate(text), false, String(text))
  }
  assert.deepEqual(['2024-02-29', '0001-01-01', '9999-12-31'].map(isDate), [true, true, true])
  assert.throws(() => addDays('2023-02-29', 1), NotADate)
  assert.throws(() => compareDates('2023-01-01', '9999-99-99'), NotADate)
  assert.throws(() => addDays('9999-12-31', 1), NotADate)
  assert.equal(addDays('0099-12-31', 1), '0100-01-01')
})

test('a validity includes both its ends', () => {
  assert.deepEqual(
    ['2020-06-30', '2020-07-01', '2020-12-31', '2021-01-01'].map((day) =>
      isWithin(day, '2020-07-01', '2020-12-31'),
    ),
    [false, true, true, false],
  )
  assert.equal(isWithin('2020-01-01', null, null), true)
})

test('New Year begins in Munich before it does in UTC', () => {
  assert.equal(dateIn('Europe/Berlin', '2025-12-31T23:30:00Z'), '2026-01-01')
  assert.equal(dateIn('UTC', '2025-12-31T23:30:00Z'), '2025-12-31')
  assert.equal(dateIn('Africa/Addis_Ababa', new Date('2025-12-31T20:59:59Z')), '2025-12-31')
  assert.throws(() => dateIn('UTC', 'yesterday'), NotADate)
  assert.deepEqual(['Europe/Berlin', 'Mars/Olympus', ''].map(isTimeZone), [true, false, false])
})

test('a date starts at its first instant, also where the clock is changed', () => {
  assert.equal(startOfDate('Europe/Berlin', '2026-03-29').toISOString(), '2026-03-28T23:00:00.000Z')
  assert.equal(startOfDate('Europe/Berlin', '2026-03-30').toISOString(), '2026-03-29T22:00:00.000Z')
  assert.equal(startOfDate('America/Sao_Paulo', '2018-11-04').toISOString(), '2018-11-04T03:00:00.000Z')
  const recent = fc.integer({ min: 15_400, max: 25_000 }).map((days) => addDays('1970-01-01', days))
  fc.assert(
    fc.property(zone, recent, (where, day) => {
      const start = startOfDate(where, day)
      assert.equal(dateIn(where, start), day)
      assert.equal(dateIn(where, new Date(start.getTime() - 1)), addDays(day, -1))
    }),
  )
})
