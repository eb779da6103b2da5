/** A business date. */
import type { StoredKind } from '#server/kit/field/kind.ts'

export const date: StoredKind = { type: 'date', schema: { type: 'string', format: 'date' } }
