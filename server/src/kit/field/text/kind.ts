/** One line of text. */
import type { StoredKind } from '#server/kit/field/kind.ts'

export const text: StoredKind = { type: 'text', schema: { type: 'string' } }
