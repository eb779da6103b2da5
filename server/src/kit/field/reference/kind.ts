/** A link to one row. */
import type { StoredKind } from '#server/kit/field/kind.ts'

export const reference: StoredKind = {
  type: 'uuid',
  schema: { type: 'string', format: 'uuid' },
  isReference: true,
}
