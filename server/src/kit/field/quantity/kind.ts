/** A quantity; its unit stands in a column of its own. */
import { decimal } from '#server/kit/field/decimal/kind.ts'
import type { StoredKind } from '#server/kit/field/kind.ts'

export const quantity: StoredKind = { ...decimal }
