/** Values of exact numbers, and what is no number at all. */
import type { Field } from '#contract/kit/field/field.ts'
import { type Fixture, ofWrongType, type Wrong } from '#contract/kit/field/fixture.ts'

export const notNumber = ofWrongType('twelve', '1e3', 'NaN', '1,5', '', true, [1], {})

export const wrongAmounts = (field: Field): readonly Wrong[] => [
  ...notNumber,
  ['1'.repeat(15), 'kit.too_great'],
  [`1.${'1'.repeat((field.places ?? 6) + 1)}`, 'kit.too_many_places'],
  ...(field.min === undefined ? [] : [[String(field.min - 1), 'kit.too_small'] as const]),
  ...(field.max === undefined ? [] : [[String(field.max + 1), 'kit.too_great'] as const]),
]

export const fixture: Fixture = {
  good: (field) => String(Math.max(field.min ?? 0, Math.min(field.max ?? 1000, 2))),
  wrong: wrongAmounts,
}
