/** The hours of the last day, without gaps. */
import { expect, test } from 'vitest'
import { hoursOf } from './overview.ts'

test('each hour stands once, the present one last, and empty ones are there', () => {
  const step = { at: '2026-11-21T14:00:00Z', succeeded: 2, failed: 1 }
  const hours = hoursOf([step, { ...step, at: '2026-11-19T14:00:00Z' }], Date.parse('2026-11-21T15:30:00Z'))
  expect(hours).toHaveLength(24)
  expect(hours.at(-1)).toEqual({ at: '2026-11-21T15:00:00.000Z', succeeded: 0, failed: 0 })
  expect(hours.at(-2)).toBe(step)
  expect(hours[0]?.at).toBe('2026-11-20T16:00:00.000Z')
  expect(hours.reduce((sum, { succeeded }) => sum + succeeded, 0)).toBe(2)
})
