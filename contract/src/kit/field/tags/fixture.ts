/** Values of keywords. */
import { type Fixture, nasty, ofWrongType } from '#contract/kit/field/fixture.ts'

export const fixture: Fixture = {
  good: () => ['first tag', nasty.replaceAll(',', ' ').slice(0, 90).trim()],
  wrong: () => [
    ...ofWrongType('a', [12]),
    [['a,b'], 'kit.wrong_format'],
    [['x'.repeat(101)], 'kit.too_long'],
    [['null\u0000byte'], 'kit.wrong_format'],
  ],
}
