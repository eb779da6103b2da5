/** Yes or no. */
import { type FieldKind, wrong } from '#contract/kit/field/value.ts'

export const flag: FieldKind = {
  check: (value) => (typeof value === 'boolean' ? { value } : wrong('true or false')),
}
