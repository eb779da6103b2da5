/** The lines of a document; each is checked as a row of its own record. */
import { type FieldKind, wrong } from '#contract/kit/field/value.ts'

export const lines: FieldKind = {
  check: (value) =>
    Array.isArray(value) && value.length <= 1000 ? { value } : wrong('a list of at most 1000 lines'),
}
