/** The node above in a tree of the same record. */
import { reference } from '#contract/kit/field/reference/kind.ts'
import type { FieldKind } from '#contract/kit/field/value.ts'

export const treeParent: FieldKind = { check: reference.check }
