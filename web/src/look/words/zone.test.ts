/** The reader's clock: days begin and end by the profile's time zone, also where summer time begins. */
import { afterEach, expect, test } from 'vitest'
import { formatInstant } from './format.ts'
import { dayAt, endOfDay, instantAt, localTime, startOfDay, useZone } from './zone.ts'

afterEach(() => useZone(null))

test('an instant is shown by the clock of the profile', () => {
  const instant = '2026-11-21T22:30:00Z'
  useZone('Europe/Berlin')
  expect(formatInstant(instant, 'en')).toBe('21 Nov 2026, 23:30')
  useZone('Asia/Kolkata')
  expect(formatInstant(instant, 'en')).toBe('22 Nov 2026, 04:00')
  expect(dayAt(new Date(instant))).toBe('2026-11-22')
})

test('a day begins and ends where the reader is', () => {
  useZone('America/New_York')
  expect([startOfDay('2026-11-21'), endOfDay('2026-11-21')]).toEqual([
    '2026-11-21T05:00:00.000Z',
    '2026-11-22T04:59:59.999Z',
  ])
})

test('what was typed is shown again, on the days when the clock changes too', () => {
  useZone('Europe/Berlin')
  for (const local of [
    '2026-03-28T23:30:00',
    '2026-03-29T03:30:00',
    '2026-10-24T12:00:00',
    '2026-10-25T12:00:00',
  ]) {
    expect(localTime(instantAt(local))).toBe(local)
  }
  expect(instantAt('').getTime()).toBeNaN()
})

test('a zone that is none leaves the clock of the browser', () => {
  useZone('Mars/Olympus')
  expect(localTime(new Date(instantAt('2026-11-21T10:00:00').getTime()))).toBe('2026-11-21T10:00:00')
})
