/** An amount or price; its currency stands in a column of its own. */
import { decimal } from '#server/kit/field/decimal/kind.ts'
import type { StoredKind } from '#server/kit/field/kind.ts'

export const money: StoredKind = { ...decimal }
