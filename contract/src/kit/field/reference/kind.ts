/** A link to one row, by its id or its natural key; an owned row may stand nested in its place. */
import { type FieldKind, isObject, isUnprintable, isUuid, wrong } from '#contract/kit/field/value.ts'

export const reference: FieldKind = {
  check(value, field) {
    if (field.owned && isObject(value)) return { value }
    if (typeof value !== 'string' || value.length > 200 || isUnprintable(value))
      return wrong('the key of a record')
    return { value: isUuid(value) ? value.toLowerCase() : value }
  },
}
