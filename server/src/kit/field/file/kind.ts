/** A stored file. */
import { reference } from '#server/kit/field/reference/kind.ts'
import type { StoredKind } from '#server/kit/field/kind.ts'

export const file: StoredKind = { ...reference }
