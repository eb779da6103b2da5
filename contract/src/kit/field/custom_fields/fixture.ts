/** Values of fields that a tenant adds itself. */
import { type Fixture, ofWrongType } from '#contract/kit/field/fixture.ts'

export const fixture: Fixture = {
  good: () => ({}),
  wrong: () => ofWrongType('a', ['a']),
  wrongLater: [[{ nobody_defined_this: 1 }, 'kit.unknown_field']],
}
