/** Values of JSON: of another shape than the schema says. */
import type { Fixture } from '#contract/kit/field/fixture.ts'

export const fixture: Fixture = {
  good: (field) => field.default,
  wrong: (field) =>
    (field.schema?.type === 'array' ? [{}, 'a', 12] : [[], 'a', 12]).map((value) => [
      value,
      'kit.check_failed',
    ]),
  facts: { schema: { type: 'object' }, default: {} },
}
