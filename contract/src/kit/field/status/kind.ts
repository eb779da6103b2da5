/** Where a document stands in its life; filters and moves name it as a choice. */
import { choice } from '#contract/kit/field/choice/kind.ts'
import type { FieldKind } from '#contract/kit/field/value.ts'

export const status: FieldKind = { check: choice.check }
