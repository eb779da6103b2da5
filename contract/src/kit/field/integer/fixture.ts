/** Values of whole numbers, at their bounds and beyond. */
import { notNumber } from '#contract/kit/field/decimal/fixture.ts'
import type { Fixture } from '#contract/kit/field/fixture.ts'

export const fixture: Fixture = {
  good: (field) => Math.max(field.min ?? 0, Math.min(field.max ?? 1000, 3)),
  wrong: (field) => [
    ...notNumber,
    [1.5, 'kit.wrong_type'],
    [(field.max ?? 2_147_483_647) + 1, 'kit.too_great'],
    [(field.min ?? -2_147_483_648) - 1, 'kit.too_small'],
  ],
}
