/** Values of instants, and times that do not say where. */
import { type Fixture, ofWrongType } from '#contract/kit/field/fixture.ts'

export const fixture: Fixture = {
  good: () => '2036-11-21T08:30:00.125Z',
  wrong: () => ofWrongType('2026-11-21', 'now', '2026-11-21T25:00:00Z', '2026-11-21T08:30:00', 12),
}
