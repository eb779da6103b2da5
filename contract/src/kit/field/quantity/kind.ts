/** A quantity; a sibling holds its unit. */
import { decimal } from '#contract/kit/field/decimal/kind.ts'
import type { FieldKind } from '#contract/kit/field/value.ts'

export const quantity: FieldKind = { check: decimal.check }
