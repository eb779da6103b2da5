/** Values of dates, and days that no calendar has. */
import { type Fixture, ofWrongType } from '#contract/kit/field/fixture.ts'

export const fixture: Fixture = {
  good: () => '2026-11-21',
  wrong: () =>
    ofWrongType('2026-02-30', '2026-1-1', '21.11.2026', 'today', '', 20261121, '2026-11-21T00:00:00Z'),
}
