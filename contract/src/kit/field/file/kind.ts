/** A stored file, named by its id. */
import { reference } from '#contract/kit/field/reference/kind.ts'
import type { FieldKind } from '#contract/kit/field/value.ts'

export const file: FieldKind = { check: reference.check }
