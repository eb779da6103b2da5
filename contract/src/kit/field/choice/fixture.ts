/** Values of choices. */
import type { Fixture } from '#contract/kit/field/fixture.ts'

export const fixture: Fixture = {
  good: (field) => field.default ?? field.choices?.[0],
  wrong: () => ['no such choice', 12, [], {}].map((value) => [value, 'kit.not_a_choice'] as const),
  facts: { choices: ['first', 'second'] },
}
