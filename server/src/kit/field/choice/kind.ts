/** One of a fixed list of values; the table checks the list. */
import type { StoredKind } from '#server/kit/field/kind.ts'

export const choice: StoredKind = { type: 'text', schema: { type: 'string' } }
