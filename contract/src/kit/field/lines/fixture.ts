/** Values of lines: what is no list, and a list of what is no line. */
import { type Fixture, ofWrongType } from '#contract/kit/field/fixture.ts'

export const fixture: Fixture = {
  good: () => undefined,
  wrong: () => ofWrongType('a', {}),
  wrongLater: ofWrongType(['a']),
  facts: { to: 'common.tag' },
}
