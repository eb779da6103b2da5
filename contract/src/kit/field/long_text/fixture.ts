/** Values of texts of several lines. */
import { type Fixture, nasty, next } from '#contract/kit/field/fixture.ts'
import { notText } from '#contract/kit/field/text/fixture.ts'

export const fixture: Fixture = {
  good: () => `First line ${next()}\n${nasty}\n\tlast line`,
  wrong: (field) => [...notText, ['x'.repeat((field.max ?? 20_000) + 1), 'kit.too_long']],
}
