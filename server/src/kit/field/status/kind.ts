/** Where a document stands in its life. */
import { choice } from '#server/kit/field/choice/kind.ts'
import type { StoredKind } from '#server/kit/field/kind.ts'

export const status: StoredKind = { ...choice }
