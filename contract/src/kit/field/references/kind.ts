/** Links to several rows of another record. */
import { reference } from '#contract/kit/field/reference/kind.ts'
import { checkList, type FieldKind } from '#contract/kit/field/value.ts'

export const references: FieldKind = {
  check: (value, field) => checkList(value, (item) => reference.check(item, field), 1000),
}
