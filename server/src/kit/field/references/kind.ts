/** Links to several rows, kept in a table of their own. */
import { parsed, type StoredKind } from '#server/kit/field/kind.ts'

export const references: StoredKind = {
  type: null,
  schema: { type: 'array', items: { type: 'string', format: 'uuid' } },
  fromCell: parsed,
}
