/** The bars of a key's use: a day each, none forgotten. */
import { expect, test } from 'vitest'
import { barsOf, sumOf } from './key.ts'

test('there is a bar for each of thirty days, and a call falls into its own', () => {
  const bars = barsOf(
    [
      { day: '2026-03-02', calls: 7, refusals: 2 },
      { day: '2026-01-01', calls: 99, refusals: 0 },
    ],
    Date.parse('2026-03-03T01:00:00Z'),
  )
  expect(bars.length).toBe(30)
  expect(bars[0]?.day).toBe('2026-02-02')
  expect(bars.at(-2)).toEqual({ day: '2026-03-02', calls: 7, refusals: 2 })
  expect(bars.at(-1)?.calls).toBe(0)
  expect([sumOf(bars, 'calls'), sumOf(bars, 'refusals')]).toEqual([7, 2])
})
