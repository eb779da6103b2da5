/** Fields that a tenant adds itself; the server checks each against its definition. */
import { type FieldKind, isObject, wrong } from '#contract/kit/field/value.ts'

export const customFields: FieldKind = {
  check: (value) => (isObject(value) ? { value } : wrong('an object')),
}
