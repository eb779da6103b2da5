/** The lines of a document, rows of another table. */
import { parsed, type StoredKind } from '#server/kit/field/kind.ts'

export const lines: StoredKind = { type: null, schema: { type: 'array' }, fromCell: parsed }
