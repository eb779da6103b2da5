/** Values of references: what is no key, and keys of nothing. */
import { type Fixture, ofWrongType, type Wrong } from '#contract/kit/field/fixture.ts'

export const notKey = ofWrongType(12, ['a'], 'a'.repeat(201), 'null\u0000byte')

export const keysOfNothing: readonly Wrong[] = [
  ['00000000-0000-4000-8000-000000000000', 'kit.reference_missing'],
  ["' or 1=1 --", 'kit.reference_missing'],
]

export const fixture: Fixture = {
  good: () => undefined,
  wrong: () => notKey,
  wrongLater: keysOfNothing,
  facts: { to: 'common.tag' },
}
