/** Values of lists of references. */
import { type Fixture, ofWrongType } from '#contract/kit/field/fixture.ts'

export const fixture: Fixture = {
  good: () => [],
  wrong: () => ofWrongType('a', [12]),
  wrongLater: [[['00000000-0000-4000-8000-000000000000'], 'kit.reference_missing']],
  facts: { to: 'common.tag' },
}
