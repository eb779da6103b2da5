/** Values of computed fields: nobody sends one. */
import type { Fixture } from '#contract/kit/field/fixture.ts'

export const fixture: Fixture = {
  good: () => undefined,
  wrong: () => [],
  facts: { mode: 'server', shows: 'money' },
}
