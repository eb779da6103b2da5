/** Text of several lines. */
import { checkText } from '#contract/kit/field/text/kind.ts'
import type { FieldKind } from '#contract/kit/field/value.ts'

const longest = 20_000

export const longText: FieldKind = {
  check: (value, field) => checkText(value, field.max ?? longest, field),
  longest,
}
