/** The node above in a tree. */
import { reference } from '#server/kit/field/reference/kind.ts'
import type { StoredKind } from '#server/kit/field/kind.ts'

export const treeParent: StoredKind = { ...reference }
