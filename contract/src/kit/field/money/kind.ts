/** An amount or price; a sibling holds its currency. */
import { decimal } from '#contract/kit/field/decimal/kind.ts'
import type { FieldKind } from '#contract/kit/field/value.ts'

export const money: FieldKind = { check: decimal.check }
