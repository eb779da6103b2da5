/** Values of flags; words for yes and no belong in files alone. */
import { type Fixture, ofWrongType } from '#contract/kit/field/fixture.ts'

export const fixture: Fixture = {
  good: (field) => field.default ?? true,
  wrong: () => ofWrongType('yes', 1, [], {}),
}
