/** Text of several lines. */
import type { StoredKind } from '#server/kit/field/kind.ts'

export const longText: StoredKind = { type: 'text', schema: { type: 'string' } }
