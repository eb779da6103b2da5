/** JSON of a stated schema. */
import type { FieldKind } from '#contract/kit/field/value.ts'
import { checkJson } from './json-schema.ts'

export const json: FieldKind = { check: (value, field) => checkJson(value, field.schema ?? {}) ?? { value } }
