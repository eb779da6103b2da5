/** Values of a status: none, since only its moves change it. */
import type { Fixture } from '#contract/kit/field/fixture.ts'

export const fixture: Fixture = {
  good: () => undefined,
  wrong: () => ['draft', 'posted', 12].map((value) => [value, 'kit.read_only'] as const),
  facts: { mode: 'server', choices: ['draft', 'posted'] },
}
