/** JSON; the field says its schema. */
import { parsed, type StoredKind } from '#server/kit/field/kind.ts'

export const json: StoredKind = { type: 'jsonb', schema: {}, fromCell: parsed }
