/** Fields that a tenant adds itself. */
import { parsed, type StoredKind } from '#server/kit/field/kind.ts'

export const customFields: StoredKind = { type: 'jsonb', schema: { type: 'object' }, fromCell: parsed }
