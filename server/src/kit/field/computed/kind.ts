/** A value worked out by an expression; the kind it shows says the rest. */
import type { StoredKind } from '#server/kit/field/kind.ts'

export const computed: StoredKind = { type: null, schema: {} }
